"""Safer Internet Day: its date, and posters and cards that name it."""

from datetime import date
from pathlib import Path

import pypdf
import pytest
from campaigns import campaign, made, make, pdfs, rewritten, told_codes
from projects import lay, told

from booklet.check.proof.compare import ProofError
from booklet.errors import SourceError
from booklet.facts.event import CONFIRMED, safer_internet_day
from booklet.make.build import check, open_sources
from booklet.make.drawing import draw
from booklet.make.proving import prove
from booklet.make.runs.plan import plan_run
from booklet.sources.runfile import read_run

KNOWN = {
    2012: 7, 2014: 11, 2017: 7, 2018: 6, 2019: 5, 2020: 11, 2021: 9, 2022: 8, 2023: 7, 2024: 6, 2025: 11, 2026: 10
}  # fmt: skip
"""Days of February on which it was."""

RUN = """\
event: {year: 2026}
lots:
  - {name: posters, product: poster, countries: XX, locales: en, bands: 14-17, event: yes}
  - {name: cards, product: card, items: c1, countries: XX, locales: en, event: yes}
  - {name: plain, product: poster, items: p1, countries: XX, locales: en, bands: 14-17}
"""


def words(path: Path) -> str:
    return " ".join(pypdf.PdfReader(path).pages[0].extract_text().split())


def event_of(folder: Path, event: str) -> tuple[date, bool]:
    lots = "lots: [{name: a, product: poster, event: yes}]"
    (lot,) = read_run(lay(folder, {"run.yaml": f"event: {event}\n{lots}\n"}) / "run.yaml").lots
    assert lot.event
    return lot.event.day, lot.event.is_confirmed


@pytest.mark.parametrize("year", KNOWN)
def test_the_rule_gives_the_days_it_was_on(year: int) -> None:
    assert safer_internet_day(year) == date(year, 2, KNOWN[year])


def test_announced_days_are_in_the_table_and_others_are_by_rule(tmp_path: Path) -> None:
    assert all(safer_internet_day(year) == day for year, day in CONFIRMED.items())
    assert event_of(tmp_path, "{year: 2026}") == (date(2026, 2, 10), True)
    assert event_of(tmp_path, "{year: 2027}") == (date(2027, 2, 9), False)
    assert event_of(tmp_path, "{date: 2027-02-10}") == (date(2027, 2, 10), True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("event: {year: 27}\nlots: [{name: a}]", "wrong-year"),
        ("event: {}\nlots: [{name: a}]", "wrong-year"),
        ("event: {date: soon}\nlots: [{name: a}]", "wrong-type"),
        ("lots: [{name: a, event: yes}]", "missing-event"),
        ("event: {year: 2027}\nlots: [{name: a, event: maybe}]", "unknown-event"),
        ("event: {year: 2027, theme: Together}\nlots: [{name: a}]", "wrong-type"),
        ('event: {year: 2027, theme: {en: ""}}\nlots: [{name: a}]', "empty-text"),
        ('event: {year: 2027, theme: {en: "a\\nb"}}\nlots: [{name: a}]', "wrong-theme"),
        (f"event: {{year: 2027, theme: {{en: {'x' * 101}}}}}\nlots: [{{name: a}}]", "wrong-theme"),
        ("event: {year: 2027, theme: {en: Call 020 7946 0018}}\nlots: [{name: a}]", "wrong-theme"),
    ],
)
def test_a_day_that_nobody_can_tell_is_a_fault(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(SourceError) as raised:
        read_run(lay(tmp_path, {"run.yaml": text}) / "run.yaml")
    assert code in [found for found, _ in told(raised.value.findings)]


@pytest.mark.slow
def test_posters_and_the_first_card_name_the_day_and_others_do_not(tmp_path: Path) -> None:
    file = campaign(tmp_path, RUN)
    assert make(file) == 0
    folder = made(file) / "offset-coated"
    dated = [words(path) for lot in ("posters", "cards") for path in (folder / lot).glob("*.pdf")]
    assert len(dated) == 6
    assert all("Safer Internet Day · February 10, 2026" in text for text in dated)
    assert not any("Safer Internet" in words(path) for path in (folder / "plain").glob("*.pdf"))
    before = pdfs(made(file))
    file.write_text(RUN.replace("year: 2026", "date: 2026-02-11"), encoding="utf-8")
    assert make(file) == 0
    assert {Path(name).parent.name for name in rewritten(before, pdfs(made(file)))} == {"posters", "cards"}


@pytest.mark.slow
def test_a_day_by_rule_is_told_until_somebody_has_looked_it_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = RUN.replace("product: poster, c", "product: poster, items: p1, c")
    file = campaign(tmp_path, run.replace("year: 2026", "year: 2027"))
    assert make(file) == 0
    assert "run.yaml:1: event-unconfirmed: 2027-02-09" in capsys.readouterr().err
    file.write_text(run.replace("year: 2026", "date: 2027-02-09"), encoding="utf-8")
    assert make(file) == 0
    assert "event-unconfirmed" not in capsys.readouterr().err


def test_what_has_no_place_for_the_day_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make(campaign(tmp_path, RUN.replace("items: c1", "items: [c1, c2]"))) == 3
    where, code, message = capsys.readouterr().err.splitlines()[0].split(": ")[:3]
    assert (where.endswith("run.yaml:4"), code) == (True, "no-day-here")
    assert message.startswith("card c2 has no place for the day")


@pytest.mark.slow
def test_a_school_and_the_day_stand_together(tmp_path: Path) -> None:
    file = campaign(tmp_path, RUN.replace("items: p1,", "items: p1, event: yes, records: s.csv,"))
    lay(file.parent, {"s.csv": "name,contact\nGreen Hill,gh.example\n", "brand.yaml": "name: Us\n"})
    assert make(file) == 0
    said = words(next((made(file) / "offset-coated" / "plain").glob("*.pdf")))
    assert "Safer Internet Day" in said and "Green Hill" in said
    for path in (made(file) / "offset-coated" / "posters").glob("*.pdf"):
        assert "Safer Internet Day" in words(path) and "Adapted by Us" in words(path)


THEMED = """\
event:
  date: 2027-02-09
  theme:
    en: "Together for *a* better <b>{date}</b>"
    ar: "معًا من أجل إنترنت أفضل"
lots:
  - {name: posters, product: poster, items: [p1, p2], countries: XX, locales: [en, ar, th], bands: 14-17, event: yes}
  - {name: cards, product: card, items: c1, countries: XX, locales: [en, ar, th], bands: 14-17, event: yes}
"""


@pytest.mark.slow
def test_posters_and_the_first_card_say_what_the_day_is_about_in_their_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = campaign(tmp_path, THEMED)
    assert make(file) == 0
    said = {path.name: words(path) for path in (made(file) / "offset-coated").rglob("guide_*.pdf")}
    english = [text for name, text in said.items() if "_en_" in name]
    assert len(english) == 3 and all("Together for *a* better <b>{date}</b>" in text for text in english)
    assert not any("Together" in text for name, text in said.items() if "_en_" not in name)
    told = capsys.readouterr().err
    assert ("run.yaml:2", "no-theme") in told_codes(told) and "the theme is not written in th" in told


@pytest.mark.slow
def test_the_page_of_the_day_says_its_date_and_its_theme(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dated = THEMED[: THEMED.index("  - {name: posters")]
    lot = "product: kit, items: day, countries: XX, locales: [en, ar, th], bands: 14-17, editions: office, ink: grey"
    file = campaign(tmp_path, f"{dated}  - {{name: day, {lot}, event: yes}}\n  - {{name: plain, {lot}}}\n")
    assert make(file) == 0
    folder = made(file) / "office-mono"
    said = {
        name: {path.name.split("_")[3]: words(path) for path in (folder / name).glob("*.pdf")}
        for name in ("day", "plain")
    }
    assert "Safer Internet Day, February 9, 2027: Together for *a* better <b>{date}</b>." in said["day"]["en"]
    assert all("2027" in text for text in said["day"].values()) and "Together" not in said["day"]["th"]
    assert "Safer Internet Day, in February." in said["plain"]["en"]
    assert len(said["plain"]) == 3 and not any("2027" in text for text in said["plain"].values())
    assert ("run.yaml:2", "no-theme") in told_codes(capsys.readouterr().err)


@pytest.mark.slow
def test_a_theme_that_changes_makes_the_files_of_its_language_again(tmp_path: Path) -> None:
    file = campaign(tmp_path, THEMED)
    assert make(file) == 0
    before = pdfs(made(file))
    file.write_text(THEMED.replace("أفضل", "آمن"), encoding="utf-8")
    assert make(file) == 0
    changed = [Path(name).name for name in rewritten(before, pdfs(made(file)))]
    assert len(changed) == 3 and all("_ar_" in name for name in changed)


@pytest.mark.slow
def test_a_theme_without_room_is_told_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make(campaign(tmp_path, THEMED.replace("Together", "W" * 60))) == 3
    told = [line for line in capsys.readouterr().err.splitlines() if "files examined" not in line]
    assert told_codes("\n".join(told)) == {("run.yaml:4", "theme-too-long")} and len(told) == 2, told
    assert "poster-a3 en page 1 (p2); shorten it by about" in "".join(told)


def test_a_theme_in_a_language_there_is_not_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make(campaign(tmp_path, THEMED.replace("    ar:", "    arr:"))) == 3
    where, code = capsys.readouterr().err.splitlines()[0].split(": ")[:2]
    assert (where.endswith("run.yaml:5"), code) == (True, "unknown-locales")


@pytest.mark.slow
def test_a_school_the_day_and_its_theme_stand_together_in_tall_scripts(tmp_path: Path) -> None:
    run = THEMED.replace("event: yes}", "event: yes, records: s.csv}", 1).replace("[en, ar, th]", "[ar, th]", 1)
    file = campaign(tmp_path, run)
    lay(file.parent, {"s.csv": "name,contact\nGreen Hill School of Exampleland,green-hill.example\n"})
    assert make(file) == 0
    assert len(list((made(file) / "offset-coated" / "posters").glob("*.pdf"))) == 4


@pytest.mark.slow
def test_what_is_read_back_must_name_the_day_and_its_theme(tmp_path: Path) -> None:
    file = campaign(tmp_path, THEMED)
    sources, day = open_sources(file.parent), date(2026, 11, 25)
    named = next(item for item in plan_run(read_run(file), sources) if item.job.locale == "en")
    (plain,) = check([named.job], sources, day)
    data = draw(plain, sources, day)
    sources.event = named.event
    (document,) = check([named.job], sources, day)
    assert prove(document, draw(document, sources, day), sources, day)
    with pytest.raises(ProofError) as raised:
        prove(document, data, sources, day)
    missing = " ".join(finding.message for finding in raised.value.findings)
    assert "Safer Internet Day" in missing and "Together for *a* better" in missing
