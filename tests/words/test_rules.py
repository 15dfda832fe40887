"""The rules of safety over the words of every language; each is seen red once on words that break it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.errors import Where
from booklet.sources.load import Sources
from booklet.sources.rules import find_unchecked, read_phrases, read_rules
from booklet.words.guide import Guide, Wording
from booklet.words.own_words import replace_strings
from booklet.words.rules import Breach, Phrases, Rule, find_breaches, find_first, find_place

HERE = Where("test", 1)


@pytest.fixture(scope="session")
def rules(sources: Sources) -> tuple[Rule, ...]:
    return read_rules(sources.folders)


@pytest.fixture(scope="session")
def english(sources: Sources, rules: Sequence[Rule]) -> dict[str, Phrases]:
    return read_phrases(sources.folders, "en", rules)


def locales() -> tuple[str, ...]:
    from booklet.make.build import open_sources

    opened = open_sources(None)
    return ("en", *opened.catalogues)


@pytest.mark.slow
@pytest.mark.parametrize("locale", locales())
def test_no_words_of_ours_break_a_rule(locale: str, sources: Sources, rules: Sequence[Rule]) -> None:
    guide = sources.translated_guide(locale).guide
    assert [told(breach) for breach in find_breaches(guide, rules, read_phrases(sources.folders, locale, rules))] == []


@pytest.mark.parametrize("locale", locales())
def test_every_rule_is_checked_in_every_language(locale: str, sources: Sources, rules: Sequence[Rule]) -> None:
    assert list(find_unchecked(locale, rules, read_phrases(sources.folders, locale, rules))) == []


def told(breach: Breach) -> tuple[str, str, str, str]:
    return breach.rule.id, breach.band, breach.block, breach.words


SPOILT = [
    ("save-report-block", "c6.do", "text", "Stop. Report it, then save the chat and block."),
    ("not-at-any-time", "abuse.anyone", "text", "Block somebody? Report, and block them, at any time."),
    ("get-safe-first", "abuse.anyone", "text", "Save the chat before you get safe."),
    ("no-promise", "removal.limits", "text", "Every copy will be removed. Nobody can promise it."),
    ("no-promise", "report.nothing", "text", "You won’t get into trouble."),
    ("no-blame", "love.free", "text", "Think twice."),
    ("no-blame", "love.free", "text", "You shouldn't have sent it."),
    ("no-blame", "love.free", "text", "She let him happen."),
    ("should-have", "love.free", "text", "What should Ana have done?"),
    ("fault-then-but", "m1", "text", "It is not your fault, but do tell."),
    ("retired-terms", "who.self", "title", "A predator?"),
    ("retired-terms", "abuse.lead", "text", "Somebody uses a child for that."),
    ("doubt-words", "telling.react", "text", "You can share your own story."),
    ("no-how-to", "fakes.lead", "text", "An app makes one in ten seconds."),
    ("no-how-to", "plan.lead", "text", "Delete your history."),
    ("told-hidden", "call.other", "title", "Call home"),
    ("suicide-with-help", "love.free", "text", "Some think of suicide."),
    ("block-needs-save", "breath.words", "text", "Report and block."),
]


@pytest.mark.parametrize(("rule", "block", "string", "words"), SPOILT)
def test_words_that_break_a_rule_are_found(
    rule: str, block: str, string: str, words: str, sources: Sources, rules: Sequence[Rule], english: dict[str, Phrases]
) -> None:
    spoilt = replace_strings(sources.guide, {block: {string: Wording((words,), HERE)}})
    assert rule in {breach.rule.id for breach in find_breaches(spoilt, rules, english)}


def without(guide: Guide, found: str, instead: str = "x") -> Guide:
    """Return a guide without some letters, wherever they stand."""
    from booklet.words.own_words import strings_by_id

    changed = {
        id: {
            key: Wording(tuple(form.replace(found, instead) for form in wording.forms), wording.where)
            for key, wording in strings.items()
        }
        for id, strings in strings_by_id(guide).items()
    }
    return replace_strings(guide, changed)


@pytest.mark.parametrize(
    ("rule", "taken"),
    [
        ("send-no-picture", "Never send the picture"),
        ("removal-limits", "copies"),
        ("adult-wrong", "always wrong"),
        ("second-adult", "next one"),
        ("second-adult", "someone new"),
        ("comic-takes-time", "Tuesday"),
        ("comic-has-help", "helpline"),
    ],
)
def test_words_that_lack_what_a_rule_asks_for_are_found(
    rule: str, taken: str, sources: Sources, rules: Sequence[Rule], english: dict[str, Phrases]
) -> None:
    spoilt = sources.guide
    for letters in TAKEN.get(taken, (taken,)):
        spoilt = without(spoilt, letters)
    assert rule in {breach.rule.id for breach in find_breaches(spoilt, rules, english)}


TAKEN = {
    "Tuesday": ("again", "nine days", "longer", "Day Otters"),
    "helpline": ("helpline", "Helpline", "ounsellor"),
    "always wrong": ("adult who does is always wrong", "If an adult asks, that adult does wrong"),
    "next one": ("next one",),
    "copies": ("copies", "promise", "copy", "out of reach"),
}


def test_a_language_without_phrases_says_what_nobody_checked(rules: Sequence[Rule]) -> None:
    (finding,) = find_unchecked("nl", rules, {})
    assert finding.code == "rules-unchecked"
    assert finding.message.startswith(f"{len(rules)} of {len(rules)} rules of safety are not checked")


@pytest.mark.parametrize(
    ("text", "phrase", "place"),
    [
        ("A *naive* boy.", "naive", 2),
        ("A naively", "naive", None),
        ("A naively", "naive*", 2),
        ("unbelievable", "*believable", 2),
        ("It’s NOT your fault", "not your fault", 5),
        ("Not your.\nfault", "not your fault", None),
        ("save it or block it", "block|save", 1),
        ("别 报警。", "报警", 2),
        ("ห้าม แจ้งตำรวจ", "แจ้ง", 5),
        ("अगर तुम दोषी, हो।", "तुम दोषी", 5),
        ("[Call](https://naive.example) now", "naive", None),
        ("call {page:naive}", "{page}", 5),
    ],
)
def test_a_phrase_is_found_as_whole_words(text: str, phrase: str, place: int | None) -> None:
    found = find_place(text, (phrase,))
    assert (found is None) == (place is None)


@given(st.text("ab .!?é’-*_", max_size=30), st.text("abé", min_size=1, max_size=5), st.text("ab .é", max_size=20))
def test_a_word_between_other_words_is_found(before: str, word: str, after: str) -> None:
    assert find_first(f"{before} {word} {after}", (word,)) == word


@given(st.text("abc", min_size=1, max_size=4), st.text("abc", min_size=1, max_size=4))
def test_parts_are_found_in_their_order_and_in_one_sentence(one: str, other: str) -> None:
    phrase = f"{one} … {other}"
    assert find_first(f"x {one} y {other} z", (phrase,))
    assert not find_first(f"x {one} y. {other} z" if one != other else f"x {one} y.", (phrase,))
