"""Placing: a page plan and its blocks in, a `PlacedPage` out with everything in its place and no PDF yet."""
