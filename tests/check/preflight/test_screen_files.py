"""One edit spoils a screen file, and the right rule for the screen catches it, as the reference validator does."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, String
from programs import needs
from screen_spoiling import (
    Edit,
    acts,
    adds,
    annotates,
    attaches,
    both,
    descriptor,
    drops,
    each,
    fonts,
    form,
    layers,
    leads,
    letters_become,
    links,
    opens_marks,
    packet,
    paints,
    roles,
    sets,
    simple_font,
    spoiled,
    table,
    unembedded,
    without,
)
from validator import validate

from booklet.check.preflight.hits import Hit
from booklet.check.preflight.rules.screen import PROTOCOL
from booklet.check.preflight.rules.screen.clauses import OURS, PDF_UA
from booklet.check.preflight.screen import examine_screen
from booklet.errors import Severity
from booklet.make.build import check
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources

MADE = date(2026, 11, 25)

SCRIPT = Dictionary(S=Name.JavaScript)
SCRIPTED = Dictionary(E=SCRIPT)


def silenced(tag: Object) -> None:
    """Empty what is said of a picture."""
    tag.Alt = String("")


SPOILED: tuple[tuple[str, set[str], Edit], ...] = (
    # what the file says of itself
    ("the tree of tags removed", {"untagged"}, without("/StructTreeRoot")),
    ("not said to be tagged", {"untagged"}, without("/MarkInfo")),
    ("said not to be tagged", {"untagged"}, sets("/MarkInfo", "/Marked", to=False)),
    ("suspect tags", {"tags-suspect"}, sets("/MarkInfo", "/Suspects", to=True)),
    ("no language", {"language-missing"}, without("/Lang")),
    ("a language in words", {"language-unknown"}, sets("/Lang", to=String("English, US"))),
    ("an empty language", {"language-unknown"}, sets("/Lang", to=String(""))),
    ("a tag in no language", {"language-unknown"}, each("H1", lambda tag: tag.__setitem__("/Lang", String("e_n")))),
    ("a part in no language", {"language-unknown"}, paints("/Artifact BMC /Span <</Lang (e_n)>> BDC EMC EMC")),
    ("no metadata", {"xmp-missing"}, without("/Metadata")),
    ("no claim to PDF/UA", {"not-pdf-ua"}, packet(b"pdfuaid:part", b"pdfuaid:other")),
    ("PDF/UA-2", {"not-pdf-ua"}, packet(b"<pdfuaid:part>1", b"<pdfuaid:part>2")),
    ("no title", {"title-missing"}, packet(b"dc:title", b"dc:other")),
    ("the title not shown", {"title-not-shown"}, without("/ViewerPreferences", "/DisplayDocTitle")),
    ("no preferences", {"title-not-shown"}, without("/ViewerPreferences")),
    # content
    ("content untagged", {"content-untagged"}, opens_marks),
    ("a shape untagged", {"content-untagged"}, paints("0 0 5 5 re f")),
    ("a line untagged", {"content-untagged"}, paints("0 0 m 5 5 l S")),
    ("a picture untagged", {"content-untagged"}, paints("q BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q")),
    ("a mark without a tag", {"content-untagged"}, paints("/P <</MCID 999>> BDC 0 0 5 5 re f EMC")),
    ("a span without a tag", {"content-untagged"}, paints("/Span <</ActualText (a)>> BDC 0 0 5 5 re f EMC")),
    ("an empty string untagged", {"content-untagged"}, paints("BT () Tj ET")),
    ("an artifact in a tag", {"artifact-in-tag"}, paints("/P <</MCID 0>> BDC /Artifact BMC 0 0 5 5 re f EMC EMC")),
    ("a tag in an artifact", {"tag-in-artifact"}, paints("/Artifact BMC /P <</MCID 0>> BDC 0 0 5 5 re f EMC EMC")),
    ("a tagged form drawn twice", {"form-drawn-again"}, form(2)),
    # tags
    ("a picture without words", {"figure-wordless"}, each("Figure", lambda tag: tag.__delitem__("/Alt"))),
    ("a picture with empty words", {"figure-wordless"}, each("Figure", silenced)),
    ("a formula without words", {"formula-wordless"}, adds("Formula")),
    ("a level skipped", {"heading-skipped"}, adds("H1", "H3")),
    ("the first heading is the second", {"heading-first"}, each("H1", lambda tag: tag.__setitem__("/S", Name.H2))),
    ("H and H1", {"headings-mixed"}, adds("H")),
    ("two headings beside", {"headings-mixed", "headings-beside"}, adds(("Sect", ("H", "H")))),
    ("a heading of level 7", {"role-unknown"}, adds("H7")),
    ("a role of its own", {"role-unknown"}, adds("Foo")),
    ("roles in a circle", {"role-circle"}, both(roles(Foo="Bar", Bar="Foo"), adds("Foo"))),
    ("a role that is itself", {"role-circle"}, roles(P="P")),
    ("a standard role remapped", {"role-remapped"}, roles(P="Span")),
    ("a tag that names no parent", {"tag-parentless"}, each("Figure", lambda tag: tag.__delitem__("/P"))),
    ("a note without a name", {"note-nameless"}, adds("Note")),
    ("two notes of one name", {"note-name-twice"}, adds("Note", "Note", ID=String("n"))),
    ("a Form tag without a field", {"form-tag"}, adds("Form")),
    ("an item outside a list", {"list-nesting"}, adds("LI")),
    ("a body outside an item", {"list-nesting"}, adds("LBody")),
    ("a list of paragraphs", {"list-nesting"}, adds(("L", ("P",)))),
    ("a list of sections", {"list-nesting"}, adds(("L", (("Sect", (("LI", ("LBody",)),)),)))),
    ("an item of paragraphs", {"list-nesting"}, adds(("L", (("LI", ("P",)),)))),
    ("a caption after a list", {"list-nesting"}, adds(("L", (("LI", ("LBody",)), "Caption")))),
    ("an entry outside contents", {"contents-nesting"}, adds("TOCI")),
    ("contents of paragraphs", {"contents-nesting"}, adds(("TOC", ("P",)))),
    ("a caption after contents", {"contents-nesting"}, adds(("TOC", ("TOCI", "Caption")))),
    # tables
    ("headers without scope", {"table-headerless"}, table(["TH", "TH"], ["TD", "TD"])),
    ("one header without scope", {"table-headerless"}, table(["TH", "TH:Scope=Column"], ["TH:Scope=Row", "TD"])),
    ("some cells name headers", {"table-headerless"}, table(["TH:ID=a", "TH:Scope=Column"], ["TD:Headers=a", "TD"])),
    ("cells name unknown headers", {"table-headerless"}, table(["TH"], ["TD:Headers=zz"])),
    ("a short row", {"table-uneven"}, table(["TH:Scope=Column", "TH:Scope=Column"], ["TD"])),
    ("a span too wide", {"table-uneven"}, table(["TD:ColSpan=3"], ["TD", "TD"])),
    ("a row outside a table", {"table-nesting"}, adds("TR")),
    ("a cell outside a row", {"table-nesting"}, adds("TD")),
    ("a header outside a row", {"table-nesting"}, adds("TH")),
    ("a table of paragraphs", {"table-nesting"}, adds(("Table", ("P",)))),
    ("a row of paragraphs", {"table-nesting"}, adds(("Table", (("TR", ("P",)),)))),
    ("a body of paragraphs", {"table-nesting"}, adds(("Table", (("TBody", ("P",)),)))),
    ("a head without a body", {"table-nesting"}, adds(("Table", ("THead",)))),
    ("two heads", {"table-nesting"}, adds(("Table", ("THead", "THead", "TBody")))),
    ("a caption in the middle", {"table-nesting"}, adds(("Table", ("TR", "Caption", "TR")))),
    ("two captions", {"table-nesting"}, adds(("Table", ("Caption", "TR", "Caption")))),
    # annotations
    ("a link without words", {"link-wordless"}, links(lambda note: note.__delitem__("/Contents"))),
    ("a link outside the tags", {"link-untagged"}, links(lambda note: note.__delitem__("/StructParent"))),
    ("tabs in rows", {"tab-order"}, lambda pdf: [page.obj.__setitem__("/Tabs", Name.R) for page in pdf.pages]),
    ("a comment outside the tags", {"annotation-untagged"}, annotates(Subtype=Name.Text, Contents=String("x"))),
    ("a wordless comment", {"annotation-untagged", "annotation-wordless"}, annotates(Subtype=Name.Text)),
    ("a trap net", {"trap-net", "annotation-untagged"}, annotates(Subtype=Name.TrapNet, Contents=String("x"))),
    (
        "a field outside the tags",
        {"field-untagged", "field-nameless"},
        annotates(Subtype=Name.Widget, FT=Name.Tx, T=String("a")),
    ),
    # fonts
    ("no map to letters", {"letters-unknown"}, drops("/Type0", "/ToUnicode")),
    ("letters that are none", {"letters-nonsense"}, letters_become(b"0000")),
    ("no font in the file", {"font-not-embedded"}, fonts(unembedded)),
    (
        "an unknown map of characters",
        {"font-encoding"},
        fonts(lambda font: font.get("/Subtype") == "/Type0" and font.__setitem__("/Encoding", Name("/Foo-H"))),
    ),
    ("names that are numbers", {"letters-unknown"}, simple_font(Dictionary(Differences=Array([65, Name.g17])))),
    ("a font of signs", {"letters-unknown"}, simple_font(None, BaseFont=Name.Symbol)),
    ("a font of its own signs", {"letters-unknown"}, simple_font(None, FontDescriptor=descriptor(4))),
    (
        "TrueType without an alphabet",
        {"letters-unknown", "font-encoding"},
        simple_font(None, Subtype=Name.TrueType, FontDescriptor=descriptor(32)),
    ),
    (
        "TrueType of signs with an alphabet",
        {"font-encoding"},
        simple_font(Name.WinAnsiEncoding, Subtype=Name.TrueType, FontDescriptor=descriptor(4)),
    ),
    # layers, attachments
    ("layers without a name", {"layers-nameless"}, layers()),
    ("layers that change", {"layers-change"}, layers(Name=String("a"), AS=Array([]))),
    ("an attachment without a name", {"attachment-nameless", "embedded-file"}, attaches(F=String("a"))),
)

SOUND: tuple[tuple[str, Edit], ...] = (
    ("nothing", lambda pdf: None),
    ("a clip", paints("0 0 5 5 re W n")),
    ("an artifact", paints("/Artifact <</Type /Layout>> BDC 0 0 5 5 re f EMC")),
    ("a tag in a tag", paints("/P <</MCID 0>> BDC /P <</MCID 1>> BDC 0 0 5 5 re f EMC EMC")),
    ("levels in order", adds("H1", "H2", "H3", "H2")),
    ("a role mapped", both(roles(Foo="P"), adds("Foo"))),
    ("a list in groups", adds(("L", ("Caption", ("Div", (("LI", ("Lbl", "LBody")),)))))),
    ("a list in a list", adds(("L", (("LI", ("LBody",)), ("L", (("LI", ("LBody",)),)))))),
    ("contents", adds(("TOC", ("Caption", "TOCI")))),
    ("headers of columns", table(["TH:Scope=Column", "TH:Scope=Column"], ["TD", "TD"])),
    ("headers of rows", table(["TH:Scope=Row", "TD"], ["TH:Scope=Row", "TD"])),
    ("headers by name", table(["TH:ID=a"], ["TD:Headers=a"])),
    ("a table without headers", table(["TD", "TD"], ["TD", "TD"])),
    ("a table in groups", adds(("Table", (("Div", (("TR", ("TD",)),)),)))),
    ("a head and a body", adds(("Table", (("THead", ("TR",)), ("TBody", ("TR",)), "Caption")))),
    ("a formula with words", adds("Formula", Alt=String("x"))),
    ("a note", adds("Note", ID=String("n"))),
    ("a hidden link without words", links(lambda note: (note.__delitem__("/Contents"), note.__setitem__("/F", 2)))),
    ("a tagged form", form(1)),
    ("a usual alphabet", simple_font(Name.WinAnsiEncoding)),
    ("a usual font", simple_font(None)),
    ("names of letters", simple_font(Dictionary(Differences=Array([65, Name.eacute])))),
    ("layers with a name", layers(Name=String("a"))),
)

OF_THE_HOUSE: tuple[tuple[str, set[str], Edit], ...] = (
    ("a tree without tags", {"untagged"}, sets("/StructTreeRoot", "/K", to=Array([]))),
    ("a script when opened", {"script", "opens-with"}, sets("/OpenAction", to=Dictionary(S=Name.JavaScript))),
    (
        "a script after a step",
        {"script"},
        links(lambda note: note.A.__setitem__("/Next", SCRIPT)),
    ),
    ("a script by a link", {"script"}, links(lambda note: note.__setitem__("/AA", SCRIPTED))),
    ("a program is started", {"action"}, acts("Launch")),
    ("a form is sent", {"action"}, acts("SubmitForm")),
    ("acts by itself", {"additional-actions"}, sets("/AA", to=Dictionary())),
    ("an attachment", {"embedded-file"}, attaches(F=String("a"), UF=String("a"))),
    ("a form of another kind", {"xfa"}, sets("/AcroForm", to=Dictionary(Fields=Array([]), XFA=String("")))),
    ("a link to nowhere", {"link-dead"}, links(lambda note: note.__delitem__("/A"))),
    ("a link without a scheme", {"link-dead"}, leads("www.example.org")),
    ("a number without digits", {"link-dead"}, leads("tel:help")),
    ("a link to a disk", {"link-unsafe"}, leads("file:///C:/numbers.txt")),
    ("a link that runs", {"link-unsafe"}, leads("JavaScript:alert(1)")),
)


@pytest.fixture(scope="module")
def clean(sources: Sources) -> bytes:
    """A poster for the screen, with a picture, a list and a link."""
    wanted = Wanted(("poster",), ("en",), ("001",), ("10-13",), editions=("screen",))
    job = next(job for job in plan_jobs(wanted, sources) if job.item == "p3")
    (document,) = check([job], sources, MADE)
    return draw(document, sources, MADE)


def errors(found: Sequence[Hit]) -> set[str]:
    return {hit.rule.code for hit in found if hit.severity is Severity.ERROR}


@pytest.mark.parametrize(("code", "edit"), [pytest.param(code, edit, id=name) for name, code, edit in SPOILED])
def test_what_a_screen_reader_stumbles_over_is_told_and_nothing_else(code: set[str], edit: Edit, clean: bytes) -> None:
    assert errors(examine_screen(spoiled(clean, edit))) == code


@pytest.mark.parametrize(("code", "edit"), [pytest.param(code, edit, id=name) for name, code, edit in OF_THE_HOUSE])
def test_what_is_not_safe_or_leads_nowhere_is_told(code: set[str], edit: Edit, clean: bytes) -> None:
    assert errors(examine_screen(spoiled(clean, edit))) >= code


@pytest.mark.parametrize("edit", [pytest.param(edit, id=name) for name, edit in SOUND])
def test_what_is_sound_is_not_told(edit: Edit, clean: bytes) -> None:
    assert errors(examine_screen(spoiled(clean, edit))) == set()


@pytest.mark.slow
@needs("javac")
def test_our_rules_agree_with_the_reference_validator(clean: bytes, tmp_path: Path) -> None:
    edits = [(name, edit) for name, _, edit in SPOILED] + list(SOUND)
    files = [tmp_path / f"{number}.pdf" for number in range(len(edits))]
    for path, (_, edit) in zip(files, edits, strict=True):
        path.write_bytes(spoiled(clean, edit))
    refused, covered = {}, set()
    for (name, _), report in zip(edits, validate(files, ("ua1",)), strict=True):
        hits = examine_screen(report.file.read_bytes())
        ours = {hit.rule for hit in hits if hit.severity is Severity.ERROR and hit.rule.standard in {PROTOCOL, PDF_UA}}
        tests = [failure.split()[0] for failure in report.failures]
        refused[name] = bool(ours), bool(tests)
        covered |= {test for test in tests if test in OURS and not ours.isdisjoint(OURS[test])}
    assert {name: told for name, told in refused.items() if told[0] != told[1]} == {}
    assert {test.rpartition("-")[0] for test in covered} >= {"5", "6.2", "7.1", "7.2", "7.3", "7.4.2", "7.5", "7.21.7"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("product", "locale"),
    [(product, locale) for product in ("booklet", "poster", "card") for locale in ("en", "ar", "th", "hi")],
)
def test_our_own_screen_files_have_no_fault_on_a_screen(product: str, locale: str, sources: Sources) -> None:
    wanted = Wanted((product,), (locale,), ("KE",), ("10-13",), editions=("screen",))
    for document in check(plan_jobs(wanted, sources), sources, MADE):
        found = examine_screen(draw(document, sources, MADE))
        assert [(hit.rule.code, hit.what) for hit in found if hit.severity is not Severity.UNCHECKED] == []


def test_a_press_file_is_told_to_be_one(sources: Sources) -> None:
    wanted = Wanted(("card",), ("en",), ("001",), ("10-13",), editions=("press",))
    (document,) = check(plan_jobs(wanted, sources)[:1], sources, MADE)
    found = examine_screen(draw(document, sources, MADE))
    assert "press-pages" in {hit.rule.code for hit in found if hit.severity is Severity.WARNING}


def test_a_file_without_tags_is_one_error_and_not_a_thousand(clean: bytes) -> None:
    found = examine_screen(spoiled(clean, both(without("/StructTreeRoot"), without("/MarkInfo"))))
    (hit,) = [hit for hit in found if hit.severity is Severity.ERROR]
    assert "tagged PDF" in hit.rule.cure


def test_a_scan_is_told_though_nothing_else_is_wrong_with_its_words(clean: bytes) -> None:
    def scanned(pdf: Pdf) -> None:
        paper = pdf.make_stream(b"q 500 0 0 700 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q")
        pdf.pages[0].obj.Contents = paper
        del pdf.Root["/StructTreeRoot"]

    assert errors(examine_screen(spoiled(clean, scanned))) == {"untagged", "scan-only"}


@pytest.mark.slow
def test_spans_that_no_table_could_hold_are_told_at_once(clean: bytes) -> None:
    wide = table(*[["TD:ColSpan=1000"] * 50 for _ in range(100)])
    assert errors(examine_screen(spoiled(clean, wide))) == {"table-uneven"}


def test_words_that_are_none_describe_no_picture(clean: bytes) -> None:
    def emptied(tag: Object) -> None:
        tag.Alt = Array([])

    assert errors(examine_screen(spoiled(clean, each("Figure", emptied)))) == {"figure-wordless"}
