"""The screen "Pages": every page with its name, what is to be mended and where, own pages, and what has changed."""

import gzip
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from browsers import Patience
from desks import Served, enter_as
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from booklet import open_project
from booklet.api.ownpages import PageText, add_own_page, list_own_pages
from booklet.desk.models import Event

AFTER = {"14-17": "friend", "10-13": "friend-tells"}

PLACES = {"after-14-17": "friend", "after-10-13": ""}

SENT = {"title": "A place to talk", "lead": "You can come in.", "text": "Every afternoon.", **PLACES}

LONG = "{id: our-card.f, kind: paragraph, text: '" + "We listen to you. " * 40 + "'}"

CARD = f"""\
cards:
  - {{id: our-card, title: Come, front-title: Come, front: [{LONG}], back: [{{use: m1, as: lines}}]}}
"""


def html(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.headers
    assert len(gzip.compress(answer.content)) < 10_000
    return answer.content.decode()


def add(folder: Path, *titles: str) -> list[str]:
    project = open_project(folder)
    return [add_own_page(project, PageText("notes", title), AFTER) for title in titles]


def own(folder: Path) -> list[str]:
    return [page.id for page in list_own_pages(open_project(folder)) if not page.is_fill]


@pytest.mark.slow
def test_all_pages_of_a_product_are_shown_by_name(client: Client) -> None:
    page = html(client, "/pages/")
    assert page.count('class="sheet"') == 28 and "Need help now?" in page
    assert html(client, "/pages/?product=card&band=10-13&locale=sw").count('class="sheet"') > 8
    assert 'alt="Page 3 as printed: Need help now?"' in html(client, "/pages/page/booklet/?locale=en&band=14-17&page=3")


@pytest.mark.slow
@pytest.mark.parametrize(("locale", "words"), [("en", "/words/english/"), ("sw", "/words/sw/sentences/")])
def test_a_page_leads_to_its_own_words(locale: str, words: str, client: Client) -> None:
    page = html(client, f"/pages/page/booklet/?locale={locale}&band=14-17&page=24")
    assert f'href="{words}?place=page+friend"' in page
    assert "friend.lead" in client.get(f"{words}?place=page+friend").content.decode()


@pytest.mark.slow
def test_what_is_not_there_leads_to_what_is(client: Client) -> None:
    assert html(client, "/pages/?product=hat&band=99&locale=xx").count('class="sheet"') == 28
    assert "1 of 28" in html(client, "/pages/page/booklet/?page=99&item=none")
    assert client.get("/pages/page/hat/").status_code == 302


@pytest.mark.slow
def test_what_does_not_fit_is_told_at_its_page_and_seen_there(client: Client, partner: Path) -> None:
    (partner / "cards.yaml").write_text(CARD)
    page = html(client, "/pages/?product=card")
    assert "too many for the place" in page and 'class="fault"' in page
    assert "item=our-card" in page and page.count('class="sheet"') == 18
    (address,) = set(re.findall(r'href="(/pages/page/card/[^"]*)">Page 1, Come<', page))
    assert "too many for the place" in html(client, address.replace("&amp;", "&"))
    other = html(client, "/pages/page/card/?locale=en&band=14-17&item=c1&page=1")
    assert "too many for the place" not in other and "Everything fits" in other


@pytest.mark.slow
def test_faults_of_a_file_lead_to_the_screen_that_mends_them(client: Client, partner: Path) -> None:
    country = partner / "translations/countries/KE.yaml"
    country.write_text(country.read_text("utf-8").replace("kind: helpline", "kind: hotline-of-no-kind", 1))
    page = html(client, "/pages/")
    assert 'href="/contacts/"' in page and "cannot be shown" in page


@pytest.mark.slow
def test_a_page_is_added_changed_and_taken_out(client: Client, partner: Path) -> None:
    assert "Put your own pages" in html(client, "/pages/own/")
    assert client.post("/pages/own/new/text/", {**SENT, "title": " "}).status_code == 422
    answer = client.post("/pages/own/new/text/", SENT)
    address = answer.headers["Location"]
    assert address == "/pages/own/our-a-place-to-talk/"
    page = html(client, address)
    assert "Every afternoon." in page and "page=" in page
    seen = page.partition('id="seen-own" value="')[2].partition('"')[0]
    said = {**SENT, "text": "In the morning.", "seen": seen}
    saved = client.post(address, said, headers={"X-Desk": "auto"})
    assert saved.status_code == 200 and 'id="saved-own"' in saved.content.decode()
    faulty = client.post(address, {**said, "title": ""}, headers={"X-Desk": "auto"})
    assert faulty.status_code == 422 and "Write the title" in faulty.content.decode()
    other = client.post(address, {**SENT, "text": "At night.", "seen": seen}, headers={"X-Desk": "auto"})
    assert other.status_code == 409 and "In the morning." in other.content.decode()
    assert "In the morning." in (partner / "pages.yaml").read_text("utf-8")
    assert "Remove “A place to talk”?" in html(client, f"{address}remove/")
    assert client.post(f"{address}remove/").status_code == 302
    assert own(partner) == []
    assert [event.who for event in Event.objects.filter(said__contains="A place to talk")] == ["Wanjiku"] * 3


@pytest.mark.slow
def test_pages_are_left_out_and_put_in_another_order(client: Client, partner: Path) -> None:
    one, two, three = add(partner, "One", "Two", "Three")
    assert client.post("/pages/own/order/", {"order": f"{three} {one} {two}"}).status_code == 302
    assert own(partner) == [three, one, two]
    client.post("/pages/own/order/", {"order": "", "down": three})
    assert own(partner) == [one, three, two]
    client.post("/pages/own/order/", {"order": "", "up": two})
    assert own(partner) == [one, two, three]
    client.post("/pages/own/order/", {"order": f"{three} {one}"})
    assert own(partner) == [one, two, three]
    client.post(f"/pages/own/{one}/switch/", {"off": "yes"})
    assert "Left out" in html(client, "/pages/own/") and "off: yes" in (partner / "pages.yaml").read_text("utf-8")
    assert html(client, "/pages/").count('class="sheet"') == 32
    assert client.get("/pages/own/our-none/").status_code == 404


@pytest.mark.slow
def test_a_picture_is_known_by_its_content(client: Client, partner: Path) -> None:
    data = BytesIO()
    Image.new("RGB", (900, 600), "teal").save(data, "PNG")
    said = {"title": "Our door", "alt": "A blue door.", "after-14-17": "friend", "after-10-13": "friend-tells"}
    bad = client.post("/pages/own/new/picture/", {**said, "picture": BytesIO(b"GIF89a not")})
    assert bad.status_code == 422 and "Our door" in bad.content.decode()
    assert not (partner / "layouts").exists() or not list((partner / "layouts/art").glob("*"))
    sent = BytesIO(data.getvalue())
    sent.name = "../door.exe.png"
    assert client.post("/pages/own/new/picture/", {**said, "picture": sent}).status_code == 302
    (file,) = (partner / "layouts/art").glob("*.png")
    assert file.read_bytes() == data.getvalue()
    again = BytesIO(data.getvalue())
    again.name = "other.png"
    assert client.post("/pages/own/our-our-door/", {"only": "picture", "picture": again}).status_code == 302
    assert list_own_pages(open_project(partner))[0].text == PageText(
        "picture", "Our door", picture="other.png", alt="A blue door."
    )


@pytest.mark.slow
def test_what_changed_since_a_page_was_signed_is_marked(client: Client, partner: Path) -> None:
    project = open_project(partner)
    (job,) = project.plan("card", country="KE", locale="en", band="14-17", edition="screen", item="c1")
    folder = partner / "desk/signed/0123456789abcdef"
    folder.mkdir(parents=True)
    (folder / "card_en_14-17_c1_2.png").write_bytes(project.preview(job, 2, 400))
    address = "locale=en&band=14-17&item=c1&page=2"
    assert f"/pages/compare/card/?{address}".replace("&", "&amp;") in html(client, f"/pages/page/card/?{address}")
    assert "is what it was" in html(client, f"/pages/compare/card/?{address}")
    country = partner / "translations/countries/KE.yaml"
    country.write_text(country.read_text("utf-8").replace("Childline Kenya", "Childline of Kenya"), "utf-8")
    page = html(client, f"/pages/compare/card/?{address}")
    assert "different" in page and "Hide the marks" in page
    marked, plain = (client.get(f"/pages/marked/card/?{address}{end}").content for end in ("", "&marks=off"))
    assert marked != plain and Image.open(BytesIO(marked)).size[0] == 400
    assert client.get(f"/pages/signed/card/?{address}").content == (folder / "card_en_14-17_c1_2.png").read_bytes()
    assert client.get("/pages/signed/card/?locale=en&band=14-17&item=c1&page=1").status_code == 404


@pytest.mark.slow
def test_arrow_keys_turn_pages_and_a_page_is_dragged(browser: Any, desk: Served) -> None:
    one, two, three = add(desk.folder, "One", "Two", "Three")
    for language, key in (("en", Keys.ARROW_RIGHT), ("ar", Keys.ARROW_LEFT)):
        enter_as(browser, desk, language=language)
        browser.get(f"{desk.address}/pages/page/card/?locale=en&band=14-17&item=c1&page=1")
        browser.find_element(By.TAG_NAME, "body").send_keys(key)
        assert "page=2" in browser.current_url
    browser.get(f"{desk.address}/pages/own/")
    handles = browser.find_elements(By.CSS_SELECTOR, ".handle")
    way = handles[0].rect["y"] - handles[2].rect["y"]
    ActionChains(browser).drag_and_drop_by_offset(handles[2], 0, round(way) - 5).perform()
    Patience(browser, 10).until(lambda _: own(desk.folder) == [three, one, two])


@pytest.mark.slow
def test_what_waits_is_told_without_a_command_and_leads_to_its_screen(client: Client, partner: Path) -> None:
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100"><path d="M0 0h399v99z"/></svg>'
    client.post("/start/save/logo/", {"page": "index", "logo": SimpleUploadedFile("our.svg", drawn)})
    page = html(client, "/pages/")
    assert "is confirmed by nobody" in page and "--by" not in page and 'href="/calls/look/"' in page
