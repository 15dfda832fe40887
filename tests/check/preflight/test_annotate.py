"""The annotated copy: every hit outlined in place, with its words, over the page as it was."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Name
from spoiling import image, paints, root, spoiled

from booklet.check.preflight.annotate import annotate
from booklet.check.preflight.check import examine
from booklet.check.preflight.limits import Limits


def annotated(file: bytes, folder: Path) -> bytes:
    path = folder / "spoiled.pdf"
    path.write_bytes(file)
    return annotate(path, examine(path, Limits()).hits)


def test_a_hit_is_outlined_where_it_is_and_says_what_to_do(clean: bytes, tmp_path: Path) -> None:
    copy = annotated(spoiled(clean, paints("1 0 0 rg 144 72 36 72 re f")), tmp_path)
    with pikepdf.open(BytesIO(copy)) as pdf:
        (square,) = pdf.pages[1].obj.Annots
        left, bottom, right, top = map(float, square.Rect)
        assert left < 144 < 180 < right and bottom < 72 < 144 < top
        assert str(square.T) == "error: rgb"
        assert "CMYK" in str(square.Contents)


def test_a_hit_without_a_place_stands_on_its_page_or_on_the_first(clean: bytes, tmp_path: Path) -> None:
    copy = annotated(spoiled(clean, root("AA", {})), tmp_path)
    with pikepdf.open(BytesIO(copy)) as pdf:
        assert "error: additional-actions" in [str(note.T) for note in pdf.pages[0].obj.Annots]


def test_the_outline_is_seen_and_the_page_as_well(clean: bytes, tmp_path: Path) -> None:
    file = spoiled(clean, paints("1 0 0 rg 144 72 36 72 re f"))
    page = pypdfium2.PdfDocument(annotated(file, tmp_path))[1]
    picture = page.render(scale=2).to_pil().convert("RGB")
    height = picture.height
    assert picture.getpixel((162 * 2, height - 100 * 2)) == (255, 0, 0)
    red, green, blue = picture.getpixel((143 * 2, height - 100 * 2))
    assert red > 150 and green < 80 and blue < 80


def test_labels_keep_clear_of_one_another(clean: bytes, tmp_path: Path) -> None:
    three = paints("40 0 0 60 100 100 cm /own Do", XObject=image(20, 20, ColorSpace=Name.DeviceRGB))
    copy = annotated(spoiled(clean, three), tmp_path)
    with pikepdf.open(BytesIO(copy)) as pdf:
        said = [str(note.T) for note in pdf.pages[1].obj.Annots]
        assert said == ["error: rgb", "error: low-resolution", "warning: stretched-picture"]
        assert len({float(note.Rect[3]) for note in pdf.pages[1].obj.Annots}) == 3


SHORT_OF_MEMORY = """
import resource
from io import BytesIO
from pathlib import Path
import bombs
from booklet.check.preflight.annotate import annotate
file = bombs.picture(b"/Width 20000 /Height 2500 /BitsPerComponent 8 /ColorSpace /DeviceRGB", b"U" * 150_000_000)
most = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() + 60_000_000
resource.setrlimit(resource.RLIMIT_AS, (most, most))
try:
    print(len(annotate(BytesIO(file), [])))
except MemoryError:
    print("not enough memory")
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_a_copy_for_which_memory_is_short_is_not_made_rather_than_made_without_its_picture() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run([sys.executable, "-c", SHORT_OF_MEMORY], env=environment, capture_output=True, text=True)
    assert done.stdout == "not enough memory\n", done.stderr
