"""A partner's own pages and cards stand where the partner said, and everything that counts pages knows of them."""

from datetime import date
from pathlib import Path

import pytest
from projects import OWN, codes, lay, only

from booklet.errors import Finding, SourceError
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.folders import Folders
from booklet.sources.load import Sources
from booklet.sources.own_pages import OWN_KINDS, read_own_items
from booklet.typeset.flow import BOXES
from booklet.typeset.placed import texts_of
from booklet.values import replace
from booklet.words.own_pages import FOLDED, OwnItems, add_own_places, report_left_out
from booklet.words.review import find_lowest_state

MADE = date(2026, 11, 25)

PAGE = """\
  - id: {name}
    after: {after}
    title: Title of {name}
    blocks:
      - id: {name}.lead
        kind: paragraph
        text: 'We are on page {{page:{name}}}, you on [page {{page:friend}}](#friend).'
        text-10-13: 'We are on page {{page:{name}}}, you on [page {{page:friend-tells}}](#friend-tells).'
      - {{use: m1, as: note}}
"""

LINES = "  - {{id: {name}, after: {after}, title: Notes, blocks: [{{id: {name}.lines, kind: lines}}]}}\n"

FRIEND, PLAN, HELP = "[friend, friend-tells]", "[plan, my-team]", "[directory, helpers]"
"""Pages of both books behind which others may stand."""

CARD = """\
cards:
  - id: house
    title: Come to us
    ground: mint
    cast: [linh kind]
    front: [{id: house.front, kind: paragraph, text: You can sit down.}]
    back: [{id: house.back, kind: paragraph, text: 12 Lake Street}, {use: m1, as: bar}]
"""


def pages(*after: str) -> str:
    """Return a file of pages named a, b, c... that follow these topics; from the second on they are for notes.

    What follows the page for friends follows it in both books.
    """
    names = "abcdefghijklmnop"
    return "pages:\n" + "".join(
        (LINES if number else PAGE).format(name=names[number], after=FRIEND if place == "friend" else place)
        for number, place in enumerate(after)
    )


FOUR = pages("friend", "a", PLAN, HELP)


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """A project with an own page, and three for notes."""
    return made(tmp_path_factory.mktemp("four"), {"pages.yaml": FOUR})


@pytest.fixture(scope="module")
def booklets(four: Sources) -> list[Document]:
    """Its booklets of both bands."""
    return documents(four)


def made(folder: Path, files: dict[str, str]) -> Sources:
    return open_sources(lay(folder, files))


def documents(sources: Sources, product: str = "booklet") -> list[Document]:
    bands = sources.guide.bands
    return check(plan_jobs(Wanted(products=(product,), bands=bands, editions=("screen",)), sources), sources, MADE)


def faults(folder: Path, text: str) -> tuple[Finding, ...]:
    with pytest.raises(SourceError) as stopped:
        made(folder, {"pages.yaml": text}).layout("booklet-a5")
    return stopped.value.findings


def order(document: Document) -> list[str]:
    return [page.topic for page in document.placed.pages]


def said(document: Document, topic: str) -> str:
    page = next(page for page in document.placed.pages if page.topic == topic)
    return " ".join(" ".join(text.line.text for text in texts_of(page.items)).split())


@pytest.mark.slow
def test_own_pages_stand_after_the_pages_they_name(booklets: list[Document]) -> None:
    books = [("friend", "plan", "directory", "back-cover"), ("friend-tells", "my-team", "helpers", "back-kids")]
    for document, (friend, plan, directory, back) in zip(booklets, books, strict=True):
        topics = order(document)
        assert len(topics) == 32
        assert topics[23:26] == [friend, "a", "b"]
        assert topics[topics.index(plan) + 1] == "c"
        assert topics[-3:] == [directory, "d", back]


def test_folios_references_and_contents_count_the_new_pages(booklets: list[Document]) -> None:
    for document, (friend, find, action) in zip(
        booklets, [("friend", "find", "action"), ("friend-tells", "start", "changers")], strict=True
    ):
        assert [page.topic for page in document.placed.pages][29] in {"directory", "helpers"}
        assert "We are on page 25, you on page 24" in said(document, "a")
        assert "Help: page 30" in said(document, friend)
        assert "Where to get help 30" in said(document, find)
        assert said(document, action).endswith("29") or "page 30" in said(document, action)


def test_pages_that_follow_the_same_one_keep_the_order_of_their_file(tmp_path: Path) -> None:
    layout = made(tmp_path, {"pages.yaml": pages("friend", "friend", "a", "friend")}).layout("booklet-a5")
    for band, friend in (("14-17", "friend"), ("10-13", "friend-tells")):
        pages_ = layout.for_band(band).pages
        assert [plan.place for plan in pages_[23:28]] == [friend, "a", "c", "b", "d"]


@pytest.mark.slow
def test_a_page_may_be_for_one_band_alone(tmp_path: Path) -> None:
    text = FOUR.replace("id: a\n", "id: a\n    bands: [14-17]\n").replace(
        "title: Notes", "title: Notes, bands: [14-17]"
    )
    text = text.replace(FRIEND, "friend").replace(PLAN, "plan").replace(HELP, "directory")
    older, younger = documents(made(tmp_path, {"pages.yaml": text}))
    assert (len(order(older)), len(order(younger))) == (32, 28)
    assert "a" not in order(younger)


@pytest.mark.slow
@pytest.mark.parametrize(("count", "more"), [(1, 3), (2, 2), (3, 1), (5, 3)])
def test_a_booklet_that_cannot_be_folded_says_how_many_pages_it_needs(count: int, more: int, tmp_path: Path) -> None:
    found = faults(tmp_path, pages(*["friend"] * count))
    assert codes(found) == ["page-count", "page-count"]
    assert found[0].hint.startswith(f"add {more} more") and found[0].hint.endswith(f"take {FOLDED - more} out")
    assert found[0].where.file == "pages.yaml" and found[0].where.line > 1


@pytest.mark.slow
@pytest.mark.parametrize("after", ["cover", "about", "help-now", "back-cover", "nowhere", "p1"])
def test_a_page_cannot_follow_what_it_cannot(after: str, tmp_path: Path) -> None:
    found = faults(tmp_path, pages(after, "friend", "friend", "friend", "friend"))
    assert codes(found) == ["unknown-place", "unknown-place"]
    assert {str(finding.where) for finding in found} == {"pages.yaml:2"}
    assert [finding.message for finding in found] == [
        f'"a" cannot stand after "{after}" in the book for ages {band}' for band in ("14-17", "10-13")
    ]


@pytest.mark.slow
def test_a_page_for_both_books_names_a_page_of_each(tmp_path: Path) -> None:
    text = pages("friend", "friend", "friend", "friend").replace(FRIEND, "friend", 1)
    found = [finding for finding in faults(tmp_path, text) if finding.code == "unknown-place"]
    assert only(found).message == '"a" cannot stand after "friend" in the book for ages 10-13'
    assert found[0].hint.endswith("name a page of each book, after: [plan, my-team], or say bands:")


def test_a_page_may_follow_the_page_of_rights_whatever_stands_there(tmp_path: Path) -> None:
    for place in ("rights", "law-country"):
        text = pages(place, *["a"] * 3).replace("    title:", "    bands: [14-17]\n    title:")
        text = text.replace("title: Notes", "title: Notes, bands: [14-17]").replace("friend-tells", "start")
        layout = made(tmp_path / place, {"pages.yaml": text}).layout("booklet-a5")
        assert [plan.place for plan in layout.for_band("14-17").pages[4:6]] == ["law-country", "a"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("after", "circle"),
    [
        (("a", "friend", "friend", "friend", "friend"), "a after a"),
        (("b", "a", "friend", "friend", "friend", "friend"), "a after b after a"),
        (("friend", "c", "d", "b", "friend", "friend", "friend"), "b after c after d after b"),
    ],
)
def test_pages_that_follow_each_other_are_told_once(after: tuple[str, ...], circle: str, tmp_path: Path) -> None:
    found = faults(tmp_path, pages(*after))
    assert codes(found) == ["page-circle"]
    assert found[0].message == f"pages follow each other: {circle}"


@pytest.mark.slow
def test_a_page_that_follows_one_of_its_own_name_has_a_name_that_is_taken(tmp_path: Path) -> None:
    text = pages("friend", "friend", "friend") + PAGE.format(name="a", after="a")
    assert "duplicate-id" in codes(faults(tmp_path, text))


@pytest.mark.slow
def test_as_many_pages_may_follow_each_other_as_a_file_holds(four: Sources) -> None:
    names = [f"p{number}" for number in range(2000)]
    page = four.own.pages[0]
    after = dict(zip(names, ["friend", *names], strict=False))
    pages_ = tuple(replace(page, topic=replace(page.topic, id=name), after=(place,)) for name, place in after.items())
    layout, _ = add_own_places(open_sources(None).layout("booklet-a5"), OwnItems(pages_), "")
    places = [plan.place for plan in layout.for_band("14-17").pages]
    assert places[places.index("friend") + 1 :][: len(names)] == names


@pytest.mark.slow
@pytest.mark.parametrize("name", ["friend", "friend.lead", "m1", "p1", "c1"])
def test_an_id_of_ours_is_taken(name: str, tmp_path: Path) -> None:
    found = faults(tmp_path, pages("friend").replace("id: a\n", f"id: {name}\n"))
    assert "duplicate-id" in codes(found)
    assert {finding.where.file for finding in found if finding.code == "duplicate-id"} == {"pages.yaml"}


@pytest.mark.slow
def test_an_accent_is_the_colour_of_own_pages_and_no_others(tmp_path: Path) -> None:
    sources = made(tmp_path, {"pages.yaml": FOUR, "brand.yaml": "name: A\naccent: coral\n"})
    plans = [plan for band in ("14-17", "10-13") for plan in sources.layout("booklet-a5").for_band(band).pages]
    own = [plan for plan in plans if plan.place in {"a", "b", "c", "d"}]
    assert [plan.ink for plan in own] == ["coral"] * 8
    page = next(page for page in documents(sources)[0].placed.pages if page.topic == "a")
    assert "coral" in repr(page.items)


def test_own_pages_are_a_draft_until_they_are_read_and_want_a_name(four: Sources) -> None:
    assert find_lowest_state(four.standings("en"), "14-17") == "draft"
    assert codes(four.notes) == ["no-name"]


@pytest.mark.slow
def test_lines_leave_room_for_a_title(booklets: list[Document]) -> None:
    for document in booklets:
        page = next(page for page in document.placed.pages if page.topic == "b")
        assert page.room > 0 and not page.oversets


def test_an_own_card_is_built_in_its_ground_and_with_its_face(tmp_path: Path) -> None:
    sources = made(tmp_path, {"cards.yaml": CARD})
    look = sources.layout("card-85x55").look("house")
    assert look and (look.ground, look.cast) == ("mint", ("linh kind",))
    jobs = [job for job in plan_jobs(Wanted(products=("card",), editions=("screen",)), sources) if job.item == "house"]
    for document in check(jobs, sources, MADE):
        front = " ".join(text.line.text for text in texts_of(document.placed.pages[0].items))
        assert "Come to us" in front
        assert "house" in document.job.file_name("85x55", is_proof=False)
    plain = made(tmp_path, {"cards.yaml": CARD.replace("    ground: mint\n", ""), "brand.yaml": "accent: tide\n"})
    found = plain.layout("card-85x55").look("house")
    assert found and found.ground == "tide"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("ground: mint", "ground: sun", "unknown-ground", 4),
        ("linh kind", "linh angry", "missing-art", 5),
        ("back: [", "bakc: [", "missing-key", 2),
        ("kind: paragraph, text: You", "kind: law, title: a, text: You", "unfit-topic", 3),
    ],
)
def test_a_fault_in_a_card_is_told_with_its_line(old: str, new: str, code: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as stopped:
        made(tmp_path, {"cards.yaml": CARD.replace(old, new)}).layout("card-85x55")
    assert (code, f"cards.yaml:{line}") in [(finding.code, str(finding.where)) for finding in stopped.value.findings]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("after: [friend", "aftr: [friend", "missing-key"),
        ("kind: paragraph", "kind: imprint", "unknown-kind"),
        ("kind: paragraph", "kind: steps", "unknown-kind"),
        ("use: m1", "use: m9", "unknown-message"),
        ("(#friend)", "(#frend)", "unknown-reference"),
        ("    title:", "    titel:", "missing-key"),
        ("    title:", "    off: perhaps\n    title:", "unknown-off"),
        ("    title:", "    cast: [linh angry]\n    title:", "missing-art"),
    ],
)
def test_a_fault_in_a_page_is_told(old: str, new: str, code: str, tmp_path: Path) -> None:
    found = faults(tmp_path, FOUR.replace(old, new, 1))
    assert code in codes(found)
    assert {finding.where.file for finding in found} == {"pages.yaml"}


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "pages: []\n"])
def test_a_file_without_pages_changes_nothing(text: str, tmp_path: Path, sources: Sources) -> None:
    assert made(tmp_path, {"pages.yaml": text}).layout("booklet-a5") == sources.layout("booklet-a5")


def test_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    lay(tmp_path / "outside", {"pages.yaml": FOUR})
    project = lay(tmp_path / "project", {"brand.yaml": ""})
    (project / "pages.yaml").symlink_to(tmp_path / "outside/pages.yaml")
    findings: list[Finding] = []
    assert read_own_items(Folders(OWN, project), (), (), findings).pages == ()
    assert only(findings).code == "outside-project"


def test_a_layout_that_places_a_page_itself_is_left_alone(four: Sources) -> None:
    once = four.layout("booklet-a5")
    for band in ("14-17", "10-13"):
        again, findings = add_own_places(once, four.own, "")
        assert (again.for_band(band), findings) == (once.for_band(band), [])
    poster = four.layout("poster-a3")
    assert add_own_places(poster, four.own, "") == (poster, [])
    assert add_own_places(replace(once, pages=once.pages[:-1]), OwnItems(), "")[1] == []


def test_every_kind_that_own_pages_may_have_can_be_set() -> None:
    assert set(OWN_KINDS) <= {*BOXES, "tip", "scenario"}


@pytest.mark.slow
def test_contents_have_room_for_eight_more_pages(tmp_path: Path) -> None:
    rights, calls, threats = "[rights, yours]", "[call, ring-ring]", "[threat, or-else]"
    places = (rights, calls, threats, "friend", "[who, who-would]", PLAN, HELP, "[grooming, tricks]")
    for document in documents(made(tmp_path, {"pages.yaml": pages(*places)})):
        assert len(order(document)) == 36


def test_pages_that_a_leaflet_has_no_room_for_are_told(tmp_path: Path) -> None:
    sources = made(tmp_path, {"pages.yaml": FOUR})
    told = [list(report_left_out(sources.layout(name), sources.own)) for name in ("leaflet-trifold-a4", "booklet-a5")]
    assert [codes(findings) for findings in told] == [["left-out"], []]
    assert told[0][0].where.file == "pages.yaml"
