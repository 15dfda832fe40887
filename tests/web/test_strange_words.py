"""Words of partners in a web page and in an EPUB: they are shown as they are written, and are nothing but words."""

from pathlib import Path

import pytest
from lxml import html
from once import MADE
from projects import CONFIRMED, called
from webpages import lay_country, place_in

from booklet.make.writing import draw_sound

NAME = 'A & "B" -- > C'


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["web", "epub"])
def test_a_name_is_a_name(edition: str, tmp_path: Path) -> None:
    strange = called(CONFIRMED.replace("name: {en: Example Line}", f"name: {{en: '{NAME}'}}"))
    assert strange != CONFIRMED
    laid = lay_country(tmp_path, strange)
    drawn = draw_sound(place_in(laid, (edition, "en", "XX", "14-17")), laid, MADE)
    assert drawn.state == "draft"
    if edition == "web":
        root = html.document_fromstring(drawn.data.decode())
        (who,) = root.xpath("//nav//span")
        assert who.text_content() == NAME


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["web", "epub"])
def test_an_address_with_signs_is_whole(edition: str, tmp_path: Path) -> None:
    address = "https://line.example/help?a=1&b=2"
    laid = lay_country(tmp_path, called(CONFIRMED.replace("https://line.example/", address, 1)))
    drawn = draw_sound(place_in(laid, (edition, "en", "XX", "14-17")), laid, MADE)
    assert drawn.proof.addresses > 0


@pytest.mark.slow
def test_a_number_for_messages_writes_and_one_from_abroad_calls(tmp_path: Path) -> None:
    more = "web: https://line.example/\n    sms: {to: '85258', word: HELP}\n    abroad: '+44 20 7946 0018'"
    laid = lay_country(tmp_path, called(CONFIRMED.replace("web: https://line.example/", more, 1)))
    text = draw_sound(place_in(laid, ("web", "en", "XX", "14-17")), laid, MADE).data.decode()
    assert '<a class="number" href="sms:85258">85258</a>' in text
    assert 'href="tel:+442079460018">+44\u00a020\u00a07946\u00a00018</a>' in text
