"""The names that the command line offers, and how it reads numbers, before anything else is read."""

from booklet.jobs import PACKS
from booklet.sheets.imposition import SCHEMES, SIGNATURE
from booklet.sources.figures import parse_decimal

__all__ = ["PACKS", "SCHEMES", "SIGNATURE", "parse_decimal"]
