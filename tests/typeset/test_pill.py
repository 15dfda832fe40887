"""The emergency pill: numbers of any length have a form that takes them."""

from datetime import date
from pathlib import Path

import pytest
from projects import CONFIRMED, COUNTRY, called, lay

from booklet.facts.phone import find_dialled, keep_together
from booklet.geometry import mm
from booklet.make.build import check, open_sources
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.typeset.house import House
from booklet.typeset.pill import HEIGHT, pill
from booklet.typeset.placed import texts_of
from booklet.words.manuscript import Contact, Help, Number

MEASURE = mm(117)

LONG = ("0800 123 456 789", "0801 123 456 789", "0802 123 456 789")

SERVICES = ("police", "ambulance", "fire")


def emergency(*numbers: str, services: tuple[str, ...] = SERVICES) -> Help:
    printed = tuple(
        Number(keep_together(number), find_dialled(number, "GB"), service)
        for number, service in zip(numbers, services, strict=False)
    )
    contact = Contact("emergency", "Emergency", "", printed, "", "", (), "")
    return Help(contact, contact, ())


def test_short_numbers_stand_side_by_side(house: House) -> None:
    found = pill(emergency("191", "1669", "199"), MEASURE, house)
    assert (found.height, found.oversets) == (HEIGHT, ())


@pytest.mark.parametrize("services", [SERVICES, ("", "", "")])
def test_long_numbers_have_a_line_each_and_no_number_touches_another(services: tuple[str, ...], house: House) -> None:
    found = pill(emergency(*LONG, services=services), MEASURE, house)
    assert found.oversets == ()
    assert HEIGHT < found.height < 2 * HEIGHT
    lines = [text for text in texts_of(found.items) if text.line.text.strip() in map(keep_together, LONG)]
    assert len({round(text.y, 1) for text in lines}) == 3


def test_one_long_number_of_all_services_gives_way_to_what_the_pill_is_for(house: House) -> None:
    found = pill(emergency(LONG[0], services=("",)), MEASURE, house)
    assert (found.height, found.oversets) == (HEIGHT, ())
    (number,) = (text for text in texts_of(found.items) if text.line.text == keep_together(LONG[0]))
    words = [text for text in texts_of(found.items) if text is not number]
    assert max(text.x + text.line.width for text in words) < number.x


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "en-XA", "ar-XB", "th-XC"])
def test_three_long_emergency_numbers_fit_every_product(locale: str, tmp_path: Path) -> None:
    numbers = ", ".join(
        f"{{printed: '{number}', service: {service}}}" for number, service in zip(LONG, SERVICES, strict=True)
    )
    contact = f"""\
  - id: emergency
    kind: emergency
    name: {{en: Emergency}}
    numbers: [{numbers}]
    sources: [{{url: https://gazette.example/7}}]
    confidence: high
    checked: {{by: A. Tester, on: 2026-11-20}}
law:"""
    opened = open_sources(lay(tmp_path, {COUNTRY: called(CONFIRMED.replace("law:", contact))}))
    products = ("booklet", "poster", "card", "insert", "sticker")
    made = date(2026, 11, 25)
    wanted = Wanted(products, (locale,), ("XX",), ("14-17", "10-13"), ("screen",))
    found = check(plan_jobs(wanted, opened), opened, made, made)
    kinds = {(document.job.product, document.job.band): document for document in reversed(found)}
    assert len(kinds) == len(products) * 2
    for document in kinds.values():  # items of a product have the same pill, or none
        prove(document, draw(document, opened, made), opened, made)
