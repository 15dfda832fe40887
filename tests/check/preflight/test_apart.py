"""Strangers' files, checked and annotated in a process of its own: the same answers, and told what held it."""

import math
from io import BytesIO
from pathlib import Path
from typing import Literal

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from speed import first
from spoiling import Edit, image, paints, root, shows, spoiled

from booklet.apart.told import StoppedError
from booklet.apart.walls import NO_FILES, NO_NETWORK, WALLS
from booklet.api.checking import report_unbounded
from booklet.check.preflight.apart import Checked, annotate_apart, check_apart
from booklet.check.preflight.check import Examination, examine
from booklet.check.preflight.hits import Rule
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.plates import PlatePage
from booklet.check.preflight.tasks import HitReport, make_report
from booklet.errors import Severity
from booklet.geometry import Rect

OTHER_INKS = Limits(colours="any")
"""The limits of a printer of whom no plates are made."""


def strange_words(pdf: pikepdf.Pdf) -> None:
    """Write words and metadata in codecs that are seldom used."""
    pdf.docinfo["/Title"] = pikepdf.String("कख \U0001f600 Ωß")
    pdf.docinfo["/Creator"] = pikepdf.String(b"\xff\xfea\x00".decode("latin-1"))
    pdf.Root.Metadata = pdf.make_stream("<?xml version='1.0' encoding='utf-16'?><x/>".encode("utf-16"))
    pdf.pages[0].obj["/Annots"] = Array([Dictionary(Subtype=Name.Text, Rect=Array(["a", 1, 2, 3]))])


@pytest.mark.slow
@pytest.mark.parametrize(
    "edit",
    [
        lambda pdf: None,
        paints("1 0 0 rg 100 100 50 50 re f 0.1 w 90 90 m 200 200 l S 9e37 0 0 9e37 0 0 cm 9e37 9e37 9e37 9e37 re f"),
        paints("40 0 0 60 100 100 cm /own Do", XObject=image(20, 20, ColorSpace=Name.DeviceRGB)),
        shows("<0001>", 4),
        root("AA", {}),
        strange_words,
    ],
    ids=["clean", "shapes", "picture", "words", "actions", "strange words"],
)
def test_the_answer_is_the_same_apart_and_here(edit: Edit, clean: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(spoiled(clean, edit))
    here = make_report(examine(path, OTHER_INKS)).examination()
    assert check_apart(path, OTHER_INKS).hits == list(here.hits)


@pytest.mark.slow
@pytest.mark.parametrize(("version", "user"), first(1, [(6, "secret"), (3, ""), (4, ""), (6, "")]))
def test_files_that_are_encrypted_in_whatever_way_are_told_as_such(
    version: Literal[3, 4, 6], user: str, clean: bytes, tmp_path: Path
) -> None:
    path, is_new = tmp_path / "file.pdf", version > 3
    locked = pikepdf.Encryption(owner="owner", user=user, R=version, aes=is_new, metadata=is_new)
    path.write_bytes(spoiled(clean, lambda pdf: None, encryption=locked))
    assert check_apart(path, OTHER_INKS).hits == list(make_report(examine(path, OTHER_INKS)).examination().hits)


@pytest.mark.slow
def test_what_a_file_is_checked_behind_is_told_and_nothing_where_none_was_opened(clean: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(clean)
    walls = check_apart(path, OTHER_INKS).walls
    assert walls is not None and walls <= set(WALLS)
    path.write_bytes(b"")
    assert check_apart(path, OTHER_INKS).walls is None


@pytest.mark.slow
def test_the_size_of_every_page_is_told_as_it_is_seen_also_of_pages_that_look_alike(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    with pikepdf.new() as pdf:
        for width, height in ((200, 300), (200, 300), (300, 200)):
            pdf.add_blank_page(page_size=(width, height))
        pdf.pages[2].Rotate = 90
        pdf.pages[1].UserUnit = 2
        pdf.save(path)
    assert check_apart(path, OTHER_INKS).sizes == ((200, 300), (400, 600), (200, 300))
    path.write_bytes(b"%PDF-1.7 and no more")
    assert check_apart(path, OTHER_INKS).sizes == ()


def test_walls_that_a_system_does_not_have_are_said_in_one_line() -> None:
    whole, half, nothing = Checked([], frozenset(WALLS)), Checked([], frozenset(WALLS) - {NO_FILES}), Checked([], None)
    assert list(report_unbounded([whole, nothing])) == []
    (line,) = report_unbounded([whole, half, half, nothing])
    assert "kept from other files: this system offers no way" in line and "network" not in line
    (line,) = report_unbounded([Checked([], frozenset(WALLS) - {NO_FILES, NO_NETWORK})])
    assert "kept from other files and kept from the network" in line


RULE = Rule("code", "what it means", "what to do")


@pytest.mark.parametrize(
    "told",
    [
        HitReport((RULE,), ((1, Severity.ERROR, "what", None, None),)),
        HitReport((RULE,), ((-1, Severity.ERROR, "what", None, None),)),
        HitReport((Rule("code", "\x1b[2J", "what to do"),), ()),
        HitReport((Rule("code", "\ud800", "what to do"),), ()),
    ],
    ids=["a rule too many", "a rule too few", "a rule for the terminal", "a rule of no letters"],
)
def test_hits_of_rules_that_there_are_not_are_not_told(told: HitReport) -> None:
    with pytest.raises(StoppedError, match="broke down"):
        told.examination()


def test_what_was_found_can_be_printed_whatever_it_is() -> None:
    told = HitReport((RULE,), ((0, Severity.ERROR, "a \ud800 font", None, None),))
    assert told.examination().hits[0].what == "a ? font"


def test_pages_and_places_that_are_no_numbers_are_told_without_them() -> None:
    nowhere, page = Rect(0, 0, math.inf, math.nan), Rect(0, 0, 300, 400)
    found = Examination((RULE.hit("what", 0, nowhere),), (PlatePage(0, page, page, math.inf),))
    told = make_report(found).examination()
    assert told.hits[0].box is None
    assert [page.resolution() for page in told.pages] == [0]


@pytest.mark.slow
def test_an_annotated_copy_is_made_apart(clean: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(spoiled(clean, paints("1 0 0 rg 144 72 36 72 re f")))
    copy = annotate_apart(path, examine(path, OTHER_INKS).hits or examine(path, Limits()).hits)
    with pikepdf.open(BytesIO(copy)) as pdf:
        assert len(pdf.pages) == 4 and any("/Annots" in page.obj for page in pdf.pages)


@pytest.mark.slow
def test_no_copy_is_made_of_what_is_no_pdf(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(b"%PDF-1.6 and no more")
    with pytest.raises(StoppedError):
        annotate_apart(path, [])
