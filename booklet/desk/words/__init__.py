"""The screen "Words"."""
