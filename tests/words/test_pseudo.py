"""Pseudo-locales: what is said anew, what stays, and that every layout bears them."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from projects import PRINTED

from booklet.facts.gate import FIT_FOR_READERS, state_of
from booklet.make.build import check
from booklet.make.placing import place
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.text.markup import parse_markup
from booklet.words.guide import PLACEHOLDER, Guide
from booklet.words.pseudo import GROWTH, SPEAKERS, lengthen, pseudo_guide, pseudo_insert, to_arabic, to_thai

MADE = date(2026, 11, 25)

VARIED = ("001", "BI", "CA", "EG", "GB", "IQ", "KE", "MA", "NZ", "PH", "TH", "UA", "US")
"""Countries with and without a helpline, with long names and numbers, one emergency number and three."""


def forms(guide: Guide) -> Iterator[str]:
    """Yield every form of every wording."""
    wordings = [wording for block in guide.every_block() for wording in block.strings.values()]
    topics = (*guide.topics, *guide.posters, *guide.cards)
    wordings += [wording for topic in topics for wording in topic.titles.values()]
    for wording in (*wordings, *guide.labels.values()):
        yield from wording.forms


def pairs(sources: Sources, tag: str) -> list[tuple[str, str]]:
    return list(zip(forms(sources.guide), forms(pseudo_guide(sources.guide, tag)), strict=True))


@pytest.mark.parametrize("tag", SPEAKERS)
def test_placeholders_targets_bold_words_and_digits_stay(sources: Sources, tag: str) -> None:
    for ours, theirs in pairs(sources, tag):
        assert PLACEHOLDER.findall(theirs) == PLACEHOLDER.findall(ours)
        assert re.findall("[0-9]+", theirs) == re.findall("[0-9]+", ours)
        spans, said = parse_markup(ours).spans, parse_markup(theirs).spans
        assert [span.target for span in said if span.target] == [span.target for span in spans if span.target]
        assert sum(span.strong for span in said) == sum(span.strong for span in spans)


@pytest.mark.parametrize("say", SPEAKERS.values())
def test_addresses_stay(say: object) -> None:
    assert callable(say)
    for address in ("takeitdown.ncmec.org", "www.childline.org.uk/get-support", "CC BY 4.0"):
        assert address.split()[-1] in say(f"Go to {address}, now.")


def test_english_grows_by_two_fifths_and_shows_its_ends(sources: Sources) -> None:
    for ours, theirs in pairs(sources, "en-XA"):
        if theirs == ours:
            assert not re.search("[a-z]", PLACEHOLDER.sub("", ours))
            continue
        assert (theirs[0], theirs[-1]) == ("‹", "›")
        is_short = len(re.findall("[a-z]", PLACEHOLDER.sub("", ours))) < 3
        assert len(ours) - is_short < len(theirs) - 2 <= len(ours) * (1 + GROWTH) + 1
    lengths = [(len(ours), len(theirs)) for ours, theirs in pairs(sources, "en-XA")]
    ours_all, theirs_all = map(sum, zip(*lengths, strict=True))
    assert 1.38 <= theirs_all / ours_all <= 1.44


def test_no_english_letter_is_left_among_arabic_and_thai_ones() -> None:
    sentence = "Who can help me? A child helpline can, say “yes”; quick fox, jazz."
    assert not re.search("[A-Za-z?,;“”]", to_arabic(sentence))
    assert not re.search("[A-Za-z]", to_thai(sentence))


def test_thai_marks_stand_on_a_letter() -> None:
    for word in ("aid", "you", "tell", "i", "eau"):
        assert not re.search(
            "(^|[^ก-ฮ])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", re.sub("[\u0e48-\u0e4b]", "", to_thai(word))
        )


def test_what_a_country_says_of_its_law_is_said_anew_and_its_contacts_stay(sources: Sources) -> None:
    ours = sources.insert("KE")
    theirs = pseudo_insert(ours, "en-XA")
    assert theirs.name["en-XA"] == lengthen(ours.name["en"])
    assert {key: lines["en-XA"] for key, lines in theirs.law.items()} == {
        key: lengthen(lines["en"]) for key, lines in ours.law.items()
    }
    assert theirs.contacts is ours.contacts


def test_a_pseudo_edition_is_a_proof_even_where_every_number_was_called(sources: Sources) -> None:
    assert state_of(sources.world.contacts, MADE) in FIT_FOR_READERS
    for locale in ("en", "en-XA"):
        (job, *_) = plan_jobs(Wanted(products=("card",), locales=(locale,), editions=("press",)), sources)
        assert (place(job, sources, MADE).proof is not None) == (locale == "en-XA")


@pytest.mark.slow
@pytest.mark.parametrize("product", PRINTED)
@pytest.mark.parametrize("tag", SPEAKERS)
def test_long_mirrored_and_tall_words_fit_every_layout(sources: Sources, tag: str, product: str) -> None:
    """Every country has one band, and the other one with the next words: each band, country and tag meet in pairs."""
    jobs = []
    for number, country in enumerate(VARIED, start=tuple(SPEAKERS).index(tag)):
        band = sources.guide.bands[number % 2]
        jobs += plan_jobs(Wanted((product,), (tag,), (country,), (band,), editions=("press",)), sources)
    documents = check(jobs, sources, MADE)
    assert len(documents) >= 12
    assert {document.job.band for document in documents} == set(sources.guide.bands)
    oversets = [overset for document in documents for page in document.placed.pages for overset in page.oversets]
    assert oversets == []
