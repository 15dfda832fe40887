"""The pack of a session: what is in it, how many copies of each, and that it is as unsure as the least sure of it."""

import hashlib
import json
import re
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from booklet.api.building import make_wanted, plan_all
from booklet.api.packing import choose_pack_jobs, make_order, pack_all
from booklet.errors import SourceError
from booklet.facts.gate import Days
from booklet.jobs import SLIDES, Job
from booklet.make.build import check
from booklet.make.packs.forecast import forecast
from booklet.make.packs.kinds import GROUP, KINDS, PUPILS
from booklet.make.packs.naming import name_pack
from booklet.make.planning import plan_jobs
from booklet.sources.load import Sources
from booklet.text.markup import letters

DAYS = Days(date(2026, 11, 27), date(2026, 11, 27))

DECK = [f"t{number}" for number in (*range(1, 9), 10, 11, 12)]
"""The cards to talk about of pupils from 14 to 17."""

PAPERS = ["session", "quiz-sheet", "plan-sheet", "leaflet"]

PRINTED = [*PAPERS, "p1", "p2", "p3", "c1", *DECK, ""]


def jobs(sources: Sources, band: str, *, country: str = "KE", has_event: bool = False) -> list[Job]:
    usual = make_wanted(sources, (), locale="en", country=country, band=band)
    return plan_jobs(choose_pack_jobs(usual, "session", (), has_ink=False, has_event=has_event), sources)


def printed(found: list[Job]) -> list[Job]:
    return [job for job in found if job.item != SLIDES]


def test_a_session_holds_papers_posters_cards_a_deck_and_booklets(sources: Sources) -> None:
    found = printed(jobs(sources, "14-17"))
    assert [job.item for job in found] == PRINTED
    assert {job.ink for job in found} == {"grey"} and {job.edition for job in found} == {"office"}
    assert {job.layout for job in found if job.product == "poster"} == {"poster-a4-mono"}
    younger = [job.item for job in printed(jobs(sources, "10-13"))]
    own = {"quiz-sheet", *DECK, *(f"t{number}" for number in range(1, 13))}
    assert [item for item in younger if item not in own] == [item for item in PRINTED if item not in own]
    assert len([item for item in younger if item.startswith("t")]) == len(DECK)


@pytest.mark.parametrize("band", ["14-17", "10-13"])
def test_its_slides_are_for_a_screen_as_pdf_and_for_powerpoint(band: str, sources: Sources) -> None:
    slides = [job for job in jobs(sources, band) if job.item == SLIDES]
    assert [(job.edition, job.ink, job.suffix) for job in slides] == [
        ("screen", "colour", ".pdf"),
        ("screen", "colour", ".pptx"),
    ]


def test_no_other_pack_has_slides(sources: Sources) -> None:
    usual = make_wanted(sources, (), locale="en", country="KE", band="14-17")
    found = plan_jobs(choose_pack_jobs(usual, "office", ("kit",), has_ink=False), sources)
    assert found and SLIDES not in {job.item for job in found}


def test_the_page_of_a_day_is_in_it_where_a_run_has_one(sources: Sources) -> None:
    assert {job.item for job in printed(jobs(sources, "14-17", has_event=True))} - set(PRINTED) == {"day"}


def test_letter_is_taken_where_a_country_uses_it(sources: Sources) -> None:
    kit = [job for job in printed(jobs(sources, "14-17", country="US")) if job.product == "kit"]
    assert [job.layout for job in kit] == [f"kit-{item}-letter" for item in PAPERS]


@pytest.mark.parametrize(("quantity", "pupils", "decks"), [(28, 28, 7), (29, 29, 8), (None, PUPILS, 8)])
def test_each_pupil_has_a_card_the_sheets_and_a_leaflet_and_each_group_a_deck(
    quantity: int | None, pupils: int, decks: int, sources: Sources
) -> None:
    order = make_order("session", quantity=quantity)
    copies = {job.item: order.count_copies(job, sources) for job in jobs(sources, "14-17")}
    each = dict.fromkeys(("quiz-sheet", "plan-sheet", "leaflet", "c1"), pupils)
    assert copies == {"session": 2, SLIDES: 0, "p1": 1, "p2": 1, "p3": 1, "": 5} | each | dict.fromkeys(DECK, decks)
    assert GROUP * (decks - 1) < pupils <= GROUP * decks


def test_other_packs_have_as_many_of_each_as_is_asked_for(sources: Sources) -> None:
    order = make_order("office", quantity=7)
    assert {order.count_copies(job, sources) for job in jobs(sources, "14-17")} == {7}
    assert [kind for kind, held in KINDS.items() if held.parts] == ["session"]


@pytest.mark.slow
def test_it_is_named_as_usual_with_its_slides_and_by_its_parts_without(sources: Sources) -> None:
    documents = check(jobs(sources, "14-17"), sources, DAYS.made, DAYS.real)
    kind = KINDS["session"]
    assert name_pack(documents, "session", kind, sources) == "guide_session_14-17_en_KE"
    without = [document for document in documents if document.job.item != SLIDES]
    assert name_pack(without, "session", kind, sources) != "guide_session_14-17_en_KE"
    told = {one.job.item: one for one in forecast(documents, make_order("session", price="0.05"), sources, DAYS)}
    slides, leaflet, card = told[SLIDES], told["leaflet"], told["t1"]
    assert (slides.sides, slides.sheets, slides.paper, slides.grams, slides.cost) == (0, 0, "", None, Decimal("0"))
    assert (leaflet.sides, leaflet.sheets, leaflet.cost) == (2 * PUPILS, PUPILS, Decimal("3.00"))
    assert (card.quantity, card.sides, card.sheets) == (8, 2, 1)


@pytest.mark.slow
def test_its_folder_is_a_proof_if_one_of_its_files_is(sources: Sources, tmp_path: Path) -> None:
    asked = [job for job in jobs(sources, "14-17") if job.item in ("session", SLIDES, "c1", "t1")]
    documents = check(asked, sources, DAYS.made, DAYS.real)
    order = make_order("session", quantity=28, price="0.05 EUR")
    (packed,) = pack_all(documents, order, sources, DAYS, tmp_path, lambda: None)
    assert packed.folder.name.endswith("_PROOF") and {file["state"] for file in packed.files} == {"proof"}
    manifest = json.loads((packed.folder / "manifest.json").read_text("utf-8"))["files"]
    assert [file["quantity"] for file in manifest] == [2, 0, 0, 28, 7]
    assert [(file["sheets"], file["cost"], file["coverage_percent"]) for file in manifest[1:3]] == [
        (0, "0.00", 0.0)
    ] * 2
    sums = dict(line.split()[::-1] for line in (packed.folder / "SHA256SUMS").read_text("ascii").splitlines())
    shown = [file["file"] for file in manifest[1:3]]
    assert [name[name.rindex("_PROOF") :] for name in shown] == ["_PROOF.pdf", "_PROOF.pptx"]
    with zipfile.ZipFile(packed.archive) as archive:
        for name in shown:
            data = archive.read(f"{packed.folder.name}/{name}")
            assert hashlib.sha256(data).hexdigest() == sums[name] == manifest[1 + shown.index(name)]["sha256"]
    with pypdfium2.PdfDocument(packed.folder / "00_how-to-print.pdf") as pages:
        text = letters(re.sub(r"\s+", " ", "".join(page.get_textpage().get_text_range() for page in pages)))
    places = [text.index(letters(words)) for words in (
        "45 minutes that make telling easier", "Slides", "Show one of these files on a wall.", "Tip cards",
        "Cards to talk about",
    )]  # fmt: skip
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("asked", "code", "place"),
    [
        ({"layout": "kit-day-a4", "item": ("slides",)}, "item-layout", "--layout"),
        ({"layout": ("kit-day-a4", "kit-session-a4"), "item": ("day", "choose")}, "item-layout", "--layout"),
        ({"edition": "press", "item": ("session", "slides")}, "nothing-to-build", "--edition"),
        ({"edition": "office", "item": ("slides",)}, "nothing-to-build", "--edition"),
    ],
)
def test_no_paper_that_is_asked_for_is_left_out_in_silence(
    asked: dict[str, Any], code: str, place: str, sources: Sources
) -> None:
    with pytest.raises(SourceError) as caught:
        plan_all(make_wanted(sources, ("kit",), locale="en", country="KE", **asked), sources)
    assert [(one.code, str(one.where)) for one in caught.value.findings] == [(code, place)]


def test_there_is_no_session_in_easy_words(sources: Sources) -> None:
    usual = make_wanted(sources, (), locale="en", country="KE", band="easy")
    with pytest.raises(SourceError, match="no session in easy words"):
        choose_pack_jobs(usual, "session", (), has_ink=False)
