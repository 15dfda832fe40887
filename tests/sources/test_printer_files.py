"""Printers and colour profiles: rules of a trade as data, and files of strangers that are looked at first."""

import struct
from pathlib import Path

import pytest
from projects import BYTES, OWN, codes, lay, only

from booklet.errors import Finding, SourceError, Where
from booklet.geometry import Size, mm
from booklet.look.printer import BarcodeRoom, PageLimits, Printer
from booklet.sources.folders import Folders
from booklet.sources.load import Sources
from booklet.sources.printers import LARGEST_PROFILE, profile_fault, read_printer, read_profile

PRESS = """\
edition: press
flavour: x-4
profile: FOGRA39L_coated
condition: FOGRA39
about: Coated FOGRA39 (ISO 12647-2:2004)
bleed: 3
slug: 10
marks: [crop, registration]
ink-limit: 300
least-line: 0.25
least-text: 6
resolution: 300
products:
  booklet: {least: 8, most: 64, multiple: 4}
  card: {}
"""

OFFICE = PRESS.replace(
    "edition: press\nflavour: x-4", "edition: office\nink: grey\nsheet: 210 x 297\nmargin: 5"
).replace("FOGRA39L_coated", "sRGB")

FOGRA39 = (OWN / "layouts/profiles/FOGRA39L_coated.icc").read_bytes()


def printer(folder: Path, text: str | bytes = PRESS) -> tuple[Printer, list[Finding]]:
    findings: list[Finding] = []
    lay(folder, {"layouts/printers/p.yaml": text})
    folders = Folders(OWN, folder)
    return read_printer(folder / "layouts/printers/p.yaml", "layouts/printers/p.yaml", folders, findings), findings


def test_a_press_is_a_condition_and_what_stands_around_the_trim(tmp_path: Path) -> None:
    found, findings = printer(tmp_path)
    assert findings == []
    assert (found.name, found.edition, found.flavour) == ("p", "press", "x-4")
    assert (found.bleed, found.slug, found.mark_length, found.mark_offset) == (mm(3), mm(10), mm(5), mm(3))
    assert found.marks == {"crop", "registration"}
    assert (found.condition.identifier, found.condition.registry) == ("FOGRA39", "http://www.color.org")
    assert (found.condition.profile.space, found.condition.profile.components) == ("CMYK", 4)
    assert found.condition.profile.data == FOGRA39
    assert found.products == {"booklet": PageLimits(8, 64, 4), "card": PageLimits(1, 5000, 1)}
    assert (found.ink_limit, found.sheet) == (3.0, None)


def test_an_office_printer_is_a_sheet_and_its_margin(tmp_path: Path) -> None:
    found, findings = printer(tmp_path, OFFICE)
    assert findings == []
    assert (found.edition, found.ink, found.flavour) == ("office", "grey", "plain")
    assert found.sheet is not None
    assert found.sheet.size == pytest.approx((mm(210), mm(297)))
    assert found.sheet.margin == pytest.approx(mm(5))
    assert found.condition.profile.space == "RGB "


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("bleed: 3", "bleed: 3 mm", "wrong-type"),
        ("bleed: 3", "bleed: -3", "wrong-type"),
        ("bleed: 3\n", "", "missing-key"),
        ("edition: press", "edition: screen", "unknown-edition"),
        ("flavour: x-4", "flavour: x-5", "unknown-flavour"),
        ("flavour: x-4", "flavour: x-4\nink: red", "unknown-ink"),
        ("flavour: x-4", "flavour: x-4\ncolours: pink", "unknown-colours"),
        ("flavour: x-4", "flavour: x-4\nbleed-at-spine: perhaps", "unknown-bleed-at-spine"),
        ("[crop, registration]", "[crop, colour]", "unknown-mark"),
        ("slug: 10", "slug: 10\nmark-lenght: 5", "unknown-key"),
        ("FOGRA39L_coated", "FOGRA93L_coated", "missing-profile"),
        ("FOGRA39L_coated", "../../../etc/passwd", "wrong-name"),
        ("FOGRA39L_coated", "sRGB", "wrong-profile"),
        ("  booklet: {", "  bookelt: {", "unknown-product"),
        ("least: 8", "least: few", "wrong-type"),
        ("ink-limit: 300", "ink-limit: 0", "wrong-type"),
    ],
)
def test_a_fault_in_a_printers_rules_is_told(old: str, new: str, code: str, tmp_path: Path) -> None:
    assert old in PRESS
    _, findings = printer(tmp_path, PRESS.replace(old, new))
    assert only(findings).code == code


def test_a_press_that_converts_itself_is_sent_the_colours_of_a_screen(tmp_path: Path) -> None:
    text = PRESS.replace("FOGRA39L_coated", "sRGB").replace("flavour: x-4", "flavour: plain\ncolours: rgb")
    found, findings = printer(tmp_path, text)
    assert findings == [] and found.is_rgb
    _, findings = printer(tmp_path, text.replace("flavour: plain", "flavour: x-4"))
    assert codes(findings) == ["wrong-flavour"]


def test_a_printer_makes_something(tmp_path: Path) -> None:
    _, findings = printer(tmp_path, PRESS[: PRESS.index("products:")])
    assert codes(findings) == ["missing-key"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("margin: 5", "margin: 105", "wrong-margins"),
        ("margin: 5", "margin: 5\nsides: three", "unknown-sides"),
        ("210 x 297", "A4", "wrong-size"),
        ("sRGB\n", "FOGRA39L_coated\n", "wrong-profile"),
    ],
)
def test_a_fault_in_a_sheet_is_told(old: str, new: str, code: str, tmp_path: Path) -> None:
    _, findings = printer(tmp_path, OFFICE.replace(old, new, 1))
    assert codes(findings) == [code]


@pytest.mark.parametrize("name", BYTES)
def test_a_hostile_file_is_no_printer(name: str, tmp_path: Path) -> None:
    data, code = BYTES[name]
    try:
        _, findings = printer(tmp_path, data)
    except SourceError as error:
        findings = list(error.findings)
    assert code in codes(findings)


def test_our_printers_are_without_fault_and_no_two_are_the_same(sources: Sources) -> None:
    names = {"offset-coated", "offset-uncoated", "us-coated", "lulu", "kdp", "gelato", "office-colour", "office-mono"}
    names |= {"lulu-perfect"}
    assert names <= set(sources.printers())
    found = [sources.printer(name) for name in sources.printers()]
    rules = {tuple(str(getattr(item, name)) for name in Printer.__struct_fields__ if name != "name") for item in found}
    assert len(rules) == len(found)
    assert {item.condition.identifier for item in found} == {"FOGRA39", "FOGRA47", "CGATS TR 006", "sRGB"}


# covers

COVER = """\
cover:
  binding: perfect
  papers: {white: 0.1, cream: 0.2}
  spine-base: 1.5
  barcode: {size: 50.8 x 30.48, edge: 6.35, filled: yes}
  gutters: {300: 12.7, 150: 9.525}
"""


def test_a_spine_is_as_wide_as_its_pages_and_what_binding_adds(tmp_path: Path) -> None:
    found, findings = printer(tmp_path, PRESS + COVER)
    assert findings == [] and found.cover is not None
    assert (found.cover.binding, found.cover.usual_paper) == ("perfect", "white")
    assert found.cover.spine(30, "white") == pytest.approx(mm(4.5))
    assert found.cover.spine(30, "cream") == pytest.approx(mm(7.5))
    assert [found.cover.gutter(pages) for pages in (24, 150, 151)] == pytest.approx([mm(9.525), mm(9.525), mm(12.7)])
    assert found.cover.barcode == BarcodeRoom(Size(mm(50.8), mm(30.48)), mm(6.35), is_filled=True)


def test_a_binding_in_the_fold_has_no_spine(tmp_path: Path) -> None:
    found, findings = printer(tmp_path, PRESS + "cover: {binding: saddle, file: inside}\n")
    assert findings == [] and found.cover is not None
    assert (found.cover.spine(28, found.cover.usual_paper), found.cover.is_inside) == (0, True)
    assert printer(tmp_path)[0].cover is None


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("binding: perfect", "binding: glue", "unknown-binding"),
        ("  binding: perfect\n", "", "missing-key"),
        ("  binding: perfect\n", "  binding: perfect\n  file: both\n", "unknown-file"),
        ("  papers: {white: 0.1, cream: 0.2}\n", "", "missing-paper"),
        ("white: 0.1", "white: thick", "wrong-type"),
        ("white: 0.1", "white: -1", "wrong-type"),
        ("white: 0.1", "../white: 0.1", "wrong-name"),
        ("50.8 x 30.48", "20 x 30", "wrong-size"),
        ("50.8 x 30.48", "50 x 20", "wrong-size"),
        ("filled: yes", "filled: perhaps", "unknown-filled"),
        ("300: 12.7", "many: 12.7", "wrong-type"),
        ("300: 12.7", "300: wide", "wrong-type"),
        ("spine-base", "spine-bsae", "unknown-key"),
        ("cover:\n", "cover: none\n#", "yaml-syntax"),
    ],
)
def test_a_fault_in_what_is_said_of_covers_is_told(old: str, new: str, code: str, tmp_path: Path) -> None:
    assert old in COVER
    findings = []
    try:
        findings = printer(tmp_path, PRESS + COVER.replace(old, new))[1]
    except SourceError as error:
        findings = list(error.findings)
    assert only(findings).code == code


# profiles


def changed(offset: int, data: bytes) -> bytes:
    return FOGRA39[:offset] + data + FOGRA39[offset + len(data) :]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no ICC profile"),
        (b"%PDF-1.6" * 40, "no ICC profile"),
        (FOGRA39[:-1], "says it has 121908 bytes and has 121907"),
        (FOGRA39 + b"\0", "bytes"),
        (changed(8, b"\5"), "of version 5"),
        (changed(12, b"mntr"), "of class mntr for CMYK, not of a press in CMYK"),
        (changed(12, b"link"), "of class link"),
        (changed(16, b"RGB "), "for RGB"),
        (changed(20, b"CMYK"), "not of a press"),
        (changed(128, b"\0\0\0\0"), "broken table of tags"),
        (changed(128, b"\xff\xff\xff\xff"), "broken table of tags"),
        (changed(136, struct.pack(">I", 200_000)), "outside the file"),
        (changed(136, b"\0\0\0\0"), "outside the file"),
        (b"\0" * (LARGEST_PROFILE + 1), "larger than 8 MB"),
    ],
)
def test_what_cannot_be_an_output_intent_is_refused(data: bytes, reason: str) -> None:
    assert reason in profile_fault(data, "CMYK")


@pytest.mark.parametrize("version", [b"\2", b"\4"])
def test_a_profile_may_be_of_version_two_or_four(version: bytes) -> None:
    assert profile_fault(changed(8, version), "CMYK") == ""


def test_a_projects_own_profile_is_read_and_a_bad_one_is_told_by_its_name(tmp_path: Path) -> None:
    icc = changed(8, b"\4")
    lay(tmp_path, {"layouts/profiles/PSO_v3.icc": icc, "layouts/profiles/bad.icc": icc[:1000]})
    findings: list[Finding] = []
    folders, where = Folders(OWN, tmp_path), Where("layouts/printers/mine.yaml", 3)
    found = read_profile("PSO_v3", "CMYK", folders, where, findings)
    assert found is not None and found.data == icc
    assert findings == []
    assert read_profile("bad", "CMYK", folders, where, findings) is None
    assert (only(findings).code, str(only(findings).where)) == ("wrong-profile", "layouts/profiles/bad.icc")


def test_what_a_provider_calls_our_layouts_is_read_the_name_to_order_by_first(tmp_path: Path) -> None:
    order = (
        "order:\n  provider: lulu\n  products:\n    booklet-a5: [0583X0827.FC, 0583X0827FC]\n    booklet-a4: 0850.X\n"
    )
    found, findings = printer(tmp_path, PRESS + order)
    assert findings == [] and found.ordering is not None
    assert found.ordering.provider == "lulu"
    assert found.ordering.products == {"booklet-a5": ("0583X0827.FC", "0583X0827FC"), "booklet-a4": ("0850.X",)}
    assert (found.ordering.product("booklet-a5"), found.ordering.product("poster-a3")) == ("0583X0827.FC", "")


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ("order: {provider: printful, products: {}}\n", "unknown-provider"),
        ("order: {provider: lulu, products: {booklet-a5: ../../x}}\n", "wrong-product"),
        ("order: {provider: lulu, products: {booklet-a5: []}}\n", "wrong-product"),
        ("order: {provider: lulu, products: {}, key: secret}\n", "unknown-key"),
    ],
)
def test_a_wrong_name_to_order_by_is_told(order: str, code: str, tmp_path: Path) -> None:
    _, findings = printer(tmp_path, PRESS + order)
    assert codes(findings) == [code]
    assert "secret" not in str(findings[0])


def test_our_booklet_is_ordered_at_lulu_by_a_name_of_either_kind(sources: Sources) -> None:
    ordering = sources.printer("lulu").ordering
    assert ordering is not None
    old, dotted = ordering.products["booklet-a5"]
    assert dotted.replace(".", "") == old and len(old) == 27
    assert sources.printer("lulu-perfect").ordering is None
