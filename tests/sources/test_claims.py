"""What our words claim: every figure has a source and a day; what changes and what is due is told."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from projects import OWN, codes, lay, only

from booklet.api.validation import find_all
from booklet.errors import Finding, Severity, SourceError, Where
from booklet.facts.gate import Days
from booklet.make.planning import Wanted
from booklet.sources.claims import FILE, SOURCES, Claim, claim_findings, read_claims
from booklet.sources.folders import Folders
from booklet.sources.load import Sources
from booklet.words.guide import Guide, Wording
from booklet.words.own_words import replace_strings

HEAD = "context\tsays\tsource\tagain\tcheck\n"


@pytest.fixture(scope="session")
def claims(sources: Sources) -> tuple[Claim, ...]:
    return read_claims(sources.folders)


@pytest.fixture(scope="session")
def read(claims: tuple[Claim, ...]) -> date:
    """Return a day on which nothing of ours is past its day yet."""
    return min(claim.again for claim in claims)


def say(guide: Guide, id: str, change: Callable[[str], str]) -> Guide:
    block = next(block for block in guide.every_block() if block.id == id)
    said = block.strings["text"]
    return replace_strings(guide, {id: {"text": Wording(tuple(map(change, said.forms)), said.where)}})


def test_every_figure_and_fact_of_ours_has_a_source(sources: Sources, claims: tuple[Claim, ...], read: date) -> None:
    assert list(claim_findings(claims, sources.guide, read)) == []
    assert all(claim.check for claim in claims)
    assert len({(claim.context, claim.says) for claim in claims}) == len(claims)
    contexts = {claim.context.partition(".")[0] for claim in claims}
    assert {"threat", "fakes", "removal", "report", "telling", "take-away", "and-then", "m2"} <= contexts


@pytest.mark.parametrize(
    ("id", "old", "new", "found"),
    [
        ("fakes.lead", "1.2 million", "1.3 million", ["claim-lost", "figure-unsourced", "figure-unsourced"]),
        ("feelings.lead", "for months", "for 3 months", ["figure-unsourced"]),
        ("report.doors.doctor", "three days", "four days", ["claim-lost"]),
        ("ten-b.comic.f.caption", "Three weeks", "3 weeks", []),  # a story
        ("feelings.lead", "some make jokes", "some make jokes in room 4b", []),
    ],
)
def test_a_figure_that_changes_is_told(
    id: str, old: str, new: str, found: list[str], sources: Sources, claims: tuple[Claim, ...], read: date
) -> None:
    assert any(old in wording.forms[-1] for block in sources.guide.every_block() for wording in block.strings.values())
    spoilt = say(sources.guide, id, lambda text: text.replace(old, new))
    findings = list(claim_findings(claims, spoilt, read))
    assert codes(findings) == found
    assert all(finding.hint and finding.severity is Severity.WARNING for finding in findings)


def test_a_claim_past_its_day_is_told_with_what_to_look_at(sources: Sources) -> None:
    again = date(2027, 5, 31)
    claim = Claim("rights.who", "196 countries", ("S4", "S59"), again, "The treaty collection", Where(FILE, 2))

    def due(day: date) -> list[Finding]:
        return [found for found in claim_findings([claim], sources.guide, day) if found.code == "claim-due"]

    assert due(again) == []
    finding = only(due(again + timedelta(1)))
    assert finding.message == "rights.who says “196 countries” (S4, S59), to be looked up again from 2027-05-31 on"
    assert (finding.hint, finding.where) == ("look at this: The treaty collection", claim.where)


def test_validate_tells_what_is_due(sources: Sources, claims: tuple[Claim, ...]) -> None:
    asked = Wanted(("card",), countries=("001",), locales=("en",))

    def due(day: date) -> list[Finding]:
        found = find_all(asked, sources, Days.on(day), has_countries=True)
        return [finding for finding in found if finding.code == "claim-due"]

    last = max(claim.again for claim in claims)
    assert due(date(2026, 11, 27)) == []
    assert len(due(last + timedelta(1))) == len(claims)


ROWS = [
    ("m1\tNot\tS99\t2027-05-31\tAll", "unknown-source"),
    ("m1\tNot\t\t2027-05-31\tAll", "unknown-source"),
    ("m1\tNot\tS1\tin May\tAll", "wrong-type"),
    ("m1\tNot\tS1", "wrong-columns"),
]


@pytest.mark.parametrize(("row", "code"), ROWS)
def test_a_row_without_source_or_day_is_a_fault_with_its_line(row: str, code: str, tmp_path: Path) -> None:
    ours = (OWN / SOURCES).read_text("utf-8")
    folder = lay(tmp_path, {FILE: f"{HEAD}m1\tNot\tS1 S2\t2027-05-31\tAll\n{row}\n", SOURCES: ours})
    with pytest.raises(SourceError) as stopped:
        read_claims(Folders(OWN, folder))
    finding = only(stopped.value.findings)
    assert (finding.code, str(finding.where)) == (code, f"{FILE}:3")


def test_sources_are_numbered_once_and_say_where_and_how_sure() -> None:
    lines = [line.split("\t") for line in (OWN / SOURCES).read_text("utf-8").splitlines()]
    assert lines[0] == ["source", "carries", "where", "strength", "read"]
    assert [row[0] for row in lines[1:]] == [f"S{number}" for number in range(1, len(lines))]
    for _, carries, where, strength, read in lines[1:]:
        assert carries and where
        assert set(strength.split("/")) <= {"P", "S", "W"}
        assert date.fromisoformat(read) <= date(2026, 11, 27)
