"""The screen "Help"."""
