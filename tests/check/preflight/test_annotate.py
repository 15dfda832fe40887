"""The annotated copy: every hit outlined in place, with its words, over the page as it was."""

import os
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from spoiling import image, paints, root, saved, spoiled

from booklet.check.preflight.annotate import annotate
from booklet.check.preflight.apart import annotate_apart
from booklet.check.preflight.check import examine
from booklet.check.preflight.hits import Rule
from booklet.check.preflight.limits import Limits
from booklet.geometry import Rect


def annotated(file: bytes, folder: Path) -> bytes:
    path = folder / "spoiled.pdf"
    path.write_bytes(file)
    return annotate(file, examine(path, Limits()).hits)


@pytest.mark.slow
def test_a_hit_is_outlined_where_it_is_and_says_what_to_do(clean: bytes, tmp_path: Path) -> None:
    copy = annotated(spoiled(clean, paints("1 0 0 rg 144 72 36 72 re f")), tmp_path)
    with pikepdf.open(BytesIO(copy)) as pdf:
        (square,) = pdf.pages[1].obj.Annots
        left, bottom, right, top = map(float, square.Rect)
        assert left < 144 < 180 < right and bottom < 72 < 144 < top
        assert str(square.T) == "error: rgb"
        assert "CMYK" in str(square.Contents)


@pytest.mark.slow
def test_a_hit_without_a_place_stands_on_its_page_or_on_the_first(clean: bytes, tmp_path: Path) -> None:
    copy = annotated(spoiled(clean, root("AA", {})), tmp_path)
    with pikepdf.open(BytesIO(copy)) as pdf:
        assert "error: additional-actions" in [str(note.T) for note in pdf.pages[0].obj.Annots]


@pytest.mark.slow
def test_the_outline_is_seen_and_the_page_as_well(clean: bytes, tmp_path: Path) -> None:
    file = spoiled(clean, paints("1 0 0 rg 144 72 36 72 re f"))
    page = pypdfium2.PdfDocument(annotated(file, tmp_path))[1]
    picture = page.render(scale=2).to_pil().convert("RGB")
    height = picture.height
    assert picture.getpixel((162 * 2, height - 100 * 2)) == (255, 0, 0)
    red, green, blue = picture.getpixel((143 * 2, height - 100 * 2))
    assert red > 150 and green < 80 and blue < 80


@pytest.mark.slow
def test_labels_keep_clear_of_one_another(clean: bytes, tmp_path: Path) -> None:
    three = paints("40 0 0 60 100 100 cm /own Do", XObject=image(20, 20, ColorSpace=Name.DeviceRGB))
    copy = annotated(spoiled(clean, three), tmp_path)
    with pikepdf.open(BytesIO(copy)) as pdf:
        said = [str(note.T) for note in pdf.pages[1].obj.Annots]
        assert said == ["error: rgb", "error: low-resolution", "warning: stretched-picture"]
        assert len({float(note.Rect[3]) for note in pdf.pages[1].obj.Annots}) == 3


@pytest.mark.slow
def test_a_file_stays_as_it_is_and_notes_are_added_at_its_end(clean: bytes, tmp_path: Path) -> None:
    file = spoiled(clean, paints("1 0 0 rg 144 72 36 72 re f"))
    copy = annotated(file, tmp_path)
    assert copy.startswith(file) and copy == annotated(file, tmp_path)


@pytest.mark.slow
def test_notes_that_are_there_stay_beside_ours_and_no_other_page_gets_any(clean: bytes) -> None:
    def shared(pdf: pikepdf.Pdf) -> None:
        kind = {"/Type": Name.Annot, "/Subtype": Name.Text, "/Rect": [9, 9, 19, 19], "/Contents": String("theirs")}
        notes = pdf.make_indirect(Array([pdf.make_indirect(Dictionary(kind))]))
        pdf.pages[1].obj.Annots = pdf.pages[2].obj.Annots = notes

    with pikepdf.open(BytesIO(annotate(spoiled(clean, shared), [RULE.hit("what", 1)]))) as pdf:
        assert [str(note.get("/Contents", "")).split("\n")[0] for note in pdf.pages[1].obj.Annots] == ["theirs", "what"]
        assert len(pdf.pages[2].obj.Annots) == 1


@pytest.mark.slow
@pytest.mark.parametrize("way", ["as it is", "objects in streams", "locked", "without a table", "without an end"])
def test_however_a_file_is_written_a_copy_is_made_of_it(way: str, clean: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(WAYS[way](clean))
    copy = annotate_apart(path, [RULE.hit("what (\u0643) and /more", 1, Rect(50, 50, 60, 60))])
    with pikepdf.open(BytesIO(copy)) as pdf:
        assert [str(note.Contents).split("\n")[0] for note in pdf.pages[1].obj.Annots] == ["what (\u0643) and /more"]
        assert not pdf.is_encrypted
    with pypdfium2.PdfDocument(copy) as opened:
        assert len(opened) == 4


RULE = Rule("code", "means", "cure")


def _streams(data: bytes) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _locked(data: bytes) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(owner="o", user=""))


WAYS: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda data: data,
    "objects in streams": _streams,
    "locked": _locked,
    "without a table": lambda data: data[: data.rindex(b"startxref")],
    "without an end": lambda data: data.replace(b"endstream", b"xndstream", 1),
}


SHORT_OF_MEMORY = """
import resource
from pathlib import Path
import bombs
from booklet.check.preflight.notetasks import annotate, written_anew
file = bombs.picture(b"/Width 20000 /Height 2500 /BitsPerComponent 8 /ColorSpace /DeviceRGB", b"U" * 150_000_000)
most = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() + 60_000_000
resource.setrlimit(resource.RLIMIT_AS, (most, most))
try:
    print(len({call}))
except MemoryError:
    print("not enough memory")
"""


@pytest.mark.slow
@pytest.mark.parametrize("call", ["annotate(file, [])", "written_anew(file)"])
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_a_copy_for_which_memory_is_short_is_not_made_rather_than_made_without_its_picture(call: str) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    code = SHORT_OF_MEMORY.replace("{call}", call)
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.stdout == "not enough memory\n", done.stderr
