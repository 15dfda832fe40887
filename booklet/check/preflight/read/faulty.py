"""The error that says why a font program or a picture cannot be drawn."""


class FaultyError(Exception):
    """A part of a file is cut, empty or garbage; the message completes "the font X: ..."."""
