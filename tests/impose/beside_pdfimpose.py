"""Print the order of pages on our sheets beside that of pdfimpose (GPL; a program of its own, never imported).

pip install pdfimpose && python tests/impose/beside_pdfimpose.py
"""

import subprocess
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from booklet.impose.plan import SheetWish
from booklet.impose.schemes import impose

CASES = (
    ("saddle", ["saddle", "--signature", "2x1"], 28),
    ("saddle", ["saddle", "--signature", "2x1", "--last", "1"], 26),
    ("zine", ["onepagezine"], 8),
)
"""Our scheme, theirs, and how many pages."""


def main() -> None:
    """Impose the same numbered pages with both, and compare."""
    with tempfile.TemporaryDirectory() as folder:
        for scheme, theirs, count in CASES:
            source, sheets = Path(folder) / "pages.pdf", Path(folder) / "sheets.pdf"
            source.write_bytes(numbered(count))
            subprocess.run(["pdfimpose", *theirs, str(source), "-o", str(sheets)], check=True)
            ours, _, _ = impose(source, scheme, SheetWish(is_rtl=False))
            same = order(ours) == order(sheets.read_bytes())
            print(f"{' '.join(theirs)}, {count} pages: {'same order' if same else 'OTHER ORDER'}")
            if not same:
                print(f"  ours   {order(ours)}\n  theirs {order(sheets.read_bytes())}")


def numbered(count: int) -> bytes:
    """Return a PDF of pages that say their number."""
    written = BytesIO()
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        for number in range(1, count + 1):
            pdf.add_blank_page(page_size=(420, 595))
            pdf.pages[-1].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            pdf.pages[-1].obj.Contents = pdf.make_stream(f"BT /F 60 Tf 180 280 Td ({number}) Tj ET".encode())
        pdf.save(written)
    return written.getvalue()


def order(data: bytes) -> Sequence[Sequence[int]]:
    """Return the numbers on each side, from the upper left, row by row."""
    import pymupdf  # comes with pdfimpose; pytest reads this file for doctests where there is none

    opened: Any = pymupdf.open
    with opened(stream=data, filetype="pdf") as document:
        return [
            [int(word[4]) for word in sorted(page.get_text("words"), key=lambda word: (round(word[1] / 300), word[0]))]
            for page in document
        ]


if __name__ == "__main__":
    main()
