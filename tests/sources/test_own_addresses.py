"""Addresses in a partner's own words, wherever they stand, lead nowhere else and to no shelter; each says its place."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from projects import codes, lay, only

from booklet.errors import Where
from booklet.geometry import Size
from booklet.look.brand import Brand, Cover, Responsible
from booklet.look.partners import PartnerLogo
from booklet.sources.folders import Folders, open_folders
from booklet.sources.load import Sources
from booklet.sources.own_addresses import brand_address_findings, own_address_findings, words_address_findings
from booklet.values import replace
from booklet.words.guide import SourceBlock, SourceTopic, Wording
from booklet.words.own_pages import NO_ITEMS, OwnCard, OwnItems, OwnPage
from booklet.words.own_words import OwnWords

NAMED, PAID, SIGNED, LOGO = (Where("brand.yaml", line) for line in (1, 20, 30, 40))
SHORT, STREET, HOUSE = "Read bit.ly/abc", "12 Garden Street", "Hope Shelter"


def responsible(**said: str) -> tuple[Responsible, ...]:
    return (replace(Responsible("A", "lead", "", date(2026, 11, 1), "en", ("14-17",), "", SIGNED), **said),)


LINES: dict[str, tuple[Callable[[str], Brand], Where]] = {
    "name": (lambda text: Brand(name=text, where=NAMED), NAMED),
    "short": (lambda text: Brand(short=text, where=NAMED), NAMED),
    "contact": (lambda text: Brand(contact=text, where=NAMED), NAMED),
    "checked at": (lambda text: Brand(checked_at=text, where=NAMED), NAMED),
    "cover": (lambda text: Brand(cover=Cover("cover.jpg", text), where=NAMED), NAMED),
    "logo": (lambda text: Brand(logos=(PartnerLogo("a.svg", text, Size(1, 1), where=LOGO),), where=NAMED), LOGO),
    "old logo": (lambda text: Brand(logos=(PartnerLogo("a.svg", text, Size(1, 1)),), where=NAMED), NAMED),
    "funder": (lambda text: Brand(funder=(("", text),), funder_where=PAID), PAID),
    "disclaimer": (lambda text: Brand(disclaimer=(("sw", text),), funder_where=PAID), PAID),
    "organisation": (lambda text: Brand(responsible=responsible(organisation=text)), SIGNED),
    "who is told of faults": (lambda text: Brand(responsible=responsible(contact=text)), SIGNED),
}
"""Each line of a brand, and where it is written."""


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """A project that has pages and words of its own."""
    return open_folders(lay(tmp_path, {"pages.yaml": "", "words.yaml": "", "brand.yaml": ""}))


@pytest.mark.parametrize("line", LINES)
def test_every_line_of_a_brand_is_read(line: str, folders: Folders) -> None:
    brand, where = LINES[line]
    told = only(brand_address_findings(folders, brand(SHORT)))
    assert (told.code, told.where) == ("short-address", where)
    assert codes(brand_address_findings(folders, brand("line.example"))) == []
    shelter = brand(f"{HOUSE}, {STREET}")
    assert [(told.code, told.where) for told in brand_address_findings(folders, shelter)] == [
        ("shelter-address", where)
    ]


def test_the_name_of_a_brand_may_say_that_a_house_is_a_shelter(folders: Folders) -> None:
    brand = Brand(name=HOUSE, contact=STREET, where=NAMED)
    assert codes(brand_address_findings(folders, brand)) == ["shelter-address"]
    assert codes(brand_address_findings(folders, replace(brand, name="Hope School"))) == []


def own_topic(*texts: str, file: str = "pages.yaml", title: str = "Near you") -> SourceTopic:
    blocks = tuple(
        SourceBlock(f"b{line}", "text", "", "", "", (), {"text": Wording((text,), Where(file, line))}, (), Where(file))
        for line, text in enumerate(texts, start=2)
    )
    return SourceTopic("house", {"title": Wording((title,), Where(file, 1))}, blocks, ())


def found_in(sources: Sources, folders: Folders, topic: SourceTopic, *, is_card: bool = False) -> list[tuple[str, int]]:
    """Return the code and the line of what is told of a partner's page or card."""
    page, card = OwnPage(topic, (), (), Where("pages.yaml", 1)), OwnCard(topic, "", (), Where("pages.yaml", 1))
    own = OwnItems(cards=(card,)) if is_card else OwnItems(pages=(page,))
    found = own_address_findings(folders, replace(sources.guide, topics=(), cards=()), (), own, Brand())
    return [(told.code, told.where.line) for told in found]


@pytest.mark.parametrize("is_card", [False, True])
def test_pages_and_cards_are_read_with_what_stands_around_their_lines(
    is_card: bool, sources: Sources, folders: Folders
) -> None:
    assert found_in(sources, folders, own_topic("Hello", SHORT), is_card=is_card) == [("short-address", 3)]
    assert found_in(sources, folders, own_topic(STREET, title=HOUSE), is_card=is_card) == [("shelter-address", 2)]
    assert found_in(sources, folders, own_topic(STREET, title=SHORT), is_card=is_card) == [("short-address", 1)]


@pytest.mark.parametrize(
    ("texts", "line"),
    [
        ((HOUSE, STREET), 3),
        ((STREET, HOUSE), 2),
        ((HOUSE, "We are here.", STREET), 0),
        ((STREET, "We are here.", HOUSE), 0),
        (("We are here.", STREET), 0),
        ((f"{HOUSE}: {STREET}",), 2),
    ],
)
def test_the_line_before_and_the_line_after_may_say_what_the_house_is(
    texts: tuple[str, ...], line: int, sources: Sources, folders: Folders
) -> None:
    assert found_in(sources, folders, own_topic(*texts)) == [("shelter-address", line)] * bool(line)


def test_our_own_pages_are_not_asked_where_a_shelter_stands(sources: Sources, folders: Folders) -> None:
    ours = own_topic(f"{HOUSE}, {STREET}", file="translations/en/none.yaml")
    assert found_in(sources, folders, ours) == []
    guide = replace(sources.guide, topics=(own_topic(f"{HOUSE}, {STREET}"),), cards=())
    assert codes(own_address_findings(folders, guide, (), NO_ITEMS, Brand())) == ["shelter-address"], "laid over ours"


def test_replaced_sentences_and_labels_are_read(sources: Sources, folders: Folders) -> None:
    guide = replace(sources.guide, topics=(), cards=())
    there = Where("words.yaml", 3)
    for text, title, told in (
        (SHORT, "", ["short-address"]),
        (STREET, HOUSE, ["shelter-address"]),
        (STREET, "", []),
        ("line.example", "", []),
    ):
        words = OwnWords("m3", "", {"text": Wording((text,), there), "title": Wording((title,), there)}, there)
        assert codes(words_address_findings(folders, [words])) == told
        assert codes(own_address_findings(folders, guide, [words], NO_ITEMS, Brand())) == told
    labelled = replace(guide, labels={**guide.labels, "strip.motto": Wording((SHORT,), there)})
    assert codes(own_address_findings(folders, labelled, (), NO_ITEMS, Brand())) == ["short-address"]


def test_only_a_partners_address_is_compared_with_those_we_list(sources: Sources, folders: Folders) -> None:
    """A host that looks like one of ours is a warning where a partner wrote it."""
    text = "Ask childl1ne.org.uk"
    assert found_in(sources, folders, own_topic(text)) == [("look-alike", 2)]
    assert found_in(sources, folders, own_topic(text, file="translations/en/none.yaml")) == []
