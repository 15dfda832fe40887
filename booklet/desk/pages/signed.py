"""The pictures of pages that somebody signed, as the screen "Signing" keeps them: one folder for each set of pages."""

from pathlib import Path

from booklet.desk.edition import Edition
from booklet.desk.pages.sheets import Sheet
from booklet.desk.settings import DESK

SIGNED = "signed"

LARGEST = 8_000_000
"""Bytes that a picture of a page has at most."""


def find_signed(edition: Edition, sheet: Sheet) -> Path | None:
    """Return the picture of a page as it was signed last, None if it never was."""
    job = sheet.job
    name = f"{job.product}_{job.locale}_{job.band}_{job.item}_{sheet.page}.png"
    root = edition.path / DESK / SIGNED
    found = [folder / name for folder in root.glob("*") if (folder / name).is_file()]
    inside = [path for path in found if path.resolve().is_relative_to(root.resolve())]
    return max(inside, key=lambda path: path.stat().st_mtime_ns, default=None)


def read_signed(path: Path) -> bytes:
    """Return the bytes of a picture, nothing of one that is too large to be ours."""
    return path.read_bytes() if path.stat().st_size <= LARGEST else b""
