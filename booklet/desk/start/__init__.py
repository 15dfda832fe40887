"""The screen "Start"."""
