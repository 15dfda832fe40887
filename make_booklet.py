"""Build booklets, posters and tip cards: `python make_booklet.py --help`."""

from booklet.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
