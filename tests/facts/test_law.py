"""Lines on the law print only while a named person has signed exactly these lines on exactly these facts."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from booklet.errors import Severity, Where
from booklet.facts.fact import Fact, Source
from booklet.facts.gate import Days, may_say
from booklet.facts.law import Law, LawLine, LawSignature, law_findings
from booklet.values import replace

HERE = Where("XX.yaml", 7)
SIGNED_ON = date(2026, 11, 20)
TODAY = date(2026, 11, 25)
AGE = Fact("child-age", "18", "", "", (Source("https://law.example/1", "2024", True),), "high", "", HERE, id="age")
OTHER = replace(AGE, about="ai-images", value="yes", id="ai")
LINE = LawLine("protected", {"en": "The law protects you until you are 18."}, ("age",), HERE)
UNSIGNED = Law((AGE, OTHER), (LINE,))


def sign(law: Law, on: date = SIGNED_ON) -> Law:
    return replace(law, signed=LawSignature("L. Awyer", "lawyer", on, law.read, HERE))


def told(law: Law, made: date = TODAY, real: date | None = TODAY) -> list[str]:
    return [finding.code for finding in law_findings(law, made, real)]


def test_nothing_prints_before_it_is_signed() -> None:
    assert UNSIGNED.printed == {}
    assert sign(UNSIGNED).printed == {"protected": LINE.texts}


@pytest.mark.parametrize(
    "changed",
    [
        replace(UNSIGNED, lines=(replace(LINE, texts={"en": "The law protects you until you are 81."}),)),
        replace(UNSIGNED, lines=(replace(LINE, texts={**LINE.texts, "sw": "Sheria"}),)),
        replace(UNSIGNED, lines=(replace(LINE, key="ai"),)),
        replace(UNSIGNED, lines=(replace(LINE, facts=("age", "ai")),)),
        replace(UNSIGNED, lines=(LINE, replace(LINE, key="ai"))),
        replace(UNSIGNED, facts=(replace(AGE, value="17"), OTHER)),
        replace(UNSIGNED, facts=(replace(AGE, area="the north"), OTHER)),
        replace(UNSIGNED, facts=(replace(AGE, conflict="another page says 16"), OTHER)),
        replace(UNSIGNED, facts=(replace(AGE, expires=date(2027, 1, 1)), OTHER)),
        replace(UNSIGNED, facts=(replace(AGE, sources=(Source("https://law.example/2", "2024", True),)), OTHER)),
        replace(UNSIGNED, facts=(OTHER,)),
    ],
)  # fmt: skip
def test_whatever_changes_of_lines_or_of_facts_below_them_takes_the_signature_back(changed: Law) -> None:
    law = replace(changed, signed=sign(UNSIGNED).signed)
    assert law.printed == {}
    assert told(law) == ["law-changed"]
    assert sign(changed).printed != {}


def test_a_fact_that_carries_no_line_may_change() -> None:
    law = replace(sign(UNSIGNED), facts=(AGE, replace(OTHER, value="no")))
    assert law.is_signed and told(law) == []


@example("\n", "")
@given(st.text(), st.text())
def test_words_that_move_from_one_place_to_another_are_other_words(one: str, other: str) -> None:
    here, there = (replace(UNSIGNED, facts=(fact, OTHER)) for fact in _moved(one, other))
    assert (here.read == there.read) == (one == other)


def _moved(one: str, other: str) -> tuple[Fact, Fact]:
    return replace(AGE, value=one, says=other), replace(AGE, value=other, says=one)


def test_a_signature_holds_for_a_year_and_no_longer_than_a_fact() -> None:
    law = sign(UNSIGNED)
    assert law.holds(SIGNED_ON) and law.holds(date(2027, 11, 19))
    assert not law.holds(date(2026, 11, 19)) and not law.holds(date(2027, 11, 20))
    short = sign(replace(UNSIGNED, facts=(replace(AGE, expires=date(2027, 3, 1)), OTHER)))
    assert short.holds(date(2027, 2, 28)) and not short.holds(date(2027, 3, 1))


def test_lines_go_to_readers_if_they_hold_on_the_made_and_on_the_real_day() -> None:
    law, late = sign(UNSIGNED), date(2027, 12, 1)
    assert may_say(law, Days.on(TODAY))
    assert not may_say(law, Days(TODAY, late)) and not may_say(law, Days(late, TODAY))
    assert not may_say(law, Days(TODAY, None)) and not may_say(UNSIGNED, Days.on(TODAY))


def test_what_is_wrong_with_a_signature_is_told() -> None:
    assert told(UNSIGNED) == ["law-unsigned"]
    assert next(law_findings(UNSIGNED, TODAY, TODAY)).severity is Severity.NOTE
    assert told(sign(UNSIGNED)) == told(Law()) == told(Law((AGE,))) == []
    assert told(sign(UNSIGNED), date(2027, 11, 20)) == ["law-expired"]
    assert told(sign(UNSIGNED), TODAY, date(2027, 11, 20)) == ["law-expired"]
    assert told(sign(UNSIGNED, date(2026, 11, 26))) == ["law-ahead"]
    old = sign(replace(UNSIGNED, facts=(replace(AGE, expires=TODAY), OTHER)))
    assert told(old) == ["law-expired", "fact-expired"]
