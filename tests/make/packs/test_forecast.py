"""What a pack will be: the same counts as those of the pack that is made, and why it is not for readers yet."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from projects import CONFIRMED, COUNTRY, UNCONFIRMED, lay

from booklet.api.building import make_wanted, place_all, plan_all
from booklet.api.packing import (
    Commission,
    Forecast,
    choose_pack_jobs,
    find_packs,
    forecast_all,
    make_order,
    measure_ink,
    merge_reasons,
    pack_all,
    why_pack_fails,
)
from booklet.errors import SourceError
from booklet.facts.gate import Days
from booklet.make.build import open_sources
from booklet.make.document import Document
from booklet.sources.load import Sources
from booklet.values import replace

DAY = Days.on(date(2026, 11, 25))


def place(sources: Sources, kind: str, *products: str, item: str = "", sides: str = "both") -> list[Document]:
    usual = make_wanted(sources, products, country="XX", band="14-17", locale="en", item=item or ())
    return place_all(
        plan_all(choose_pack_jobs(usual, kind, products, has_ink=False, sides=sides), sources), sources, DAY
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return lay(tmp_path / "project", {COUNTRY: CONFIRMED})


@pytest.fixture
def unsure(tmp_path: Path) -> Sources:
    return open_sources(lay(tmp_path / "unsure", {COUNTRY: UNCONFIRMED}))


def expect(sources: Sources, documents: list[Document], *, quantity: int, **said: str) -> Forecast:
    order = make_order("copy-shop", quantity=quantity, **said)  # type: ignore[arg-type]
    ((found,),) = forecast_all(documents, order, sources, DAY)
    return found


@pytest.mark.slow
def test_what_is_foretold_is_what_the_pack_says(project: Path, tmp_path: Path) -> None:
    sources = open_sources(project)
    documents = place(sources, "copy-shop", "card", item="c1")
    order = make_order("copy-shop", quantity=25, price="5 KES", per="sheet")
    ((found,),) = forecast_all(documents, order, sources, DAY)
    (pack,) = pack_all(documents, order, sources, DAY, tmp_path / "made", lambda: None)
    (entry,) = pack.files
    assert (found.sides, found.sheets, str(found.cost)) == (entry["sides"], entry["sheets"], entry["cost"])
    assert found.state == entry["state"] == "draft" and entry["file"] == f"01_{found.name}"
    costs = [expect(sources, documents, quantity=25, price="5", per=per).cost for per in ("side", "sheet", "copy")]
    assert costs == [6 * 5, 3 * 5, 25 * 5] and found.cost == costs[1]
    assert round(100 * measure_ink(documents[0], sources, DAY.made), 1) == entry["coverage_percent"]


@pytest.mark.slow
def test_a_booklet_printed_on_one_side_takes_more_sheets(project: Path) -> None:
    sources = open_sources(project)
    both, one = (place(sources, "office", "booklet", sides=sides) for sides in ("both", "one"))
    order = make_order("office", quantity=2)
    ((folded,),), ((open_,),) = (forecast_all(each, order, sources, DAY) for each in (both, one))
    assert (folded.pages, folded.sides, folded.sheets) == (28, 28, 14)
    assert (open_.sides, open_.sheets) == (30, 30)


def test_weight_is_told_only_where_the_paper_says_what_it_weighs(project: Path) -> None:
    sources = open_sources(project)
    documents = place(sources, "copy-shop", "card", item="c1")
    assert expect(sources, documents, quantity=100).grams is None
    light = replace(Commission(), paper="recycled 80 g/m²")
    order = make_order("copy-shop", quantity=100, commission=light)
    ((found,),) = forecast_all(documents, order, sources, DAY)
    assert found.sheets == 10 and found.grams == round(10 * 0.210 * 0.297 * 80)
    pressed = place(sources, "press", "card", item="c1")
    ((card,),) = forecast_all(pressed, make_order("press", quantity=1000), sources, DAY)
    assert (card.sheets, card.paper, card.grams) == (None, "350 g/m²", round(1000 * 0.085 * 0.055 * 350))


def test_a_price_for_each_copy_is_reckoned_on_the_ticket_and_one_in_words_stays_as_it_is() -> None:
    assert (
        make_order("press", quantity=500, price="0.40 EUR", per="copy").commission.price
        == "500 × 0.40 EUR = 200.00 EUR"
    )
    assert make_order("press", quantity=500, price="as agreed").commission.price == "as agreed"
    assert make_order("office", quantity=5, price="1,5", per="sheet").price == Decimal("1.5")
    with pytest.raises(SourceError, match="wrong-price"):
        make_order("press", price="as agreed", per="copy")


@pytest.mark.slow
def test_every_number_that_nobody_called_is_a_reason(unsure: Sources, project: Path) -> None:
    (document,) = place(unsure, "office", "booklet")
    reasons = expect(unsure, [document], quantity=1).reasons
    assert [(one.kind, one.country, one.names, one.state) for one in reasons if one.is_proof] == [
        ("call", "XX", ("friends",), "unconfirmed")
    ]
    sure = open_sources(project)
    (signature,) = expect(sure, place(sure, "office", "booklet"), quantity=1).reasons
    assert (signature.kind, signature.is_proof, signature.locale, signature.band) == ("signature", False, "en", "14-17")
    assert "help-now" in signature.names


def test_reasons_that_differ_in_their_names_are_one(unsure: Sources) -> None:
    reasons = expect(unsure, place(unsure, "office", "booklet"), quantity=1).reasons
    assert merge_reasons((*reasons, *reasons)) == merge_reasons(reasons)
    two = [replace(reasons[0], names=(name,)) for name in ("a", "b", "a")]
    assert [one.names for one in merge_reasons(two)] == [("a", "b")]


@pytest.mark.slow
def test_packs_in_a_folder_are_found_and_held_against_the_sources_of_today(project: Path, tmp_path: Path) -> None:
    sources, made = open_sources(project), tmp_path / "made"
    order = make_order("office", quantity=30)
    list(pack_all(place(sources, "office", "card", item="c1"), order, sources, DAY, made, lambda: None))
    (made / "guide_notes.txt").write_text("mine")
    (pack,) = find_packs(made)
    assert (pack.version, pack.state, pack.made, pack.order) == (1, "draft", "2026-11-25", "office")
    assert pack.files[0]["quantity"] == 30 and not pack.is_set_aside
    assert [path.name for path in pack.paths][:2] == [f"{pack.name}.zip", "00_how-to-print.pdf"]
    assert why_pack_fails(pack, sources, DAY.made) == ""
    assert "is expired" in why_pack_fails(pack, sources, date(2027, 6, 1))
    country = project / COUNTRY
    country.write_text(country.read_text(encoding="utf-8").replace("0808 157 0192", "0808 157 0193"), encoding="utf-8")
    assert "something else" in why_pack_fails(pack, open_sources(project), DAY.made)


def test_a_manifest_names_no_file_outside_its_pack(project: Path, tmp_path: Path) -> None:
    pack = tmp_path / "guide_office_card_en_XX_v02_PROOF"
    pack.mkdir()
    (pack / "manifest.json").write_text('{"files": [{"file": "../secret"}, {"file": 3}, 4], "made": null}')
    (tmp_path / "secret").write_text("s")
    (found,) = find_packs(tmp_path)
    assert (found.files, found.version, found.state, found.made) == ((), 2, "proof", "")
    assert why_pack_fails(found, open_sources(project), DAY.made) == "it is a PROOF"
