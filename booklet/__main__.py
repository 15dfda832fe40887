"""`python -m booklet`: the same command as `make_booklet.py`."""

from booklet.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
