"""The finished file is read back: what is missing, strange or unreadable in it stops the build."""

import pickle
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from once import sources
from PIL import Image
from projects import CONFIRMED, COUNTRY, codes, lay, only, signed_law

from booklet.check.proof.camera import Seen, is_quiet, see
from booklet.check.proof.claims import NO_CLAIMS, Claims, Code, format_address, make_claims, make_vocabulary
from booklet.check.proof.compare import ProofError, ProofRecord, Reader, holds_number, read_back
from booklet.check.proof.pages import normalise_text, page_links, page_texts
from booklet.errors import ExitCode, Finding
from booklet.facts.insert import Insert
from booklet.facts.selection import select
from booklet.geometry import Rect, mm
from booklet.look.barcode import LEAST_MODULE as LEAST_BAR
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.placing import place
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.make.writing import draw_sound, find_small_codes, write, write_drawn
from booklet.sheets.spots import Spot, whole_spot
from booklet.typeset.placed import Group, forms_of
from booklet.typeset.qr import qr_code
from booklet.values import replace

MADE = date(2026, 11, 25)


@cache
def document(product: str, country: str, edition: str = "screen") -> Document:
    jobs = plan_jobs(Wanted(products=(product,), countries=(country,), editions=(edition,)), sources())
    return place(jobs[0], sources(), MADE)


@cache
def pdf(product: str, country: str, edition: str = "screen") -> bytes:
    return draw(document(product, country, edition), sources(), MADE)


def claims(product: str, insert: Insert, strangers: tuple[str, ...] = ()) -> Claims:
    """Return what the file of a product would have to say for an insert."""
    found = document(product, insert.country)
    typed = {"date": f"{MADE.isoformat()} 2026", "page": "\n".join(map(str, range(1, len(found.placed.pages) + 1)))}
    vocabulary = make_vocabulary(((sources().guide, insert),), sources().brand, typed, strangers)
    selection = select(insert, sources().world, "14-17")
    return make_claims(found.placed, found.layout, found.manuscript, selection, vocabulary)


def one_by_one(claims_: Claims) -> tuple[tuple[Spot, ...], ...]:
    return tuple((whole_spot(page, Rect(0, 0, 0, 0)),) for page in range(len(claims_.pages)))


def faults(data: bytes, claims_: Claims) -> tuple[Finding, ...]:
    with pytest.raises(ProofError) as stopped:
        read_back(data, claims_, "a.pdf", one_by_one(claims_))
    assert stopped.value.exit_code == ExitCode.PREFLIGHT
    return stopped.value.findings


def with_number(insert: Insert, kind: str, printed: str) -> Insert:
    """Return an insert in which the first number of a kind is another one."""
    changed = []
    for contact in insert.contacts:
        if contact.kind == kind and contact.numbers:
            number = replace(contact.numbers[0], printed=printed, dial=printed)
            contact = replace(contact, numbers=(number, *contact.numbers[1:]))
        changed.append(contact)
    lead = next(contact for contact in changed if insert.lead and contact.id == insert.lead.id)
    return replace(insert, contacts=tuple(changed), lead=lead)


@pytest.mark.slow
@pytest.mark.parametrize("product", ["booklet", "poster", "card"])
@pytest.mark.parametrize("edition", ["press", "screen", "office"])
@pytest.mark.parametrize("country", ["001", "GB", "US"])
def test_our_own_files_say_what_the_facts_say(product: str, edition: str, country: str) -> None:
    record = prove(document(product, country, edition), pdf(product, country, edition), sources(), MADE)
    pages = {"booklet": 28, "poster": 1, "card": 2}[product]
    assert record.pages == pages
    assert record.codes == {"booklet": 3, "poster": 1, "card": 0}[product]
    assert record.numbers >= (0 if country == "001" else {"booklet": 17, "poster": 2, "card": 1}[product])
    assert record.addresses >= {"booklet": 3, "poster": 1, "card": 0}[product]


@pytest.mark.slow
@pytest.mark.parametrize(("product", "pages"), [("booklet", 14), ("poster", 1), ("card", 1)])
def test_a_number_that_is_not_the_files_is_missing_on_each_of_its_pages(product: str, pages: int) -> None:
    other = with_number(sources().insert("KE"), "helpline", "117")
    missing = [finding for finding in faults(pdf(product, "KE"), claims(product, other)) if "117" in finding.message]
    assert codes(missing) == ["proof-missing"] * len(missing)
    assert len({finding.where for finding in missing}) >= pages


def test_a_number_that_no_fact_has_is_too_much(tmp_path: Path) -> None:
    other = with_number(sources().insert("KE"), "helpline", "117")
    strange = [finding for finding in faults(pdf("card", "KE"), claims("card", other)) if '"116"' in finding.message]
    assert only(strange).code == "proof-unknown"


def test_a_number_that_is_only_part_of_a_longer_one_is_not_there() -> None:
    other = with_number(sources().insert("GB"), "helpline", "0800 111")
    assert "proof-missing" in codes(faults(pdf("card", "GB"), claims("card", other)))
    assert not holds_number("0800 1111", "0800 111")
    assert not holds_number("+44 800", "44 800")
    assert holds_number("(0800 111)", "0800 111")


def test_an_address_of_another_country_is_too_much() -> None:
    found = faults(pdf("booklet", "GB"), claims("booklet", replace(sources().insert("KE"), country="GB")))
    told = " ".join(finding.message for finding in found if finding.code == "proof-unknown")
    assert "report.iwf.org.uk" in told
    assert "childline.org.uk" in told


def test_the_name_of_another_country_is_too_much() -> None:
    found = faults(pdf("booklet", "GB"), claims("booklet", sources().insert("GB"), ("Sweden", "Childline")))
    assert {(finding.code, finding.message.split('"')[1]) for finding in found} == {("proof-unknown", "Childline")}


def test_a_name_that_the_guide_says_itself_is_no_stranger() -> None:
    wanted = claims("booklet", sources().insert("GB"), ("United Kingdom", "Europe"))
    assert read_back(pdf("booklet", "GB"), wanted, "a.pdf", one_by_one(wanted)).pages == 28


def test_where_there_is_no_number_each_strip_must_say_the_address() -> None:
    """The strip has no code, so that its address is asked for by itself."""
    wanted, placed = claims("booklet", sources().insert("001")), document("booklet", "001").placed
    strips = [claim for page, claim in zip(placed.pages, wanted.pages, strict=True) if "strip" in forms_of(page.items)]
    assert len(strips) > 5 and not any(claim.numbers or claim.codes for claim in strips)
    lead = sources().insert("001").lead
    assert lead and all(format_address(lead.web) in claim.addresses for claim in strips)


def test_names_of_other_countries_are_those_of_their_files() -> None:
    whole = {sources().insert(code).name["en"] for code in sources().countries() if code not in {"001", "KE"}}
    assert set(sources().names_elsewhere("KE")) == whole


@pytest.mark.parametrize("says", ["https://evil.example/", "tel:116"])
def test_a_code_that_says_something_else_stops_the_build(says: str) -> None:
    wanted = claims("poster", sources().insert("GB"))
    pages = tuple(replace(page, codes=tuple(replace(code, says=says) for code in page.codes)) for page in wanted.pages)
    found = faults(pdf("poster", "GB"), replace(wanted, pages=pages))
    assert codes(found) == ["proof-code"]
    assert "https://www.childline.org.uk/" in found[0].message


def test_a_code_that_is_painted_over_stops_the_build(tmp_path: Path) -> None:
    wanted = claims("poster", sources().insert("GB"))
    box = wanted.pages[0].codes[0].box
    with pikepdf.open(lay(tmp_path, {"a.pdf": pdf("poster", "GB")}) / "a.pdf") as opened:
        stain = f"q 1 0 0 rg {box.x} {box.y} {box.width} {box.height / 2} re f Q".encode()
        opened.pages[0].contents_add(opened.make_stream(stain))
        opened.save(tmp_path / "b.pdf")
    assert "proof-code" in codes(faults((tmp_path / "b.pdf").read_bytes(), wanted))


@pytest.mark.parametrize("grey", [0.5, 0.9])
def test_a_code_whose_edge_is_not_white_stops_the_build(grey: float, tmp_path: Path) -> None:
    """A decoder reads it still, a poor camera may not."""
    wanted = claims("poster", sources().insert("GB"))
    (code,) = wanted.pages[0].codes
    box = code.box.grown(4 * code.module)
    with pikepdf.open(lay(tmp_path, {"a.pdf": pdf("poster", "GB")}) / "a.pdf") as opened:
        stain = f"q {grey} g {box.x} {box.y} {code.module} {box.height} re f Q".encode()
        opened.pages[0].contents_add(opened.make_stream(stain))
        opened.save(tmp_path / "b.pdf")
    told = only(faults((tmp_path / "b.pdf").read_bytes(), wanted))
    assert (told.code, told.message) == ("proof-code", "the edge of the QR code is not white")


def test_a_code_is_read_in_grey_as_well_as_in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture tells what is read of it as it is, and of its greys: both are compared with the facts."""
    (code,) = claims("poster", sources().insert("GB")).pages[0].codes
    rows = qr_code(code.says, "m")
    sound = Image.new("RGB", (len(rows) + 8, len(rows) + 8), "white")
    for y, row in enumerate(rows, 4):
        for x, is_dark in enumerate(row, 4):
            sound.putpixel((x, y), (0, 0, 0) if is_dark else (255, 255, 255))
    sound = sound.resize((sound.width * 6, sound.height * 6), Image.Resampling.NEAREST)
    assert see(sound, is_bars=False) == (code.says, code.says, True)
    monkeypatch.setattr(sound, "convert", lambda mode: Image.new(mode, sound.size, "white"))
    assert see(sound, is_bars=False) == (code.says, "", True)
    for seen in (Seen(code.says, "", True), Seen("", code.says, True), Seen(code.says, "https://evil.example/", True)):
        reader = Reader("a.pdf", NO_CLAIMS)
        reader.code(0, code, seen)
        assert codes(reader.findings) == ["proof-code"]


@pytest.mark.slow
def test_a_link_that_leads_elsewhere_stops_the_build(tmp_path: Path) -> None:
    with pikepdf.open(lay(tmp_path, {"a.pdf": pdf("booklet", "GB")}) / "a.pdf") as opened:
        for page in opened.pages:
            for annotation in page.get("/Annots", []):
                if "/A" in annotation and str(annotation.A.URI) == "tel:999":
                    annotation.A.URI = pikepdf.String("tel:998")
        opened.save(tmp_path / "b.pdf")
    found = faults((tmp_path / "b.pdf").read_bytes(), claims("booklet", sources().insert("GB")))
    assert set(codes(found)) == {"proof-unknown"}
    assert all("tel:998" in finding.message for finding in found)


def test_codes_move_with_the_group_that_they_stand_in() -> None:
    """In a file from right to left a page holds its shapes in groups, and forms are drawn where they are named."""
    for product in ("poster", "insert"):
        found = document(product, "GB")
        pages = tuple(replace(page, items=(Group(5, 7, 0, page.items),)) for page in found.placed.pages)
        selection = select(sources().insert("GB"), sources().world, "14-17")
        vocabulary = make_vocabulary(((sources().guide, sources().insert("GB")),), sources().brand, {}, ())
        before, after = (
            make_claims(placed, found.layout, found.manuscript, selection, vocabulary)
            for placed in (found.placed, replace(found.placed, pages=pages))
        )
        for page, moved in zip(before.pages, after.pages, strict=True):
            assert page.codes
            for code, other in zip(page.codes, moved.codes, strict=True):
                assert (other.box.x, other.box.y) == pytest.approx((code.box.x + 5, code.box.y + 7))
                assert other.says == code.says and other.module == pytest.approx(code.module)
            assert replace(moved, codes=()) == replace(page, codes=())


@pytest.mark.parametrize(
    ("link", "is_strange"),
    [
        ("tel:116", False),
        ("tel:116/", False),
        ("tel:1161", True),
        ("tel:11", True),
        ("tel:+116", True),
        ("sms:116", True),
        ("https://line.example/help", False),
        ("https://line.example/help/", False),
        ("https://line.example/help/me", True),
        ("https://line.example/help?to=evil.example", True),
        ("https://line.example/help#evil", True),
        ("https://line.example/helpers", True),
        ("https://line.example/hel", True),
        ("https://line.example", True),
        ("http://line.example/help", True),
        ("https://line.example.evil.example/help", True),
        ("", True),
    ],
)
def test_a_link_is_known_as_a_whole_and_not_by_how_it_begins(link: str, is_strange: bool) -> None:
    known = replace(NO_CLAIMS, links=frozenset({"tel:116", "https://line.example/help"}))
    reader = Reader("a.pdf", known)
    reader.links(3, ["tel:116", link])
    assert reader.is_unknown(link) is is_strange
    assert [(one.code, str(one.where)) for one in reader.findings] == [("proof-unknown", "a.pdf page 4")] * is_strange


def test_links_are_read_as_they_are_written() -> None:
    opened = pypdfium2.PdfDocument(pdf("booklet", "GB"))
    found = {link for page in opened for link in page_links(opened, page)}
    assert {"tel:+448001111", "tel:999", "https://report.iwf.org.uk/en"} <= found


def test_a_number_for_text_messages_is_linked_as_such() -> None:
    opened = pypdfium2.PdfDocument(pdf("booklet", "CA"))
    assert "sms:686868" in {link for page in opened for link in page_links(opened, page)}


def test_the_insert_sheet_holds_where_to_get_help_and_no_law_that_nobody_wrote() -> None:
    found = document("insert", "KE")
    assert [page.topic for page in found.placed.pages] == ["directory"]
    record = prove(found, pdf("insert", "KE"), sources(), MADE)
    assert (record.pages, record.codes) == (1, 1)


def test_the_insert_sheet_prints_the_law_that_a_country_has_filled_in(tmp_path: Path) -> None:
    lines = signed_law("protected: {en: You are protected.}", "report: {en: Teachers have to tell.}")
    other = open_sources(lay(tmp_path, {COUNTRY: CONFIRMED.replace("law: {}", lines)}))
    (built, *_) = check(plan_jobs(Wanted(("insert",), countries=("XX",), bands=("10-13",)), other), other, MADE, MADE)
    assert built.proof is None
    assert [page.topic for page in built.placed.pages] == ["helpers", "law-kids"]
    text = pypdfium2.PdfDocument(draw(built, other, MADE))[1].get_textpage().get_text_range()
    assert "Teachers have to tell." in normalise_text(text).replace("\n", " ")


def test_a_file_that_fails_its_proof_is_not_written(tmp_path: Path) -> None:
    project = lay(tmp_path / "project", {COUNTRY: CONFIRMED})
    other = open_sources(project)
    (built, *_) = check(plan_jobs(Wanted(products=("card",), countries=("XX",)), other), other, MADE)
    (tmp_path / "out").mkdir()
    lay(project, {COUNTRY: CONFIRMED.replace("0192", "0193")})
    changed = open_sources(project)
    with pytest.raises(ProofError):
        write(built, changed, MADE, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_file_that_was_drawn_elsewhere_is_written_as_it_is(tmp_path: Path) -> None:
    drawn = draw_sound(document("card", "KE", "press"), sources(), MADE)
    lay(tmp_path, {drawn.name.replace("_PROOF", ""): b"for readers", drawn.name: b"an older proof"})
    built = write_drawn(pickle.loads(pickle.dumps(drawn)), tmp_path)
    assert built.path.read_bytes() == drawn.data == pdf("card", "KE", "press")
    assert [finding.code for finding in built.findings].count("fallen-back") == 1
    assert len(list(tmp_path.iterdir())) == 2


def test_the_edge_of_a_code_must_be_white() -> None:
    tile = Image.new("RGB", (100, 100), "white")
    assert is_quiet(tile)
    tile.paste("grey", (40, 0, 60, 4))
    assert not is_quiet(tile)


def test_the_modules_of_our_codes_are_large_enough_for_a_cheap_print() -> None:
    for product in ("booklet", "poster"):
        for page in claims(product, sources().insert("GB")).pages:
            for code in page.codes:
                count = len(qr_code(code.says, "m"))
                assert code.module == pytest.approx(code.box.width / count, rel=0.01)
                assert code.module >= mm(0.5)


def test_words_are_compared_without_what_is_not_seen() -> None:
    assert normalise_text("116\u00a0111\r\n 0800\u20111111 \u206612\u2069") == "116 111\n0800-1111 12"


@pytest.mark.slow
@pytest.mark.parametrize("country", ["EG", "US", "GB", "CA", "NZ", "ZA", "LV", "EE"])
@pytest.mark.parametrize("product", ["booklet", "poster", "card", "insert"])
def test_files_that_are_read_from_right_to_left_say_what_the_facts_say(product: str, country: str) -> None:
    wanted = Wanted((product,), ("ar-XB",), (country,), editions=("screen",))
    found = place(plan_jobs(wanted, sources())[0], sources(), MADE)
    assert prove(found, draw(found, sources(), MADE), sources(), MADE).numbers


@pytest.mark.slow
def test_a_name_on_two_lines_that_begins_beside_other_words_is_read() -> None:
    wanted = Wanted(("booklet",), ("ar",), ("DE",), editions=("screen",))
    found = place(plan_jobs(wanted, sources())[0], sources(), MADE)
    assert prove(found, draw(found, sources(), MADE), sources(), MADE).addresses


@pytest.mark.parametrize(("country", "address"), [("PL", "116111.pl"), ("UA", "la-strada.org.ua")])
def test_an_address_among_words_from_right_to_left_is_read_as_it_is_typed(country: str, address: str) -> None:
    wanted = Wanted(("insert",), ("ar",), (country,), editions=("screen",))
    found = place(plan_jobs(wanted, sources())[0], sources(), MADE)
    data = draw(found, sources(), MADE)
    assert prove(found, data, sources(), MADE).addresses
    assert any(address in text for text in page_texts(pypdfium2.PdfDocument(data)[0]))


@pytest.mark.slow
@pytest.mark.parametrize(("product", "count"), [("booklet", 3), ("poster", 1), ("insert", 1)])
def test_codes_of_files_that_are_read_from_right_to_left_are_read_where_they_stand(product: str, count: int) -> None:
    wanted = Wanted((product,), ("ar",), ("EG",), editions=("press",))
    found = place(plan_jobs(wanted, sources())[0], sources(), MADE)
    assert prove(found, draw(found, sources(), MADE), sources(), MADE).codes == count


def test_a_number_in_a_line_from_right_to_left_is_read_as_it_stands() -> None:
    wanted = Wanted(("card",), ("ar-XB",), ("GB",), editions=("screen",))
    found = place(plan_jobs(wanted, sources())[0], sources(), MADE)
    (text, *_) = page_texts(pypdfium2.PdfDocument(draw(found, sources(), MADE))[1])
    assert holds_number(text, "0800 1111")
    assert not holds_number(text, "1111 0800")


@pytest.mark.parametrize(("share", "is_refused"), [(0.25, True), (0.5, False), (1.0, False)])
def test_a_code_that_is_printed_too_small_stops_the_build(share: float, is_refused: bool) -> None:
    wanted = claims("poster", sources().insert("GB"))
    (code,) = wanted.pages[0].codes
    assert code.module > mm(1)
    small = replace(wanted, pages=(replace(wanted.pages[0], codes=(replace(code, module=code.module * share),)),))
    if is_refused:
        found = [
            finding for finding in faults(pdf("poster", "GB"), small) if " mm, less than 0.4 mm" in finding.message
        ]
        assert only(found).code == "proof-code"
    else:
        record = read_back(pdf("poster", "GB"), wanted, "a.pdf", one_by_one(wanted))
        assert record.module == pytest.approx(code.module / mm(1), abs=0.001)


@pytest.mark.parametrize(("length", "least"), [(37, mm(0.4)), (95, LEAST_BAR)], ids=["QR code", "barcode"])
@pytest.mark.parametrize(
    ("share", "is_refused"), [(1.0, False), (0.9999, False), (0.95, True), (0.5, True), (1.5, False)]
)
def test_a_code_may_be_as_small_as_a_cheap_camera_reads_and_no_smaller(
    length: int, least: float, share: float, is_refused: bool
) -> None:
    module = least * share
    reader = Reader("a.pdf", NO_CLAIMS)
    reader.size(0, Code(Rect(0, 0, length * module, 40), module, "https://line.example/"))
    assert codes(reader.findings) == ["proof-code"] * is_refused


def test_a_code_that_is_printed_small_is_told() -> None:
    told = only(find_small_codes(ProofRecord(28, 18, 8, 3, module=0.45), "a.pdf"))
    assert (told.code, str(told.where)) == ("small-code", "a.pdf")
    assert "0.45 mm, less than 0.5 mm" in told.message
    assert list(find_small_codes(ProofRecord(28, 18, 8, 3, module=0.5), "a.pdf")) == []
    assert list(find_small_codes(ProofRecord(2, 1, 0, 0), "a.pdf")) == []


@pytest.mark.slow
@pytest.mark.parametrize(("edition", "scale"), [("press", 1.0), ("office", 196 / 210)])
def test_the_size_of_a_module_is_that_of_the_printed_sheet(edition: str, scale: float) -> None:
    screen = prove(document("booklet", "GB"), pdf("booklet", "GB"), sources(), MADE)
    record = prove(document("booklet", "GB", edition), pdf("booklet", "GB", edition), sources(), MADE)
    assert record.module == pytest.approx(screen.module * scale, abs=0.002)
