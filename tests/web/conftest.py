"""What tests of pages for the screen share: a browser."""

from browsers import browser

__all__ = ["browser"]
