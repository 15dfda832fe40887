"""Help: every page stands, is found by its words, and says where it is done."""

import pytest
from desks import let_in
from django.test import Client

from booklet.desk.help.topics import TOPICS


@pytest.mark.parametrize("slug", TOPICS)
def test_a_page_stands_in_one_piece(slug: str, client: Client) -> None:
    answer = client.get(f"/help/{slug}/")
    page = answer.content.decode()
    assert answer.status_code == 200 and f"<h1>{TOPICS[slug].title}</h1>".replace("'", "&#x27;") in page
    assert "style=" not in page and " on" + "click" not in page


@pytest.mark.parametrize(
    ("typed", "slug"), [("STAPLE", "copy-shop"), ("bleed", "press"), ("six months", "calls"), ("flíp", "flip")]
)
def test_a_page_is_found_by_its_words(typed: str, slug: str, client: Client) -> None:
    page = client.get("/help/found/", {"q": typed}).content.decode()
    assert f"/help/{slug}/" in page and page.count("/help/") < len(TOPICS)
    assert "<h1>Help</h1>" in client.get("/help/", {"q": typed}).content.decode()


def test_what_is_not_found_is_said(client: Client) -> None:
    page = client.get("/help/found/", {"q": "xylophone<i>"}).content.decode()
    assert "xylophone&lt;i&gt;" in page
    assert client.get("/help/nothing/").status_code == 404


def test_help_is_there_before_there_is_an_edition(nowhere: object) -> None:
    client = let_in(Client(), name="")
    for slug in ("proof", "folder", "backup"):
        page = client.get(f"/help/{slug}/").content.decode()
        assert "<img class" not in page and "<h1>" in page
