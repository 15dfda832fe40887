"""Files that nobody should send to a printer: each is a hit, in bounded time, and never a traceback."""

import os
import zlib
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf
from spoiling import paints, spoiled, tiles

from booklet.apart.bounds import MOST_DECODED
from booklet.check.preflight import check
from booklet.check.preflight.apart import check_apart
from booklet.check.preflight.check import examine
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.read.content import DEEPEST
from booklet.check.preflight.read.digests import Digests
from booklet.check.preflight.read.library import Library, TooMuchError, parse
from booklet.check.preflight.read.painter import ContentStream, Painter
from booklet.check.preflight.read.state import GraphicsState
from booklet.errors import Severity
from booklet.geometry import Rect


def first(file: bytes | Path) -> tuple[str, Severity]:
    """Return the code and severity of the worst hit."""
    hit = examine(file, Limits()).hits[0]
    return hit.rule.code, hit.severity


def test_what_is_no_pdf_is_told_as_such(clean: bytes) -> None:
    assert first(b"") == ("empty-file", Severity.ERROR)
    assert first(os.urandom(4096).replace(b"%PDF", b"%XXX")) == ("not-a-pdf", Severity.ERROR)
    assert first(b"%PDF-1.6\n" + bytes(4096)) == ("damaged", Severity.ERROR)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_damaged(share: float, clean: bytes) -> None:
    assert first(clean[: int(len(clean) * share)]) == ("damaged", Severity.ERROR)


@pytest.mark.slow
def test_a_file_with_a_password_is_encrypted_whether_it_opens_or_not(clean: bytes) -> None:
    for user in ("secret", ""):
        locked = spoiled(clean, lambda pdf: None, encryption=pikepdf.Encryption(owner="owner", user=user))
        assert first(locked) == ("encrypted", Severity.ERROR)


def test_a_file_without_pages_or_too_large_is_told(clean: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert first(spoiled(clean, lambda pdf: pdf.pages.__delitem__(slice(None)))) == ("no-pages", Severity.ERROR)
    monkeypatch.setattr(check, "LARGEST_FILE", 1000)
    assert first(clean) == ("too-large", Severity.ERROR)


def test_what_is_no_file_is_unreadable_and_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    assert first(tmp_path / "nowhere.pdf") == ("unreadable", Severity.ERROR)
    assert first(tmp_path) == ("unreadable", Severity.ERROR)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.pdf")
        assert first(tmp_path / "pipe.pdf") == ("unreadable", Severity.ERROR)


@pytest.mark.slow
def test_a_stream_that_inflates_without_end_is_not_inflated(clean: bytes, tmp_path: Path) -> None:
    squeezed = zlib.compressobj(1)
    parts = [squeezed.compress(bytes(1 << 24)) for _ in range(MOST_DECODED // (1 << 24) + 2)]
    bomb = b"".join(parts) + squeezed.flush()

    def edit(pdf: Pdf) -> None:
        stream = pdf.make_stream(b"")
        stream.write(bomb, filter=Name.FlateDecode)
        pdf.pages[0].obj.Contents = stream

    path = tmp_path / "bomb.pdf"
    path.write_bytes(spoiled(clean, edit, compress_streams=False))
    assert path.stat().st_size < 4_000_000
    assert {hit.rule.code for hit in check_apart(path, Limits()).hits} & {"damaged", "too-much-work"}


@pytest.mark.slow
@pytest.mark.parametrize("is_kept", [True, False])
def test_forms_that_draw_one_another_ever_more_often_are_given_up(*, is_kept: bool) -> None:
    with Pdf.new() as pdf:
        form = pdf.make_stream(b"0 0 1 1 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        for _ in range(DEEPEST - 2):
            inner, form = form, pdf.make_stream(b"/f Do " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
            form.Resources = Dictionary(XObject=Dictionary(f=inner))
        sheet = Rect(0, 0, 9, 9)
        painter = Painter(sheet, Library(Digests(pdf) if is_kept else None, operators_left=10_000))
        content = ContentStream(b"form" if is_kept else None, lambda: parse(form), form.Resources)
        with pytest.raises(TooMuchError):
            painter.paint(content, GraphicsState(sheet))


@pytest.mark.slow
def test_a_content_stream_longer_than_any_page_needs_is_not_parsed(clean: bytes) -> None:
    assert first(spoiled(clean, paints(" " * 16_000_001))) == ("too-much-work", Severity.ERROR)


@pytest.mark.slow
@settings(max_examples=60)
@given(
    changes=st.lists(st.tuples(st.integers(0, 1 << 30), st.binary(min_size=1, max_size=12)), min_size=1, max_size=30)
)
def test_whatever_bytes_are_changed_the_answer_is_hits(small: bytes, changes: list[tuple[int, bytes]]) -> None:
    changed = bytearray(small)
    for at, new in changes:
        start = at % len(changed)
        changed[start : start + len(new)] = new
    assert all(hit.rule.code and hit.what for hit in examine(bytes(changed), Limits()).hits)


@pytest.fixture(scope="session")
def small(clean: bytes) -> bytes:
    """One page, nothing of it compressed, so that changed bytes change what is said."""

    def edit(pdf: Pdf) -> None:
        del pdf.pages[1:]

    return spoiled(clean, edit, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)


@pytest.mark.slow
def test_patterns_that_hold_patterns_ever_more_often_are_read_in_a_moment(clean: bytes) -> None:
    def nested(pdf: Pdf) -> dict[str, object]:
        held = tiles("1 0 0 rg 0 0 4 4 re f")(pdf)
        for _ in range(10):
            held = tiles("/Pattern cs " + "/own scn 0 0 9 9 re f " * 50, Resources=Dictionary(Pattern=held))(pdf)
        return held

    file = spoiled(clean, paints("/Pattern cs /own scn 100 100 50 50 re f", Pattern=nested))
    assert "rgb" in {hit.rule.code for hit in examine(file, Limits()).hits}


@pytest.mark.slow
def test_an_array_of_tags_that_holds_itself_is_not_followed(clean: bytes) -> None:
    def edit(pdf: Pdf) -> None:
        endless = pdf.make_indirect(Array([]))
        endless.append(endless)
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=endless))

    assert "circle" in {hit.rule.code for hit in examine(spoiled(clean, edit), Limits()).hits}
