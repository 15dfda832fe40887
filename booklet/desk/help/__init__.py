"""The screen "Help": short pages in plain words, with pictures."""
