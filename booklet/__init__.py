"""Child online-safety guidance, composed into print-ready PDF."""

__version__ = "0.1.0"
