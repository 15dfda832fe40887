"""The screen "Calls"."""
