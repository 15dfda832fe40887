"""What tests of runs share: a browser that shows their report."""

from browsers import browser

__all__ = ["browser"]
