"""Files of numbered pages as other programs make them: a large number, a small line, a frame, a mark at one corner."""

from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from booklet.geometry import Size
from booklet.text.letters import draw_letters

HELVETICA = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def content(number: int, size: Size, line: str = "116 111") -> str:
    """Return the operators of a page: nothing on it is the same turned, mirrored or moved."""
    least = min(size)
    return " ".join(
        (
            "q 0 0 0 1 k 0 0 0 1 K",
            draw_letters(str(number + 1), 0.3 * size.width, 0.4 * size.height, 0.25 * least),
            draw_letters(line, 0.1 * size.width, 0.12 * size.height, 0.03 * least),
            f"{0.05 * least:.2f} {0.05 * least:.2f} {0.08 * least:.2f} {0.04 * least:.2f} re f",
            f"1 w {0.03 * least:.2f} {0.03 * least:.2f} {size.width - 0.06 * least:.2f} "
            f"{size.height - 0.06 * least:.2f} re S Q",
        )
    )


def write_pages(
    path: Path, sizes: list[Size], *, corner: tuple[float, float] = (0.0, 0.0), words: bool = False
) -> Path:
    """Write a file with a page of each size, whose lower left corner is where it is asked for.

    Its letters are paths; with `words` there is text as well.
    """
    x, y = corner
    with Pdf.new() as pdf:
        for number, size in enumerate(sizes):
            pdf.add_blank_page(page_size=(size.width, size.height))
            page = pdf.pages[-1]
            page.obj.MediaBox = Array([round(value, 3) for value in (x, y, x + size.width, y + size.height)])
            said = "BT /F 12 Tf 20 20 Td (call 116 111) Tj ET" if words else ""
            page.obj.Resources = Dictionary(Font=Dictionary(F=HELVETICA))
            page.obj.Contents = pdf.make_stream(
                f"q 1 0 0 1 {x:.6f} {y:.6f} cm {content(number, size)} {said} Q".encode()
            )
        pdf.save(path)
    return path


def with_rotation(path: Path, degrees: int) -> Path:
    """Turn all pages of a file."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            page.obj[Name.Rotate] = degrees
        pdf.save(path)
    return path
