"""A project that is read again after a change shows what a freshly opened one shows, whatever file has changed."""

from collections.abc import Callable
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from projects import CONFIRMED, COUNTRY, OWN, UNCONFIRMED, lay
from speed import first

from booklet import BookletError, Project, open_project
from booklet.api.building import place_all
from booklet.facts.fingerprint import fingerprint
from booklet.facts.gate import Days

DAY = date(2026, 11, 25)

LABELS = "translations/en/labels.yaml"

WORDS = f"""\
c1.front:
  text: Another sentence for a bad moment.
  replaces: {fingerprint(["Six steps for a bad moment. Read them when you’re alone."])}
"""

BRAND = "name: Amani House\ncontact: www.amani.example\n"

PAGES = """\
pages:
  - id: our-place
    after: [friend, friend-tells]
    title: A place where you can talk
    blocks:
      - {id: our-place.lead, kind: paragraph, as: lead, text: "You can come in."}
      - {id: our-place.door, kind: picture, file: door.png, width: 60, alt: "A blue door.", text: It is open.}
  - {id: our-notes, after: our-place, title: My notes, blocks: [{id: our-notes.lines, kind: lines}]}
  - {id: our-plan, after: our-notes, title: My plan, blocks: [{id: our-plan.lines, kind: lines}]}
  - {id: our-rest, after: our-plan, title: More notes, blocks: [{id: our-rest.lines, kind: lines}]}
"""

CARDS = """\
cards:
  - id: our-card
    title: Talk to us
    front: [{id: our-card.front, kind: paragraph, text: Come in.}]
    back: [{id: our-card.back, kind: paragraph, text: We listen.}]
"""

SIGNED = """\
signatures:
  - {topic: c1, band: 14-17, role: editor, by: A. Tester, on: 2026-11-20, words: '0000000000000000'}
"""


def ours(name: str, old: str, new: str) -> str:
    """Return a file of ours with another word in it, as a partner lays it over ours."""
    text = (OWN / name).read_text("utf-8")
    assert old in text
    return text.replace(old, new)


def picture(width: int, height: int = 300) -> bytes:
    data = BytesIO()
    Image.new("RGB", (width, height), (20, 40, 200)).save(data, "PNG")
    return data.getvalue()


def shown(project: Project) -> list[object]:
    """Return what a project shows, down to the last glyph of some products, or the faults that it tells."""
    found: list[object] = [project.countries, project.locales, project.scenes, project.printers, project.layouts]
    found += [project.sources.notes, project.sources.brand, dict(project.sources.confirmed)]
    asks: list[Callable[[], object]] = [
        lambda: project.country("XX", DAY),
        lambda: [project.contact_state(contact, DAY) for contact in project.contacts("XX")],
        lambda: [(project.sources.standings(tag), project.sources.rule_findings(tag)) for tag in ("en", "sw")],
        lambda: [project.sources.topic_hashes(tag, "14-17") for tag in ("en", "sw")],
        lambda: [project.locale(tag) for tag in project.locales],
        lambda: project.sources.layout("booklet-a5").for_band("14-17").pages,
        lambda: place(project, "insert", "en", ""),
        lambda: paint(project),
    ]
    asks += [partial(place, project, "card", tag, item) for tag, item in (("sw", "c1"), ("en", "our-card"))]
    return [*found, *map(told, asks)]


def told(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except BookletError as error:
        return error.findings


def place(project: Project, product: str, locale: str, item: str) -> object:
    jobs = project.plan(product, locale=locale, country="XX", band="14-17", edition="press", item=item or ())
    (document,) = place_all(jobs, project.sources, Days(DAY, DAY))
    return document.placed, document.findings, document.why, document.standing, document.words


def paint(project: Project) -> bytes:
    return project.preview(project.plan("card", locale="en", country="XX", band="14-17", item="c2")[0], 1, 60, DAY)


BEGUN: dict[str, str | bytes] = {
    COUNTRY: CONFIRMED,
    "brand.yaml": BRAND,
    "pages.yaml": PAGES,
    "layouts/art/door.png": picture(900),
}

CHANGES: dict[str, tuple[str, str | bytes | None]] = {
    "a number": (COUNTRY, CONFIRMED.replace("0808 157 0192", "0808 157 0193")),
    "a catalogue": ("translations/sw/guide.po", ours("translations/sw/guide.po", "wewe", "wewewe")),
    "signatures": ("translations/sw/reviews.yaml", SIGNED),
    "an own page": ("pages.yaml", PAGES.replace("come in", "come in now")),
    "a brand": ("brand.yaml", BRAND.replace("House", "Home") + "accent: coral\n"),
    "a fault in a country": (COUNTRY, CONFIRMED.replace("kind: support", "kind: suport")),
    "signatures of ours": ("translations/en/reviews.yaml", SIGNED),
    "English words": (LABELS, ours(LABELS, "Six steps that", "Steps that")),
    "a picture": ("layouts/art/door.png", picture(300, 600)),
    "a scene": ("layouts/scenes/card-c2.yaml", ours("layouts/scenes/card-c2.yaml", "ground: mint", "ground: coral")),
    "a theme": ("layouts/theme.yaml", ours("layouts/theme.yaml", "weight: 500", "weight: 600")),
    "a file that nothing reads": ("words.yml", "x"),
    "a call that ended": (COUNTRY, UNCONFIRMED),
    "another country": ("translations/countries/XY.yaml", CONFIRMED.replace("XX", "XY")),
    "the world": ("translations/countries/001.yaml", ours("translations/countries/001.yaml", "StopNCII", "StopNow")),
    "a language": ("translations/rw/guide.po", ours("translations/sw/guide.po", "Language: sw", "Language: rw")),
    "phrases": ("translations/sw/rules.yaml", "phrases: {no-blame: [namba]}\n"),
    "an own word": ("words.yaml", WORDS),
    "no own page": ("pages.yaml", None),
    "an own card": ("cards.yaml", CARDS),
    "a fault in a brand": ("brand.yaml", "colour: red\n"),
    "a logo": ("layouts/art/logo.png", picture(600, 200)),
    "an answer": ("confirmed.yaml", "confirmed: [{place: x, of: y, answer: tried, by: A. Tester, on: 2026-11-20}]\n"),
    "a photo that nothing reads": ("photos/door.gif", b"GIF"),
}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return open_project(lay(tmp_path_factory.mktemp("own"), BEGUN))


@pytest.fixture(scope="module")
def begun(own: Project) -> list[object]:
    return shown(own)


@pytest.mark.slow
@pytest.mark.parametrize("change", first(12, CHANGES))
def test_a_project_read_again_shows_what_a_freshly_opened_one_does(
    change: str, own: Project, begun: list[object]
) -> None:
    assert own.path
    file, text = CHANGES[change]
    try:
        write(own.path / file, text)
        after = told(lambda: shown(own) if own.refresh() else [])
        fresh = told(lambda: shown(open_project(own.path)))
        assert after == fresh != begun
    finally:
        write(own.path / file, BEGUN.get(file))
        assert own.refresh() and not own.refresh()


def test_a_project_is_what_it_was_once_all_is_written_as_it_was(own: Project, begun: list[object]) -> None:
    assert shown(own) == begun


@pytest.mark.slow
def test_values_that_were_returned_stay_as_they_were_and_a_faulty_file_is_told_until_it_is_mended(
    tmp_path: Path,
) -> None:
    project = open_project(lay(tmp_path, {COUNTRY: CONFIRMED, "brand.yaml": BRAND}))
    contacts, brand = project.contacts("XX"), project.sources.brand
    lay(tmp_path, {COUNTRY: UNCONFIRMED, "brand.yaml": "colour: red\n"})
    for _ in range(2):
        with pytest.raises(BookletError, match="unknown-key"):
            project.refresh()
    lay(tmp_path, {"brand.yaml": "name: Another\n"})
    assert project.refresh() and not project.refresh()
    assert (project.contacts("XX") == contacts, contacts[0].checked is not None) == (False, True)
    assert (brand.name, project.sources.brand.name) == ("Amani House", "Another")


def test_what_lies_behind_a_link_is_read_again_each_time(tmp_path: Path) -> None:
    lay(tmp_path, {"shared/XX.yaml": CONFIRMED})
    (tmp_path / "translations").mkdir()
    (tmp_path / "translations/countries").symlink_to(tmp_path / "shared", target_is_directory=True)
    project = open_project(tmp_path)
    assert project.contacts("XX")[0].checked
    lay(tmp_path, {"shared/XX.yaml": UNCONFIRMED})
    assert project.refresh() and project.contacts("XX")[1].checked is None


def write(path: Path, text: str | bytes | None) -> None:
    """Write a file, or remove it with the folders that it alone was in."""
    if text is not None:
        lay(path.parent, {path.name: text})
        return
    path.unlink(missing_ok=True)
    while not any(path.parent.iterdir()):
        path = path.parent
        path.rmdir()
