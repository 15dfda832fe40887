"""Build booklets, posters and tip cards: `python make_booklet.py --help`."""

from booklet.__main__ import main

if __name__ == "__main__":
    raise SystemExit(main())
