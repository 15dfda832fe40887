"""Placing: a page plan and its blocks in, a `PlacedPage` with everything in its place out; no PDF yet."""
