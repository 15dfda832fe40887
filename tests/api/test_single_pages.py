"""Pages of a file: pictures of single ones, what stands on them by name, and where a message and a contact stand."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from projects import CONFIRMED, COUNTRY, lay

import booklet
from booklet.api.places import Printed
from booklet.facts.fingerprint import fingerprint
from booklet.text.markup import plain_text
from booklet.words.own_words import strings_by_id

DAY = date(2026, 11, 25)


_built: dict[booklet.Job, bytes] = {}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> booklet.Project:
    return booklet.open_project(lay(tmp_path_factory.mktemp("own"), {COUNTRY: CONFIRMED}))


def job(project: booklet.Project, product: str, locale: str = "en", item: str = "") -> booklet.Job:
    axes = {"country": "XX", "locale": locale, "band": "14-17", "edition": "screen"}
    return project.plan(product, item=item or (), **axes)[0]


OLD = fingerprint(["Six steps for a bad moment. Read them when you’re alone."])


@pytest.mark.slow
@pytest.mark.parametrize(("product", "locale", "pages"), [("booklet", "ar", (28, 2)), ("insert", "ar+en", (2, 1))])
def test_a_picture_of_a_page_is_what_the_whole_file_shows(
    product: str, locale: str, pages: tuple[int, ...], own: booklet.Project
) -> None:
    asked = job(own, product, locale)
    shown = own.previews(asked, pages, 120, DAY)
    with pypdfium2.PdfDocument(own.build(asked, DAY).data) as document:
        for number, data in zip(pages, shown, strict=True):
            page = document[number - 1]
            whole = page.render(scale=120 / page.get_width()).to_pil()
            assert Image.open(BytesIO(data)).tobytes() == whole.tobytes()


def test_pages_are_told_by_name(own: booklet.Project) -> None:
    pages = own.pages(job(own, "booklet"), DAY)
    assert [page.number for page in pages] == list(range(1, 29))
    assert (pages[0].topic, pages[2].title) == ("cover", "Need help now?")
    assert {page.trim for page in pages} == {(148.0, 210.0)} and not any(page.is_own for page in pages)
    assert [page.trim for page in own.pages(job(own, "poster", item="p1"), DAY)] == [(297.0, 420.0)]


def read(project: booklet.Project, place: Printed) -> str:
    """Return what a file has where something is said to stand."""
    if place.job not in _built:
        _built[place.job] = project.build(place.job, DAY).data
    with pypdfium2.PdfDocument(_built[place.job]) as document:
        page = document[place.page - 1]
        width, height = page.get_size()
        left, top = place.left * width, height - place.top * height
        box = (left - 1, top - place.height * height - 1, left + place.width * width + 1, top + 1)
        return " ".join(page.get_textpage().get_text_bounded(*box).split())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("message", "locale", "said", "where"),
    [
        ("c1.front", "en", "Six steps for a bad moment.", [("card", "c1", 1)]),
        ("friend.lead", "sw", "", [("booklet", "", 24)]),
        (
            "m1",
            "en",
            "",
            [("booklet", "", 13), ("booklet", "", 28), ("poster", "p1", 1), ("card", "c4", 2), ("kit", "slides", 12)],
        ),
        ("m1@10-13", "en", "", []),
    ],
)
def test_a_message_is_found_where_it_is_printed(
    message: str, locale: str, said: str, where: list[tuple[str, str, int]], own: booklet.Project
) -> None:
    found = own.find_message(message, locale=locale, country="XX", band="14-17", day=DAY)
    assert [(one.job.product, one.job.item, one.page) for one in found] == where
    guide = own.sources.translated_guide(locale).guide
    words = said or next((form for form in strings_by_id(guide)[message.partition("@")[0]]["text"].forms), "")
    assert not found or plain_text(words).split()[:4] == read(own, found[0]).split()[:4]


def test_a_label_stands_on_many_pages_and_what_is_none_is_told(own: booklet.Project) -> None:
    found = own.find_message("labels.foot.help", locale="en", country="XX", band="14-17", day=DAY)
    assert len(found) == 13 and read(own, found[0]) == "Help: page 27"
    with pytest.raises(booklet.SourceError, match="unknown-message"):
        own.find_message("c1.fron", locale="en", country="XX", band="14-17", day=DAY)


def test_a_contact_is_found_by_its_number_or_else_by_its_address(own: booklet.Project) -> None:
    jobs = [job(own, "booklet"), job(own, "card", item="c1")]
    found = own.find_contact(own.contacts("XX")[1], jobs, DAY)
    assert [(one.job.product, one.page) for one in found] == [("booklet", 27)]
    assert "020 7946 0018" in read(own, found[0])
    everywhere = own.find_contact(own.contacts("XX")[0], jobs, DAY)
    assert {one.job.product for one in everywhere} == {"booklet", "card"}
    assert all("0808 157 0192" in read(own, one) for one in everywhere[:1] + everywhere[-1:])


def test_what_does_not_fit_is_shown_to_whoever_asks_for_it(tmp_path: Path) -> None:
    words = f"c1.front:\n  text: {'Another sentence for a bad moment. ' * 12}\n  replaces: {OLD}\n"
    project = booklet.open_project(lay(tmp_path, {COUNTRY: CONFIRMED, "words.yaml": words, "brand.yaml": "name: A\n"}))
    with pytest.raises(booklet.SourceError, match="overset"):
        project.preview(job(project, "card", item="c1"), 1, 60, DAY)
    assert project.preview(job(project, "card", item="c1"), 1, 60, DAY, even_if_unfit=True)[:4] == b"\x89PNG"
    assert len(project.pages(job(project, "card", item="c1"), DAY)) == 2
