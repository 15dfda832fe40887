"""One edit spoils a press file, and the right rule catches it, and no other."""

import re
from importlib import import_module
from pkgutil import iter_modules
from zlib import compress

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from speed import first
from spoiling import (
    Edit,
    action,
    annotation,
    attachment,
    black,
    blank_cover,
    blank_page,
    bookmarks_in_a_circle,
    field_to_the_trim,
    form_in_itself,
    helvetica,
    icc,
    image,
    in_a_form,
    in_turn,
    info,
    intent,
    less_bleed,
    mask,
    names,
    narrower_page,
    no_outlines,
    no_page,
    noise_in_outlines,
    one_colour,
    one_page_more,
    other_profile,
    page,
    paints,
    pattern_in_itself,
    program,
    red_letters,
    resources,
    root,
    shows,
    smooth,
    spoiled,
    spot,
    state,
    stream_entry,
    tags_in_a_circle,
    text_in_the_bleed,
    text_near_the_edge,
    tiles,
    two_of_one_name,
    type3,
    without_letters,
    xmp,
)

from booklet.check.preflight import ink, rules
from booklet.check.preflight.check import examine
from booklet.check.preflight.hits import Rule
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.rules.actions import RULES
from booklet.errors import Severity

BLACK = "0 0 0 1 k"
DARK = "0.8 0.4 0 0 k 90 90 150 90 re f"
LETTERS = "<000200030002000300020003>"
PATTERNED = "/Pattern cs /own scn 100 100 50 50 re f"

SPOILED: tuple[tuple[str, str, Edit], ...] = (
    # what the file says of itself
    ("no identification", "not-pdfx-4", xmp("PDF/X-4", "PDF/X-3")),
    ("no metadata", "xmp-missing", lambda pdf: pdf.Root.__delitem__("/Metadata")),
    ("metadata cut off", "xmp-broken", lambda pdf: pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes()[:400])),
    ("metadata with entities", "xmp-broken", xmp("<x:xmpmeta", '<!DOCTYPE x [<!ENTITY a "a">]><x:xmpmeta')),
    ("no document id", "metadata-missing", xmp("xmpMM:DocumentID", "xmpMM:Other")),
    ("trapped unknown", "trapped-missing", xmp("<pdf:Trapped>False", "<pdf:Trapped>Unknown")),
    ("another title", "info-differs", info("Title", "Another title")),
    ("another date", "info-differs", info("ModDate", "D:20200101000000Z")),
    ("newer version", "pdf-version", root("Version", Name("/1.7"))),
    ("no output intent", "output-intent-missing", lambda pdf: pdf.Root.__delitem__("/OutputIntents")),
    ("two output intents", "output-intents", lambda pdf: pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])),
    ("no condition", "output-condition-missing", intent(lambda found: found.__delitem__("/OutputConditionIdentifier"))),
    ("no profile", "output-profile", intent(lambda found: found.__delitem__("/DestOutputProfile"))),
    ("a screen's profile", "output-profile", other_profile(lambda old: old[:12] + b"mntr" + old[16:])),
    ("wrong number of inks", "output-profile", intent(lambda found: found.DestOutputProfile.__setitem__("/N", 3))),
    # what the file does
    ("opens with an action", "open-action", root("OpenAction", Dictionary(S=Name.Named, N=Name.Print))),
    ("acts when closed", "additional-actions", root("AA", Dictionary())),
    ("a page acts", "additional-actions", page("AA", Dictionary())),
    ("a form to fill in", "form-fields", root("AcroForm", Dictionary(Fields=Array([])))),
    ("a portfolio", "portfolio", root("Collection", Dictionary())),
    ("requirements", "requirements", root("Requirements", Array([]))),
    ("a script", "script", names("JavaScript")),
    ("a script as action", "script", action("JavaScript")),
    ("starts a program", "action", action("Launch")),
    ("a file attached", "embedded-file", names("EmbeddedFiles")),
    ("a file attached to a page", "embedded-file", attachment),
    ("layers", "layers", root("OCProperties", Dictionary(OCGs=Array([]), D=Dictionary()))),
    ("a comment", "annotation-on-sheet", annotation),
    ("preseparated", "preseparated", page("SeparationInfo", Dictionary(DeviceColorant=Name.Cyan))),
    ("PostScript", "postscript", stream_entry("PS", String("showpage"))),
    ("OPI", "opi", stream_entry("OPI", Dictionary())),
    ("a page of another file", "reference-xobject", stream_entry("Ref", Dictionary())),
    ("two versions of a picture", "alternate-image", stream_entry("Alternates", Array([]))),
    ("a stream elsewhere", "external-stream", stream_entry("F", String("other.bin"))),
    ("tones changed", "transfer-function", paints("/own gs", ExtGState=state(TR=Name.Identity))),
    ("own halftone", "halftone", paints("/own gs", ExtGState=state(HT=Dictionary(HalftoneType=6)))),
    ("forms without end", "too-much-work", form_in_itself),
    ("broken operators", "content-broken", paints("/nowhere Do")),
    # sizes
    ("no trim box", "trim-box-missing", no_page("TrimBox")),
    ("trim and art box", "trim-and-art-box", page("ArtBox", Array([40, 40, 400, 600]))),
    ("bleed inside trim", "boxes-not-nested", page("BleedBox", Array([60, 60, 400, 600]))),
    ("cropped", "crop-box-cuts", page("CropBox", Array([60, 60, 400, 600]))),
    ("turned", "page-rotated", page("Rotate", 90)),
    ("another unit", "user-unit", page("UserUnit", 2)),
    ("2 mm less bleed", "bleed-too-small", less_bleed),
    ("a field ends at the trim", "bleed-not-reached", field_to_the_trim),
    ("text at the edge", "outside-safe-area", text_near_the_edge),
    ("five pages", "page-count-multiple", one_page_more),
    ("a narrower page", "trim-differs", narrower_page),
    ("a blank cover", "blank-page", blank_cover),
    ("a blank page among others", "blank-page", blank_page(b"", 2)),
    ("a page without content", "blank-page", blank_page(None, 2)),
    ("a page that is painted white", "blank-page", blank_page(b"0 0 0 0 k 0 0 900 900 re f 1 G 9 9 m 99 99 l S", 2)),
    ("an enormous page", "page-size", page("MediaBox", Array([0, 0, 20_000, 20_000]))),
    ("tags in a circle", "circle", tags_in_a_circle),
    ("bookmarks in a circle", "circle", bookmarks_in_a_circle),
    # colour
    ("screen colours", "rgb", paints("1 0 0 rg 100 100 50 50 re f")),
    ("screen black text", "rgb", shows("<00010002>", before="/black gs 0 0 0 rg")),
    ("a line in screen colours", "rgb", paints("0 0 1 RG 2 w 100 100 m 200 100 l S")),
    (
        "a picture in screen colours",
        "rgb",
        paints("40 0 0 40 100 100 cm /own Do", XObject=image(ColorSpace=Name.DeviceRGB)),
    ),
    ("a pattern in screen colours", "rgb", paints(PATTERNED, Pattern=tiles("1 0 0 rg 0 0 4 4 re f"))),
    ("a line in a pattern", "rgb", paints(PATTERNED, Pattern=tiles("0 0 1 RG 2 w 0 4 m 9 4 l S"))),
    ("a smooth pattern", "rgb", paints(PATTERNED, Pattern=smooth)),
    (
        "a pattern given a screen colour",
        "rgb",
        paints(
            "/own cs 1 0 0 /own scn 100 100 50 50 re f",
            ColorSpace=one_colour,
            Pattern=tiles("0 0 4 4 re f", PaintType=2),
        ),
    ),
    (
        "letters filled with a pattern",
        "rgb",
        shows("<00010002>", 30, "/black gs /Pattern cs /own scn", Pattern=tiles("1 0 0 rg 0 0 4 4 re f")),
    ),
    (
        "a pattern in a form in a pattern",
        "rgb",
        paints(
            PATTERNED,
            Pattern=tiles(
                "/own Do",
                Resources=resources(XObject=in_a_form(PATTERNED, Pattern=tiles("1 0 0 rg 0 0 4 4 re f"))),
            ),
        ),
    ),
    (
        "letters drawn in screen colours",
        "rgb",
        paints(f"/black gs {BLACK} BT /own 12 Tf 100 100 Td (aaa) Tj ET", Font=red_letters, ExtGState=black),
    ),
    ("a hairline in a pattern", "hairline", paints(PATTERNED, Pattern=tiles(f"{BLACK} 0 0 0 1 K 0 w 0 4 m 9 4 l S"))),
    ("patterns without end", "too-much-work", paints(PATTERNED, Pattern=pattern_in_itself)),
    ("a spot colour", "spot-colour", paints("/own cs 1 scn 100 100 50 50 re f", ColorSpace=spot("Orange"))),
    ("registration", "registration-colour", paints("/own cs 1 scn 100 100 50 50 re f", ColorSpace=spot("All"))),
    ("see-through in no space", "blend-space", paints(f"/own gs {BLACK} 100 100 50 50 re f", ExtGState=state(ca=0.5))),
    ("a shadow", "blend-space", paints("40 0 0 40 100 100 cm /own Do", XObject=image(SMask=mask))),
    ("white overprints", "white-overprints", paints("/black gs 0 0 0 0 k 100 100 50 50 re f", ExtGState=black)),
    (
        "profile overprints",
        "icc-overprint",
        paints("/black gs /own cs 1 0 0 0 sc 100 100 50 50 re f", ExtGState=black, ColorSpace=icc),
    ),
    ("one percent", "faint-tint", paints("0.01 0 0 0 k 100 100 50 50 re f")),
    # text and fonts
    ("4 points", "small-text", shows("<00010002>", 4)),
    ("rich black", "rich-black-text", shows("<00010002>", before="/solid gs 0.4 0.3 0.3 1 k")),
    ("small in three inks", "small-text-in-many-inks", shows("<00010002>", 7, "/solid gs 0.6 0.6 0.6 0.2 k")),
    (
        "black knocks out",
        "black-text-knocks-out",
        shows("<00010002>", 9, f"0 0.3 0.1 0 k 90 90 90 50 re f /solid gs {BLACK}"),
    ),
    (
        "small white text",
        "small-reversed-text",
        shows("<00010002>", 6.5, "0.8 0.8 0 0.3 k 90 90 90 50 re f /solid gs 0 0 0 0 k"),
    ),
    ("grey on white", "low-contrast", shows("<00010002>", before="/solid gs 0 0 0 0.3 k")),
    ("outlined in screen colours", "rgb", shows(LETTERS, before="/black gs 0 0 0 1 k 1 0 0 RG 2 Tr")),
    ("thinly outlined", "thin-outlined-text", shows(LETTERS, 24, "/black gs 0 0 0 1 K 0.2 w 1 Tr")),
    ("invisible words", "hidden-text", shows(LETTERS, before="/black gs 0 0 0 1 k 3 Tr")),
    ("words clipped away", "hidden-text", shows(LETTERS, before="0 0 50 50 re W n /black gs 0 0 0 1 k")),
    ("words that are cut off", "hidden-text", shows(LETTERS, before="90 90 30 50 re W n /black gs 0 0 0 1 k")),
    ("words beside the sheet", "hidden-text", shows(LETTERS, at="-300 100")),
    ("words in the bleed", "hidden-text", text_in_the_bleed),
    ("words under a field", "hidden-text", in_turn(shows(LETTERS), paints(""))),
    (
        "a letter under a field",
        "hidden-text",
        shows(LETTERS, before=f"/black gs {BLACK}", after="/solid gs 0.2 0 0 0 k 115 95 8 20 re f"),
    ),
    ("words squeezed to nothing", "hidden-text", shows(LETTERS, before=f"/black gs {BLACK} 1 Tz")),
    ("words under a bar", "hidden-text", shows(LETTERS, after="/solid gs 0.2 0 0 0 K 20 w 90 104 m 200 104 l S")),
    (
        "words under strips of a picture",
        "hidden-text",
        in_turn(shows(LETTERS), paints("90 0 0 3 90 103 cm /own Do", XObject=image(640, 21))),
    ),
    (
        "words under a picture",
        "hidden-text",
        in_turn(shows(LETTERS), paints("90 0 0 90 90 90 cm /own Do", XObject=image())),
    ),
    ("no such letter", "missing-glyph", shows("<00010000>")),
    (
        "not embedded",
        "font-not-embedded",
        paints(f"/black gs {BLACK} BT /own 12 Tf 100 100 Td (abc) Tj ET", Font=helvetica, ExtGState=black),
    ),
    (
        "a font of drawings",
        "type3-font",
        paints(f"/black gs {BLACK} BT /own 12 Tf 100 100 Td (aaa) Tj ET", Font=type3, ExtGState=black),
    ),
    (
        "to be filled in",
        "placeholder-text",
        paints(f"/black gs {BLACK} BT /own 12 Tf 100 100 Td (TODO) Tj ET", Font=type3, ExtGState=black),
    ),
    ("a garbled font", "font-broken", program(lambda old: old[::-1])),
    ("half a font", "font-broken", program(lambda old: old[: len(old) // 2])),
    ("an empty font", "font-broken", program(lambda old: b"")),
    ("a font without outlines", "font-broken", program(no_outlines)),
    ("a font with noise", "font-broken", program(noise_in_outlines)),
    ("letters that draw nothing", "missing-glyph", program(without_letters)),
    ("two fonts of one name", "font-name-twice", two_of_one_name),
    # lines and pictures
    ("a hairline", "hairline", paints("0 0 0 1 K 0 w 100 100 m 200 100 l S")),
    ("a white hairline", "hairline", paints(f"{DARK} 0 0 0 0 K 0.1 w 100 100 m 200 100 l S")),
    ("a thin white field", "hairline", paints(f"{DARK} 0 0 0 0 k 100 100 100 0.1 re f")),
    ("a thin field", "hairline", paints(f"{BLACK} 100 100 100 0.1 re f")),
    ("a thin line in inks", "thin-line-in-many-inks", paints("1 1 0 0 K 0.3 w 100 100 m 200 100 l S")),
    ("80 ppi", "low-resolution", paints("180 0 0 180 90 90 cm /own Do", XObject=image(200, 200))),
    ("2000 ppi", "high-resolution", paints("36 0 0 36 90 90 cm /own Do", XObject=image(1000, 1000))),
    ("stretched", "stretched-picture", paints("60 0 0 40 90 90 cm /own Do", XObject=image(240, 240))),
)
"""Name, code, edit."""

ALSO = {
    "letters drawn in screen colours": {"type3-font"},
    "to be filled in": {"type3-font", "missing-glyph"},
    "trapped unknown": {"info-differs"},
}
"""What an edit spoils besides."""


def codes(file: bytes, limits: Limits | None = None) -> set[str]:
    """Return the codes of all errors and warnings."""
    hits = examine(file, limits or Limits()).hits
    return {hit.rule.code for hit in hits if hit.severity in {Severity.ERROR, Severity.WARNING}}


def test_a_press_file_without_fault_is_hit_by_nothing(clean: bytes) -> None:
    assert codes(clean) == set()


@pytest.mark.parametrize(("name", "code", "edit"), first(40, SPOILED), ids=[name for name, _, _ in SPOILED])
def test_one_edit_is_caught_by_its_code_alone(name: str, code: str, edit: Edit, clean: bytes) -> None:
    assert codes(spoiled(clean, edit)) == {code} | ALSO.get(name, set())


@pytest.mark.parametrize("name", [name for name, _, _ in SPOILED if "pattern" in name and "without" not in name])
def test_what_a_pattern_paints_is_told_with_the_place_that_it_fills(name: str, clean: bytes) -> None:
    edit = next(edit for known, _, edit in SPOILED if known == name)
    (hit,) = (hit for hit in examine(spoiled(clean, edit), Limits()).hits if hit.severity is Severity.ERROR)
    assert hit.page == 1 and hit.box is not None
    assert (hit.box.x, hit.box.y) == pytest.approx((100, 100), abs=8)


def test_a_thin_field_that_is_cut_away_with_the_bleed_is_no_fault(clean: bytes) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        left, bottom, _, _ = (float(value) for value in pdf.pages[1].obj.TrimBox)
        paints(f"{BLACK} {left - 3} {bottom + 100} 0.06 10 re f")(pdf)

    assert codes(spoiled(clean, edit)) == set()


AS_IT_IS = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}


def test_a_file_without_an_identifier_is_caught(clean: bytes) -> None:
    assert codes(clean.replace(b"/ID [", b"/IE [")) == {"id-missing"}


@pytest.mark.slow
def test_compression_that_a_press_cannot_rely_on_is_caught(clean: bytes) -> None:
    def old(pdf: Pdf) -> None:
        pdf.pages[1].obj.Thumb = pdf.make_stream(b"")
        pdf.pages[1].obj.Thumb.write(bytes.fromhex("800b6050220c0c8501"), filter=Name.LZWDecode)

    assert codes(spoiled(clean, old, **AS_IT_IS)) == {"lzw"}

    def pack(pdf: Pdf) -> None:
        del pdf.Root.Metadata.Type  # or qpdf unpacks it
        pdf.Root.Metadata.write(compress(pdf.Root.Metadata.read_bytes()), filter=Name.FlateDecode)

    assert codes(spoiled(clean, pack, **AS_IT_IS)) == {"xmp-compressed"}


def test_every_rule_has_a_code_and_says_what_it_means_and_what_to_do() -> None:
    modules = [import_module(f"booklet.check.preflight.rules.{found.name}") for found in iter_modules(rules.__path__)]
    found = {rule for module in (*modules, ink) for rule in vars(module).values() if isinstance(rule, Rule)}
    found |= set(RULES.values())
    assert len({rule.code for rule in found}) == len(found) > 70
    for rule in found:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.code)
        assert all(re.fullmatch(r"[A-Z].*[.]", sentence) for sentence in (rule.means, rule.cure)), rule.code
