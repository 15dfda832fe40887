"""The screen "Editions"."""
