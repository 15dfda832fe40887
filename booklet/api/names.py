"""The names that the command line offers before anything else is read."""

from booklet.jobs import PACKS
from booklet.sheets.imposition import SCHEMES, SIGNATURE

__all__ = ["PACKS", "SCHEMES", "SIGNATURE"]
