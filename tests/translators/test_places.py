"""Where messages stand: every text of a page is named, in its box, in both directions; the proof shows it."""

import io
import itertools
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
import pypdf
import pytest
from catalogues import po
from projects import lay
from speed import first

from booklet.cli import main
from booklet.errors import SourceError
from booklet.make.build import check, open_sources, place_unfit
from booklet.make.document import Document
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.translators.places import TextPlace
from booklet.translators.proofsheet import find_places, list_never_printed, places_of, proof_file
from booklet.words.catalogue import ids_of, is_of, slots
from booklet.words.pseudo import to_arabic

MADE = date(2026, 11, 25)

COUNTRY = re.compile(r"\{(call:.*|helpline)\}")
"""What only the file of a country can fill in."""

FOLIO = re.compile(r"\d+/\d+")


@cache
def project(folder: Path) -> Sources:
    guide = open_sources(None).guide
    files = {f"translations/{tag}/guide.po": po(guide, tag, say) for tag, say in (("pt", str), ("fa", to_arabic))}
    return open_sources(lay(folder, files))


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    return project(tmp_path_factory.mktemp("project"))


def documents(sources: Sources, locale: str, *products: str, country: str = "001") -> list[Document]:
    asked = Wanted(products, (locale,), (country,), ("14-17",), ("screen",))
    return check(plan_jobs(asked, sources), sources, MADE)


def named(places: tuple[TextPlace, ...], page: int) -> list[tuple[str, ...]]:
    return [place.contexts for place in places if place.page == page]


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["pt", "fa"])
def test_every_text_of_a_page_is_named_in_reading_order(locale: str, own: Sources) -> None:
    (document,) = documents(own, locale, "booklet")
    page = document.layout.page_of("threat")
    assert page is not None
    found = named(places_of(document, own, slots(own.guide)), page)
    assert sorted(found[-1]) == ["labels.strip.address", "m1.title"]
    assert [names[0] for names in found[:-1]] == [
        "threat.title", "threat.lead", "threat.how", "threat.truth", "m1.title", "m1",
        "m2.stop.title", "m2.save.title", "m2.tell.title", "m2.report.title", "m2.block.title",
        "m2.remove.title", "labels.steps.more", "m5.title",
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("locale", first(1, ["pt", "fa"]))
def test_boxes_lie_on_their_page_and_do_not_cross(locale: str, own: Sources) -> None:
    (document,) = documents(own, locale, "booklet")
    width, height = document.layout.trim
    places = places_of(document, own, slots(own.guide))
    assert len(places) > 280
    for place in places:
        assert -1 <= place.box.x < place.box.right <= width + 1 and 0 <= place.box.y < place.box.top <= height
    page = [place.box for place in places if place.page == document.layout.page_of("threat")][1:6]
    assert all(above.y > below.y for above, below in itertools.pairwise(page))


@pytest.mark.slow
def test_a_text_with_a_number_or_a_link_in_it_is_found_whole(own: Sources) -> None:
    (document,) = documents(own, "pt", "booklet")
    places = places_of(document, own, slots(own.guide))
    for name in ("about.lead", "m2.remove", "m5#5", "gift-drop.comic.a.caption", "removal.steps.link"):
        assert any(name in place.contexts for place in places), name


@pytest.mark.slow
def test_what_stands_on_no_page_is_what_this_edition_does_not_need(own: Sources) -> None:
    known = slots(own.guide)
    found = documents(own, "pt", "booklet", "poster", "card")
    ids = frozenset(name for product in ("booklet", "poster", "card") for name in ids_of(own.guide, product, "14-17"))
    wanted = [name for name, slot in known.items() if is_of(slot, ids, known, "14-17")]
    shown = find_places(found, own, known)
    missing = {name for name in list_never_printed(shown, wanted) if not name.startswith("labels.")}
    unsaid = {"m5", "m5#2", "m5#3", "m5#4", "love.power", "who.self", "about.sources", "action.you", "c1.title"}
    unsaid |= {name for name, slot in known.items() if name.startswith("call.") and COUNTRY.search(slot.text)}
    unsaid |= {name for name in wanted if name.endswith(".alt")}  # what a narrator says where a comic has no picture
    lines = ("protected", "consent", "pictures", "ai", "report")
    law = {f"law-country.{line}{part}" for line in lines for part in ("", ".title")}
    assert missing == unsaid | law | {"law-country.title", "law-country.signed"}


@pytest.mark.slow
def test_the_proof_names_each_text_in_a_note_of_its_own(own: Sources, tmp_path: Path) -> None:
    known = slots(own.guide)
    found = find_places(documents(own, "pt", "card")[:2], own, known)
    data = proof_file(found, own, known, MADE)
    assert data == proof_file(found, own, known, MADE)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) > 4 and not any("/Annots" in page for page in pdf.pages[4:])
        notes = [note for page in pdf.pages for note in page.obj.get("/Annots", []) if note.Subtype == "/Square"]
        said = {str(note.T): str(note.Contents) for note in notes}
    assert known["c2.limits"].text in said["c2.limits"]
    assert "m2.stop.title" in {name for label in said for name in label.split()}


@pytest.mark.slow
def test_the_proof_ends_with_a_table_of_what_stands_on_no_page(own: Sources) -> None:
    known = slots(own.guide)
    found = find_places(documents(own, "pt", "card")[:2], own, known)
    others = list(list_never_printed(found, known))
    pages = pypdf.PdfReader(io.BytesIO(proof_file(found, own, known, MADE))).pages
    texts = [FOLIO.sub("", page.extract_text()) for page in pages[4:]]
    assert "stand on no page" in texts[0] and all("English" in text for text in texts)
    listed = "".join("".join(texts).split())
    assert all(name in listed for name in others)
    printed = [name for name in known if not any(name in other for other in others)]
    assert printed and not any(name in listed for name in printed)
    assert "".join(known["threat.title"].text.split()) in listed
    theirs = slots(own.translated_guide("pt").guide)
    translated = [theirs[name].text for name in others if theirs[name].text != known[name].text]
    assert translated and all("".join(text.split()) in listed for text in translated[:9])


@pytest.mark.slow
def test_the_command_writes_a_file_and_tells_what_is_on_no_page(
    own: Sources, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(own.folders.project)
    assert main(["words", "proof", "pt", "--project", folder, "--output", str(tmp_path), "--date", "2026-11-25"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == str(tmp_path / "words_pt_PROOF.pdf")
    assert (tmp_path / "words_pt_PROOF.pdf").read_bytes().startswith(b"%PDF")
    assert re.fullmatch("[0-9]+ messages stand on no page here; the last pages list them", lines[1])
    assert main(["words", "proof", "xx", "--project", folder, "--output", str(tmp_path)]) == 3


@pytest.mark.slow
@pytest.mark.parametrize(("locale", "say"), [("pt", str), ("fa", to_arabic)])
def test_words_that_do_not_fit_are_red_in_a_proof_and_listed_first(
    locale: str, say: Callable[[str], str], sources: Sources, tmp_path: Path
) -> None:
    """The back of a card has no room for some words four times, and no typeface has one letter of its title."""
    known = slots(sources.guide)
    long = {slot.text for name, slot in known.items() if name.startswith("c5.can-list.")}
    title = known["c5.title"].text

    def say_too_much(text: str) -> str:
        return say(" ".join([text] * 4)) if text in long else say(text) + "\U00012000" * (text == title)

    catalogue = po(sources.guide, locale, say_too_much)
    own = open_sources(lay(tmp_path, {f"translations/{locale}/guide.po": catalogue}))
    asked = Wanted(("card",), (locale,), ("001",), ("14-17",), ("screen",))
    jobs = [job for job in plan_jobs(asked, own) if job.item == "c5"]
    with pytest.raises(SourceError):
        check(jobs, own, MADE)
    found, faults = place_unfit(jobs, own, MADE)
    assert {fault.code for fault in faults} == {"overset", "missing-glyph"}
    of_card = {name: slot for name, slot in slots(own.guide).items() if name.startswith("c5")}
    data = proof_file(find_places(found, own, of_card), own, of_card, MADE, faults)
    first_page = pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
    assert "too many for the place" in first_page and "U+12000" in first_page and "c5" in first_page
    with pikepdf.open(io.BytesIO(data)) as pdf:
        notes = [note for page in pdf.pages for note in page.obj.get("/Annots", []) if note.Subtype == "/Square"]
        red = [str(note.T) for note in notes if float(note.C[0]) > 0.8]
    assert any("too many" in label for label in red) and any("c5.can-list." in label for label in red)
    assert len(red) < len(notes), "the front is not too long"
