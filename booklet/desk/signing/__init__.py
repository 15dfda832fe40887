"""The screen "Signing"."""
