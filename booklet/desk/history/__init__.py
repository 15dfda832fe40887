"""The screen "History"."""
