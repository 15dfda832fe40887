"""Terms lead to the page that explains them, are those of the glossary, and none of them is one to avoid."""

import csv
import re
from collections.abc import Iterator

import pytest
from projects import OWN, book

from booklet.sources.load import Sources
from booklet.text.markup import parse_markup, plain_text
from booklet.words.guide import Guide
from booklet.words.locales import find_locale
from booklet.words.localise import ManuscriptAxes, localise
from booklet.words.manuscript import Block, Manuscript, Topic
from booklet.words.terms import MARKED, link_terms, normalise_term

BANDS = ("14-17", "10-13")


def topic(name: str, *texts: str, title: str = "") -> Topic:
    blocks = [Block(f"{name}.{number}", "paragraph", text=text) for number, text in enumerate(texts)]
    return Topic(name, name, (*blocks, *([Block(f"{name}.d", "definition", title=title, text="-")] if title else [])))


def texts(topics: tuple[Topic, ...], name: str) -> list[str]:
    return [text for found in topics if found.id == name for block in found.blocks for text in block.strings()]


PAGES = {"abuse": 5, "grooming": 9, "own": 22, "list": 23}


def test_a_marked_term_leads_to_the_page_that_explains_it() -> None:
    topics = link_terms(
        (
            topic("own", "Some call it _Grooming_. _Blue House_ can help.", "A _sure hand_ (see there)."),
            topic("grooming", "_Grooming_ is when someone builds trust.", title="Sure hand (grip)"),
        ),
        PAGES,
    )
    assert texts(topics, "own") == [
        "Some call it [Grooming](#grooming). _Blue House_ can help.",
        "A [sure hand](#grooming) (see there).",
    ]
    assert texts(topics, "grooming")[0] == "_Grooming_ is when someone builds trust."


def test_a_term_close_to_other_words_is_one_in_languages_without_spaces() -> None:
    topics = link_terms(
        (topic("own", "这叫_诱骗_，服务_蓝房_可以。"), topic("grooming", "_诱骗（grooming）_是骗局。")), PAGES
    )
    assert texts(topics, "own") == ["这叫[诱骗](#grooming)，服务_蓝房_可以。"]


def test_a_term_in_a_list_is_a_link_too_and_a_page_does_not_lead_to_itself() -> None:
    item = Block("list.a", "item", text="Ask about _grooming_ and _lists_.")
    listed = Topic("list", "list", (Block("list.l", "list", items=(item,)),))
    topics = link_terms((topic("grooming", "_Grooming_ is this."), listed), PAGES)
    assert topics[1].blocks[0].items[0].text == "Ask about [grooming](#grooming) and _lists_."


def test_without_pages_terms_stay_marked() -> None:
    found = (topic("c4", "_Grooming_ is this."), topic("c5", "_Grooming_ again."))
    assert link_terms(found, {}) == found


@pytest.mark.parametrize("text", ["a_b_c", r"\\_not\\_", "see_ this _one", "example.org/get_help_now"])
def test_what_is_no_mark_stays(text: str) -> None:
    assert not MARKED.search(text)
    assert link_terms((topic("own", text), topic("abuse", "_b_ _not_")), PAGES)[0] == topic("own", text)


def test_a_link_shows_the_same_letters() -> None:
    (own, _) = link_terms((topic("own", "Ask a _helpline_."), topic("abuse", "A _helpline_ is this.")), PAGES)
    assert plain_text(own.blocks[0].text) == "Ask a helpline."
    assert [span.target for span in parse_markup(own.blocks[0].text).spans if span.target] == ["#abuse"]


def manuscript(sources: Sources, band: str) -> Manuscript:
    pages = book(sources, band).first_pages
    return localise(
        sources.guide, sources.world, sources.world, ManuscriptAxes(find_locale("en"), band, "booklet", pages)
    )[0]


def glossary() -> list[dict[str, str]]:
    with (OWN / "translations/glossary.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


ALSO_MARKED = {"sexual"}
"""A word that a page explains and the glossary has only with another."""

FEWEST = {"14-17": 8, "10-13": 3}
"""How many terms a book marks: less would mean that marks are lost."""


@pytest.mark.parametrize("band", BANDS)
def test_every_marked_term_is_one_of_the_glossary(band: str, sources: Sources) -> None:
    columns = ("term (14-17 edition)", "simpler form (10-13 edition)")
    known = {normalise_term(row[column]) for row in glossary() for column in columns} | ALSO_MARKED
    strings = [text for found in manuscript(sources, band).topics for block in found.blocks for text in block.strings()]
    marked = {normalise_term(term) for text in strings for term in MARKED.findall(text)}
    assert len(marked) >= FEWEST[band]
    assert marked - known == set()


@pytest.mark.parametrize("band", BANDS)
def test_each_term_of_ours_is_explained_on_one_page(band: str, sources: Sources) -> None:
    homes: dict[str, set[str]] = {}
    for found in manuscript(sources, band).topics:
        for block in found.blocks:
            for text in block.strings():
                for term in MARKED.findall(text):
                    homes.setdefault(normalise_term(term), set()).add(found.id)
    assert {term: pages for term, pages in homes.items() if len(pages) > 1} == {}


AVOIDED = (
    *("pornograph", "kiddie", "prostitut", "sex worker", "sells? (?:her|him|them)sel", "sex tourism", "webcam tourism"),
    *("self-generated", "revenge porn", "voluntar", "paedophil", "pedophil", "monster", "predator", "stranger"),
    *("child abuser", "young offender", "alleged", "claimed", "confess", "admitted", "share your story", "mistake"),
    *("naive", "risky", "should have", "let it happen", "boyfriend", "consented", "ruined", "damaged"),
    *("never recover", r"for ever\b", "forever", "only ai", "cybercafe", "chat room", "p2p", "mms"),
    *("will be deleted", "nobody will know", "police will help", "not get in trouble"),
)
"""What the handbook's table of terms avoids, and what it never promises; each begins a word."""

SPOKEN = {
    "“It’s always strangers.”",
    "I should have listened.",
    "“Relax, it’s only AI.” What’s wrong with that sentence?",
    "Mum’s boyfriend takes pictures of me. He sells them. For the rent, he says.",
}
"""What others say: a myth that the page contradicts, an adult of himself, a girl of the partner of her mother;
what makes light of a fake, on the card that answers it."""


def every_string(guide: Guide) -> Iterator[tuple[str, str]]:
    """Yield every form of every string there is, chosen or not, with its place."""
    wordings = [wording for found in guide.every_topic() for wording in found.titles.values()]
    wordings += [wording for block in guide.every_block() for wording in block.strings.values()]
    wordings += guide.labels.values()
    for wording in wordings:
        for form in wording.forms:
            yield str(wording.where), plain_text(form)


@pytest.mark.parametrize("term", AVOIDED)
def test_no_source_string_has_a_term_to_avoid(term: str, sources: Sources) -> None:
    found = re.compile(rf"\b{term}", re.IGNORECASE)
    assert [
        (place, text) for place, text in every_string(sources.guide) if found.search(text) and text not in SPOKEN
    ] == []
    assert not [row for row in glossary() if found.search(row["term (14-17 edition)"])]


def test_only_what_is_spoken_is_let_through(sources: Sources) -> None:
    assert {text for _, text in every_string(sources.guide)} >= SPOKEN


@pytest.mark.parametrize("term", AVOIDED)
def test_a_term_to_avoid_would_be_found(term: str) -> None:
    said = re.sub(r"\(\?:her\|him\|them\)", "her", term).replace("?", "").replace(r"\b", "")
    assert re.search(rf"\b{term}", f"It is {said} here", re.IGNORECASE)
