"""The pack of a session: what is in it, how many copies of each, and that it is as unsure as the least sure of it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from booklet.api.building import make_wanted, plan_all
from booklet.api.packing import choose_pack_jobs, make_order, pack_all
from booklet.errors import SourceError
from booklet.facts.gate import Days
from booklet.jobs import Job
from booklet.make.build import check
from booklet.make.packs.kinds import KINDS, PUPILS
from booklet.make.planning import plan_jobs
from booklet.sources.load import Sources
from booklet.text.markup import letters

DAYS = Days(date(2026, 11, 27), date(2026, 11, 27))

HELD = ["session", "quiz-sheet", "plan-sheet", "p1", "p2", "p3", "c1", ""]


def jobs(sources: Sources, band: str, *, country: str = "KE", has_event: bool = False) -> list[Job]:
    usual = make_wanted(sources, (), locale="en", country=country, band=band)
    return plan_jobs(choose_pack_jobs(usual, "session", (), has_ink=False, has_event=has_event), sources)


def test_a_session_holds_plan_sheets_posters_a_card_and_booklets(sources: Sources) -> None:
    found = jobs(sources, "14-17")
    assert [job.item for job in found] == HELD
    assert {job.ink for job in found} == {"grey"} and {job.edition for job in found} == {"office"}
    assert {job.layout for job in found if job.product == "poster"} == {"poster-a4-mono"}
    assert [job.item for job in jobs(sources, "10-13")] == [item for item in HELD if item != "quiz-sheet"]


def test_the_page_of_a_day_is_in_it_where_a_run_has_one(sources: Sources) -> None:
    assert {job.item for job in jobs(sources, "14-17", has_event=True)} - set(HELD) == {"day"}


def test_letter_is_taken_where_a_country_uses_it(sources: Sources) -> None:
    kit = [job for job in jobs(sources, "14-17", country="US") if job.product == "kit"]
    assert [job.layout for job in kit] == [f"kit-{item}-letter" for item in ("session", "quiz-sheet", "plan-sheet")]


@pytest.mark.parametrize(("quantity", "pupils"), [(28, 28), (None, PUPILS)])
def test_each_pupil_has_a_card_and_the_sheets(quantity: int | None, pupils: int, sources: Sources) -> None:
    order = make_order("session", quantity=quantity)
    copies = {job.item: order.count_copies(job) for job in jobs(sources, "14-17")}
    each = {"quiz-sheet": pupils, "plan-sheet": pupils, "c1": pupils}
    assert copies == {"session": 2, "p1": 1, "p2": 1, "p3": 1, "": 5} | each


def test_other_packs_have_as_many_of_each_as_is_asked_for(sources: Sources) -> None:
    order = make_order("office", quantity=7)
    assert {order.count_copies(job) for job in jobs(sources, "14-17")} == {7}
    assert [kind for kind, held in KINDS.items() if held.parts] == ["session"]


@pytest.mark.slow
def test_its_folder_is_a_proof_if_one_of_its_files_is(sources: Sources, tmp_path: Path) -> None:
    asked = [job for job in jobs(sources, "14-17") if job.item in ("session", "c1")]
    documents = check(asked, sources, DAYS.made, DAYS.real)
    (packed,) = pack_all(documents, make_order("session", quantity=28), sources, DAYS, tmp_path, lambda: None)
    assert packed.folder.name.endswith("_PROOF") and {file["state"] for file in packed.files} == {"proof"}
    manifest = json.loads((packed.folder / "manifest.json").read_text("utf-8"))
    assert [file["quantity"] for file in manifest["files"]] == [2, 28]
    with pypdfium2.PdfDocument(packed.folder / "00_how-to-print.pdf") as pages:
        text = letters("".join(page.get_textpage().get_text_range() for page in pages))
    assert letters("45 minutes that make telling easier") in text


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


def test_a_pack_says_that_it_has_no_slides(sources: Sources) -> None:
    usual = make_wanted(sources, (), locale="en", country="KE", item="slides")
    with pytest.raises(SourceError, match="slides are for screens alone"):
        plan_jobs(choose_pack_jobs(usual, "session", (), has_ink=False), sources)


def test_there_is_no_session_in_easy_words(sources: Sources) -> None:
    usual = make_wanted(sources, (), locale="en", country="KE", band="easy")
    with pytest.raises(SourceError, match="no session in easy words"):
        choose_pack_jobs(usual, "session", (), has_ink=False)
