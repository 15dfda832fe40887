"""Country files that nobody wrote: whatever one holds, it is read or refused with findings, and never fails.

2,000 files in every run; `HYPOTHESIS_PROFILE=deep pytest tests/sources/test_made_countries.py` makes 100,000.
"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from projects import CONFIRMED

from booklet.commands.tell import tell
from booklet.errors import Finding, Severity, SourceError
from booklet.facts.gate import Days, call_findings, state_of
from booklet.facts.insert import DAYS, KINDS, Insert
from booklet.facts.law import LINES, law_findings
from booklet.facts.practice import ABOUT, VALUES
from booklet.facts.selection import select
from booklet.make.build import check, open_sources
from booklet.make.planning import Wanted, plan_jobs
from booklet.project.differences import differences
from booklet.sources.contacts import CHATS
from booklet.sources.countries import read_insert
from booklet.sources.hosts import host_findings
from booklet.sources.load import Sources
from booklet.sources.numbers import number_findings
from booklet.typeset.colophon import make_colophon
from booklet.words.locales import find_locale
from booklet.words.localise import ManuscriptAxes, localise

PARTS = 4
FILES = max(2_000, settings.default.max_examples if settings.default else 0) // PARTS

DAY = date(2026, 11, 25)

HOSTILE = (
    *("", " ", "NO", "on", "0800", "0o17", "0x74", "12:30:45", "1_000", "~", "null", "yes", "2026-13-45", "9999-12-31"),
    *(
        "<img src=http://a.example/x>",
        '<font color="red">',
        "{number}",
        "{page:help}",
        "[a](https://a.example)",
        "*",
        "_",
    ),
    *("\u202e116", "\u200b", "\u2066a\u2069", "a\u0300" * 40, "ก" * 90, "\U0001f600", "مصر", "\\", "\\*", "%s", "$x"),
    *(
        "../../etc/passwd",
        "/etc/passwd",
        "C:\\x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "x" * 400,
        "a\nb",
        "\ud7ff",
    ),
    *(
        "https://a.example",
        "https://bit.ly/x",
        "https://a@b.example",
        "http://xn--a.example",
        "116 111",
        "+44 20 7946 0018",
    ),
)

words = st.sampled_from(HOSTILE) | st.text(max_size=30)
loose = st.recursive(
    words | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)


ODD = 40
"""One value in so many is none that people would write."""


def mostly(*usual: Any) -> st.SearchStrategy[Any]:
    """Return what people usually write, now and then anything."""
    common = st.sampled_from(usual)
    return st.integers(1, ODD).flatmap(lambda number: st.one_of(words, loose) if number == ODD else common)


def record(
    needed: Mapping[str, st.SearchStrategy[Any]] | None = None, /, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[Any]:
    """Return a mapping of the needed and some other fields, now and then with one that is none, or no mapping."""
    known = st.fixed_dictionaries(dict(needed or {}), optional=fields)
    more = st.builds(lambda a, b: {**a, **b}, known, st.dictionaries(words, loose, max_size=2))
    return st.integers(1, ODD).flatmap(lambda number: {ODD: loose, 1: more}.get(number, known))


NUMBERS = ("116", "0808 157 0192", "+44 20 7946 0018", "(020) 7946-0999", "020 7946 0999")
NAMES = record({"en": mostly("Example Line", "مثال")}, sw=mostly("Mfano"))
SOURCE_LIST = st.lists(
    record({"url": mostly("https://line.example/")}, reference=words, dated=words), min_size=1, max_size=2
)
SAID = {"sources": SOURCE_LIST, "confidence": mostly("high", "medium", "low")}
PRACTICE = record(
    {"about": mostly(*ABOUT), **SAID},
    value=mostly(*sorted({value for known in VALUES.values() for value in known})),
    says=words,
    quote=words,
    conflict=words,
)
LAW_FACT = record(
    {"id": mostly("a", "b"), "about": mostly("child-age"), "value": words, **SAID},
    area=words,
    says=words,
    expires=mostly("2027-01-01"),
)
CONTACT = record(
    {
        "kind": mostly(*KINDS),
        "name": NAMES,
        "confidence": mostly("high", "medium", "low"),
        "sources": SOURCE_LIST,
    },
    practice=st.lists(PRACTICE, max_size=2),
    numbers=st.lists(record({"printed": mostly(*NUMBERS)}), max_size=3),
    abroad=mostly("+44 20 7946 0018"),
    web=mostly("https://line.example/", "http://line.example/a"),
    chat=mostly(list(CHATS), "email"),
    whatsapp=mostly("020 7946 0018"),
    sms=record({"to": mostly("60018")}, word=mostly("HI")),
    hours=record(
        always=mostly("yes", "no"), daily=mostly("09:00-17:00"), **{f"{DAYS[0]}-{DAYS[4]}": mostly("10:00-12:00")}
    ),
    languages=mostly(["en", "sw"]),
    free=mostly("yes", "no", "unknown"),
    private=mostly("yes", "no"),
    ages=record(under=mostly("18"), **{"from": mostly("18")}),
    note=words,
    conflict=words,
    withheld=mostly(""),
    withdrawn=mostly("2026-10-01"),
    checked=record({"by": mostly("A. Tester"), "on": mostly("2026-11-20", "2030-01-01")}),
)


def numbered(contacts: list[Any]) -> list[Any]:
    """Return contacts with an id each, where they are mappings."""
    return [{"id": f"c{place}", **found} if isinstance(found, dict) else found for place, found in enumerate(contacts)]


COUNTRY = record(
    {"country": mostly("XX"), "name": NAMES},
    locales=mostly(["en"]),
    lead=mostly("c0"),
    contacts=st.lists(CONTACT, min_size=1, max_size=4).map(numbered),
    law=record(
        facts=st.lists(LAW_FACT, max_size=2),
        signed=record(
            {"by": mostly("L. Awyer"), "role": mostly("lawyer"), "on": mostly("2026-11-20"), "of": mostly("1234abcd")}
        ),
        **{key: record(en=mostly("The law protects you."), facts=mostly(["a"], "b")) for key in LINES},
    ),
    names=record(**{"boy-1": mostly("Sami"), "girl-2": words}),
    **{"law-may-punish": mostly("yes", "no")},
)

WRITTEN = CONFIRMED.splitlines()


@st.composite
def edited(draw: st.DrawFn) -> str:
    """Return a sound file in which some lines were damaged, doubled, lost or moved."""
    lines = list(WRITTEN)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(lines) - 1))
        key, colon, value = lines[place].partition(":")
        damaged = (f"{key}: {draw(words)}", f"{key}{colon}{value}{draw(words)}", f"{draw(words)}{lines[place]}", "")
        lines[place] = draw(st.sampled_from((*damaged, f"{lines[place]}\n{draw(st.sampled_from(WRITTEN))}")))
    return "\n".join(lines)


made = st.one_of(COUNTRY.map(lambda tree: json.dumps(tree, ensure_ascii=False)), edited())


def read(folder: Path, text: str) -> Insert | None:
    """Return the insert of a text, or nothing if it is refused; findings are told in a line each."""
    path = folder / "XX.yaml"
    path.write_bytes(text.encode("utf-8", "replace"))
    findings: tuple[Finding, ...]
    try:
        insert = read_insert(path, "XX.yaml")
        findings = insert.notes
    except SourceError as error:
        insert, findings = None, error.findings
        assert any(finding.severity is Severity.ERROR for finding in findings)
    for finding in findings:
        assert finding.where.file == "XX.yaml"
        assert finding.message and finding.hint
        assert tell(finding).isprintable()
    return insert


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_any_country_file_is_read_or_refused_and_never_fails(
    part: int, tmp_path_factory: pytest.TempPathFactory, sources: Sources
) -> None:
    folder = tmp_path_factory.mktemp("made")

    @seed(part)  # other files in each part, and the same in every run
    @settings(max_examples=FILES, derandomize=False)
    @given(made)
    def each(text: str) -> None:
        insert = read(folder, text)
        if insert is not None:
            printed(insert, sources)

    each()


def printed(insert: Insert, sources: Sources) -> None:
    """Take an insert all the way to the words of an edition."""
    list(differences(insert, sources.world))
    list(host_findings(insert, frozenset({"line.example"})))
    number_findings(insert)
    for band in sources.guide.bands:
        contacts = select(insert, sources.world, band).printed
        assert all(contact.is_printable for contact in contacts)
        state_of(contacts, DAY)
        assert not insert.law or insert.legal.is_signed
        assert all(fact.is_sure for line in insert.legal.lines for fact in insert.legal.facts_of(line))
        list(law_findings(insert.legal, DAY, DAY))
        list(call_findings(contacts, Days.on(DAY)))
        manuscript, _ = localise(
            sources.guide, insert, sources.world, ManuscriptAxes(find_locale("en"), band, "card", {})
        )
        make_colophon(manuscript, "draft", contacts, DAY, DAY)


@pytest.mark.slow
@settings(max_examples=20)
@given(text=edited())
def test_what_was_read_is_set_or_refused(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    project = tmp_path_factory.mktemp("made")
    path = project / "translations" / "countries" / "XX.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode("utf-8", "replace"))
    found = open_sources(project)
    try:
        check(
            plan_jobs(Wanted(countries=("XX",), products=("card", "poster"), editions=("screen",)), found), found, DAY
        )
    except SourceError as error:
        assert error.findings
