"""How a place works is known only from facts that are sure, and that no other source contradicts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import CONFIRMED, lay

from booklet.errors import Where
from booklet.facts.fact import Fact, Source
from booklet.facts.insert import ContactFact
from booklet.facts.practice import ABOUT, VALUES, list_known
from booklet.sources.countries import read_insert
from booklet.values import replace

OPEN = Source("https://line.example/who", "2026", True)
FACT = Fact("anonymous", "yes", "no name is asked", "", (OPEN,), "high", "", Where("XX.yaml", 3))


@pytest.mark.parametrize(
    "facts",
    [
        (replace(FACT, confidence="medium"),),
        (replace(FACT, confidence="low"),),
        (replace(FACT, sources=(replace(OPEN, is_open=False),)),),
        (replace(FACT, conflict="a test call was asked for a name"),),
        (replace(FACT, value=""),),
        (FACT, replace(FACT, value="no", confidence="low")),
        (FACT, replace(FACT, value="no")),
        (replace(FACT, about="recorded"),),
    ],
)
def test_what_is_not_sure_or_contradicted_is_not_known(facts: tuple[Fact, ...]) -> None:
    assert list_known(facts, "anonymous") == ()


def test_what_is_sure_is_known_once() -> None:
    assert list_known((FACT, FACT, replace(FACT, confidence="medium")), "anonymous") == ("yes",)
    ways = (replace(FACT, about="deaf", value="sign"), replace(FACT, about="deaf", value="text"))
    assert list_known(ways, "deaf") == ("sign", "text")


@given(
    st.lists(
        st.builds(
            lambda about, value, sure: replace(FACT, about=about, value=value, confidence=sure),
            st.sampled_from(ABOUT),
            st.sampled_from(sorted({value for known in VALUES.values() for value in known} | {""})),
            st.sampled_from(("high", "medium", "low")),
        ),
        max_size=6,
    ),
    st.sampled_from(ABOUT),
)
def test_whatever_is_known_one_sure_fact_says(facts: list[Fact], about: str) -> None:
    for value in list_known(facts, about):
        assert any(fact.about == about and fact.value == value and fact.is_sure for fact in facts)


def contact(folder: Path, lines: str = "") -> ContactFact:
    lay(folder, {"XX.yaml": CONFIRMED.replace("    free: yes\n", f"    free: yes\n{lines}", 1)})
    return read_insert(folder / "XX.yaml", "XX.yaml").contacts[0]


def practice(confidence: str) -> str:
    source = "sources: [{url: https://line.example/who}]"
    return f"    practice: [{{about: answers, value: trained, {source}, confidence: {confidence}}}]\n"


def test_a_call_belongs_to_what_is_surely_known_of_how_a_place_works(tmp_path: Path) -> None:
    plain, unsure, sure = (contact(tmp_path, lines) for lines in ("", practice("medium"), practice("high")))
    assert plain.heard == unsure.heard != sure.heard
    assert sure.known("answers") == ("trained",)
