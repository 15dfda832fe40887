"""The screen "Pages"."""
