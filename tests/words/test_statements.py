"""What a partner says in its own words and pictures makes a proof until a named person stands for it."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from catalogues import po
from projects import CONFIRMED, COUNTRY, law, lay, ours
from signing import lay_translated_back
from speed import first

from booklet.api.confirming import list_to_look_at
from booklet.cli import main
from booklet.commands.confirm_words import ask_statements
from booklet.errors import Finding, SourceError, Where
from booklet.facts.event import EventDay, EventTheme
from booklet.facts.gate import Days, may_go
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.opening import load_sources_once
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.runs.kept import read_rows
from booklet.project.confirmations import write_confirmations
from booklet.sources.confirmed import read_confirmed
from booklet.sources.folders import Folders
from booklet.sources.runfile import read_run
from booklet.words.catalogue import slots
from booklet.words.statements import Answer, Confirmation, Statement, fingerprint_of, list_to_confirm, standing_of

MADE = date(2026, 11, 25)

WHERE = Where("brand.yaml", 2)


def document(project: Path, product: str = "booklet", locale: str = "en", made: date = MADE) -> Document:
    sources = open_sources(project)
    job = plan_jobs(Wanted((product,), (locale,), ("XX",), editions=("screen",)), sources)[0]
    return check([job], sources, made, made)[0]


def told(found: Document) -> list[str]:
    """Return where something stands that nobody stands for."""
    return [str(finding.where) for finding in found.findings if finding.code == "unconfirmed"]


def confirm(project: Path, answer: Answer = Answer.TRIED, on: date = MADE, product: str = "booklet") -> None:
    """Confirm all that is open in a project as a person would."""
    found = document(project, product)
    said = found.standing.unconfirmed
    assert said
    write_confirmations(project, [Confirmation(one.place, one.of, answer, "A. Tester", on, one.shows) for one in said])


def project(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    return lay(folder, {COUNTRY: CONFIRMED, "brand.yaml": "name: Example Friends\n", **files})


PAGE = """\
pages:
  - id: visit
    after: [find, start]
    title: Come and see us
    blocks: [{{id: visit.say, kind: paragraph, text: '{}'}}]
  - {{id: notes-1, after: visit, title: Notes, blocks: [{{id: notes-1.a, kind: lines}}]}}
  - {{id: notes-2, after: notes-1, title: Notes, blocks: [{{id: notes-2.a, kind: lines}}]}}
  - {{id: notes-3, after: notes-2, title: Notes, blocks: [{{id: notes-3.a, kind: lines}}]}}
"""

TRICKS = {
    "a short number": "Call 119 now",
    "commas": "Call 0,8,0,0 now",
    "dots": "Call 08.00.11 now",
    "an en dash": "Call 08–00 now",
    "a minus sign": "Call 08−00 now",
    "bars": "Call 1|1|9 now",
    "colons": "Call 1:1:9 now",
    "stars": "Call 1\\*1\\*9 now",
    "thin spaces": "Call 1\u20091\u20099 now",
    "zero-width spaces": "Call 1\u2060\u20601\u20609 now",
    "superscript digits": "Call ¹¹⁹ now",
    "circled digits": "Call ①①⑨ now",
    "fullwidth digits": "Call １１９ now",
    "Arabic digits": "Call ١١٩ now",
    "Devanagari digits": "Call ११९ now",
    "a fraction": "Call ½ now",
    "a keycap": "Call 1\ufe0f\u20e31 now",
    "letters O for 0": "Call O8OO now",
    "letters alone": "Call OII now",
    "bold digits inside": "Call 0800 *999* 999 now",
    "digits beside a placeholder": "Call {number} 99 now",
    "digits beside a link": "Call [us](#directory)99 now",
    "a call in a link": "Call [us](tel:119) now",
    "a mail in a link": "Write [to us](mailto:a@b.example) now",
    "a site in a link": "Look [here](https://b.example/) now",
    "an address": "Look at help.b.example/now",
    "an address in another script": "Look at помощь.рф",
    "a site with full-width dots": "Look at help．b．example",
    "a mail with a full-width sign": "Write to friend＠b．example",
    "underlined digits": "Call 1\u03321\u03329\u0332 now",
    "a mail": "Write to friend@b.example",
    "a handle": "Write to @friend",
    "digits spelt as words": "Call one one nine now",
    "digits spelt with hyphens": "Our number: one-one-nine",
}


@pytest.mark.parametrize("words", first(6, TRICKS.values()), ids=TRICKS)
def test_what_can_be_dialled_or_opened_makes_a_proof(tmp_path: Path, words: str) -> None:
    found = document(project(tmp_path, {"pages.yaml": PAGE.format(words)}))
    assert found.why == "proof" and found.name.endswith("_PROOF.pdf")
    assert told(found) == ["pages.yaml:5"]


@pytest.mark.slow
def test_a_link_that_leads_elsewhere_than_its_words_say_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as stopped:
        document(project(tmp_path, {"pages.yaml": PAGE.format("Call [116](tel:119) now")}))
    assert [finding.code for finding in stopped.value.findings] == ["crossed-link"]


def test_words_without_signs_are_final(tmp_path: Path) -> None:
    found = document(project(tmp_path, {"pages.yaml": PAGE.format("Call {number}, *any day*, [here](#directory).")}))
    assert (found.why, told(found)) == ("", [])


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"brand.yaml": "name: Call 119\n"}, "brand.yaml:1"),
        ({"brand.yaml": "name: A\nshort: Dial 119\n"}, "brand.yaml:1"),
        ({"brand.yaml": "name: A\ncontact: www.a.example\n"}, "brand.yaml:1"),
        ({COUNTRY: CONFIRMED.replace("Exampleland", "Exampleland 119")}, COUNTRY),
        ({COUNTRY: CONFIRMED.replace("law: {}", "names: {zuri: Zuri 119}\nlaw: {}")}, COUNTRY),
    ],
)
def test_lines_of_a_partner_and_its_country_make_a_proof(tmp_path: Path, files: Mapping[str, str], place: str) -> None:
    found = document(project(tmp_path, files))
    assert (found.why, told(found)) == ("proof", [place])


def test_a_line_on_the_law_prints_nothing_until_somebody_has_signed_it(tmp_path: Path) -> None:
    said = law("report: {en: Call 119 for the police.}")
    found = document(project(tmp_path, {COUNTRY: CONFIRMED.replace("law: {}", said)}))
    assert "law-unsigned" in {finding.code for finding in found.findings}
    assert "119" not in str(found.manuscript)


def test_the_name_of_a_place_that_has_no_number_makes_a_proof(tmp_path: Path) -> None:
    contact = "  - {id: web, kind: support, name: {en: Chat 119}, web: https://w.example/, confidence: high,\n"
    contact += "     sources: [{url: https://w.example/about}]}\n"
    found = document(project(tmp_path, {COUNTRY: CONFIRMED.replace("law: {}", contact + "law: {}")}))
    assert found.why == "proof" and any("119" in finding.message for finding in found.findings)


@pytest.mark.slow
def test_an_address_that_nobody_calls_makes_a_proof_until_somebody_has_opened_it(tmp_path: Path) -> None:
    """A typing slip in the address of a place without a number went to readers: no call holds for it."""
    contact = "  - {id: web, kind: support, name: {en: Chat}, web: https://w.example/, confidence: high,\n"
    contact += "     sources: [{url: https://w.example/about}]}\n"
    folder = project(tmp_path, {COUNTRY: CONFIRMED.replace("law: {}", contact + "law: {}")})
    assert (document(folder).why, len(told(document(folder)))) == ("proof", 1)
    confirm(folder)
    assert document(folder).why == ""
    lay(folder, {COUNTRY: CONFIRMED.replace("law: {}", contact.replace("w.example/,", "v.example/,") + "law: {}")})
    assert document(folder).why == "proof"
    lay(folder, {COUNTRY: CONFIRMED.replace("law: {}", contact.replace("Chat", "Police") + "law: {}")})
    assert document(folder).why == "proof"


@pytest.mark.slow
def test_addresses_that_are_ours_are_no_statement_in_a_copy_of_our_file(tmp_path: Path) -> None:
    name = "translations/countries/001.yaml"
    assert document(project(tmp_path, {name: ours(name) + "\n# ours\n"})).why == ""
    web = ours(name).replace("https://takeitdown.ncmec.org/", "https://takeitdown.example/")
    assert document(project(tmp_path, {name: web})).why == "proof"


def test_a_country_names_young_people_and_fills_in_nothing_else(tmp_path: Path) -> None:
    """`names: {emergency: ...}` stood where the guide says which number to call in danger."""
    names = "names: {leila: Zuri, emergency: Nemo, crisis: Nemo, finder: Nemo, date: Nemo}"
    found = document(project(tmp_path, {COUNTRY: CONFIRMED.replace("law: {}", names + "\nlaw: {}")}))
    said = str(found.manuscript)
    assert "Zuri" in said and "Nemo" not in said


def test_the_international_file_of_a_project_is_looked_at_in_every_country(tmp_path: Path) -> None:
    name = "translations/countries/001.yaml"
    text = ours(name).replace("name: {en: ", "name: {en: Chat 119 ")
    assert text != ours(name) and document(project(tmp_path, {name: text})).why == "proof"


@pytest.mark.slow
def test_three_paragraphs_cannot_share_a_number(tmp_path: Path) -> None:
    page = PAGE.format("Call 08").replace(
        "}]\n  - {id: notes-1", "}, {id: b, kind: paragraph, text: 00 then 11}]\n  - {id: notes-1"
    )
    assert len(told(document(project(tmp_path, {"pages.yaml": page})))) == 2


@pytest.mark.slow
def test_labels_and_guide_files_laid_over_ours_make_a_proof(tmp_path: Path) -> None:
    name = "translations/en/guide/14-17/friend.yaml"
    text = ours(name).replace("title: When a friend | tells you", "title: When a friend dials 119", 1)
    found = document(project(tmp_path, {name: text}))
    assert found.why == "proof" and [place.partition(":")[0] for place in told(found)] == [name]


@pytest.mark.slow
def test_a_file_that_is_ours_as_it_stands_is_no_statement(tmp_path: Path) -> None:
    name = "translations/en/guide/14-17/friend.yaml"
    assert document(project(tmp_path, {name: ours(name)})).why == ""


@pytest.mark.slow
@pytest.mark.parametrize("name", first(1, ["layouts/art/logo.svg", "layouts/art/icon-phone.svg"]))
def test_a_picture_of_a_partner_makes_a_proof_until_somebody_has_looked(tmp_path: Path, name: str) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path d="M0 0H40V30H0Z" fill="#21192E"/></svg>'
    folder = project(tmp_path, {name: svg})
    assert (document(folder).why, told(document(folder))) == ("proof", [name])
    confirm(folder, Answer.NOTHING)
    assert document(folder).why == ""
    lay(folder, {name: svg.replace("H40", "H41")})
    assert (document(folder).why, told(document(folder))) == ("proof", [name])


def test_our_own_picture_laid_over_itself_is_no_statement(tmp_path: Path) -> None:
    name = "layouts/art/icon-phone.svg"
    assert document(project(tmp_path, {name: ours(name)})).why == ""


@pytest.mark.slow
def test_a_confirmation_holds_for_the_very_words_in_their_place(tmp_path: Path) -> None:
    folder = project(tmp_path, {"brand.yaml": "name: A\ncontact: Call 119\n"})
    confirm(folder)
    assert document(folder).why == ""
    lay(folder, {"brand.yaml": "name: A\ncontact: Call 112\n"})
    assert document(folder).why == "proof"
    lay(folder, {"brand.yaml": "name: Call 119\ncontact: A\n"})
    assert document(folder).why == "proof"
    lay(folder, {"brand.yaml": "name: A\ncontact: Call 119\n"})
    assert document(folder).why == ""


def test_a_number_that_was_tried_holds_for_six_months_and_nothing_for_ever() -> None:
    statement = Statement("brand.yaml contact", "“119”", fingerprint_of("brand.yaml contact", "119"), WHERE)
    for answer, last in ((Answer.TRIED, False), (Answer.NOTHING, True)):
        known = {
            (statement.place, statement.of): Confirmation(statement.place, statement.of, answer, "A. Tester", MADE)
        }
        days = (date(2026, 11, 24), MADE, date(2027, 5, 24), date(2027, 5, 25))
        found = [(standing_of([statement], known, day), day) for day in days]
        held = [not one.unconfirmed and may_go((), one.calls, Days.on(day)) for one, day in found]
        assert held == [False, True, True, last]
        again = [bool(list_to_confirm([statement], known, day)) for day in (*days, date(2027, 4, 25))]
        assert again == [True, False, not last, not last, not last]


def catalogue(folder: Path, say: Callable[[str], str], locale: str = "fr") -> Path:
    guide = open_sources(None).guide
    return project(folder, {f"translations/{locale}/guide.po": po(guide, locale, say)})


@pytest.mark.slow
def test_a_translation_that_says_other_digits_than_its_english_makes_a_proof(tmp_path: Path) -> None:
    folder = catalogue(tmp_path, lambda text: text.replace("7 to 18", "119"), "so")
    assert "7 to 18" in "".join(slot.text for slot in slots(open_sources(None).guide).values())
    found = document(lay_translated_back(folder, "so"), locale="so")
    assert found.why == "proof" and any("119" in finding.message for finding in found.findings)


@pytest.mark.slow
def test_the_same_digits_in_another_script_are_those_of_the_english(tmp_path: Path) -> None:
    digits = str.maketrans("0123456789", "०१२३४५६७८९")
    folder = catalogue(tmp_path, lambda text: text.translate(digits) if "{" not in text else text, "so")
    found = document(lay_translated_back(folder, "so"), locale="so")
    fixed = {f"translations/so/guide.po m{number}" for number in range(1, 7)}  # nobody has read both
    assert {one.place for one in found.standing.unconfirmed} <= fixed


@pytest.mark.slow
def test_fixed_messages_in_a_new_language_make_a_proof_until_somebody_reads_both(tmp_path: Path) -> None:
    folder = catalogue(tmp_path, str, "so")
    found = document(folder, locale="so")
    said = {one.place: one for one in found.standing.unconfirmed}
    assert set(said) == {f"translations/so/guide.po m{number}" for number in range(1, 7)}
    one = said["translations/so/guide.po m1"]
    assert one.answers == (Answer.AGREES,) and one.asks
    for answer, left in ((Answer.NOTHING, 6), (Answer.AGREES, 5)):
        write_confirmations(folder, [Confirmation(one.place, one.of, answer, "A. Tester", MADE)])
        assert len(document(folder, locale="so").standing.unconfirmed) == left


@pytest.mark.slow
def test_our_own_catalogue_laid_over_itself_is_no_statement(tmp_path: Path) -> None:
    folder = project(tmp_path, {"translations/fr/guide.po": ours("translations/fr/guide.po")})
    assert not document(folder, locale="fr").standing.unconfirmed


@pytest.mark.slow
def test_a_theme_with_digits_makes_a_proof_of_what_names_the_day(tmp_path: Path) -> None:
    sources = open_sources(project(tmp_path, {}))
    theme = EventTheme("en", "Call 119 together", Where("run.yaml", 3))
    dated = replace(sources, event=EventDay(date(2027, 2, 9), True, Where("run.yaml", 2), (theme,)))
    job = plan_jobs(Wanted(("poster",), ("en",), ("XX",), editions=("screen",)), sources)[0]
    found = [check([job], known, MADE, MADE)[0].why for known in (sources, dated)]
    assert found == ["", "proof"]


@pytest.mark.slow
def test_the_rows_of_a_table_are_confirmed_together_and_fall_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = "defaults: {records: schools.csv}\nlots:\n  - {name: a, product: poster, items: [p1], countries: [XX],"
    run += " locales: en, bands: 14-17, editions: screen}\n"
    table = "id,name\na,School 4\nb,Hill\nc,School 5\n"
    folder = project(tmp_path / "project", {"run.yaml": run, "schools.csv": table})
    file = folder / "run.yaml"
    assert names(file, tmp_path) == {"a": True, "b": False, "c": True}
    asked: list[str] = []

    def answer(question: str, _: tuple[str, ...]) -> str:
        asked.append(question)
        return "nothing"

    said = list_to_look_at(open_sources(folder), "XX", MADE, read_run(file))
    ask_statements(folder, said, "A. Tester", MADE, answer)
    assert len(asked) == 1
    assert names(file, tmp_path) == {"a": False, "b": False, "c": False}
    lay(folder, {"schools.csv": table.replace("5", "6")})
    assert names(file, tmp_path) == {"a": False, "b": False, "c": True}


def names(file: Path, folder: Path) -> dict[str, bool]:
    """Run a campaign as a new process does, and return which of its files are a proof, by the id of the row."""
    load_sources_once.cache_clear()
    assert main(["run", str(file), "--output", str(folder / "made"), "--date", str(MADE)]) == 0
    rows = read_rows(folder / "made").values()
    return {row.item.split("|")[1]: row.path.endswith("_PROOF.pdf") for row in rows}


@pytest.mark.slow
def test_two_who_confirm_at_once_lose_nothing_of_one_another(tmp_path: Path) -> None:
    entry = "from datetime import date; from pathlib import Path; import sys\n"
    entry += "from booklet.project.confirmations import write_confirmations as write\n"
    entry += "from booklet.words.statements import Answer, Confirmation\n"
    entry += "for number in range(8):\n"
    entry += "    place = f'brand.yaml {sys.argv[2]}{number}'\n"
    entry += "    call = Confirmation(place, '0' * 8, Answer.TRIED, 'A. Tester', date(2026, 11, 25))\n"
    entry += "    write(Path(sys.argv[1]), [call])\n"
    running = [subprocess.Popen([sys.executable, "-c", entry, str(tmp_path), name]) for name in "abc"]
    assert [one.wait() for one in running] == [0, 0, 0]
    assert len(read_confirmed(Folders(tmp_path, tmp_path), [])) == 24


BAD = {
    "{place: a, of: b, answer: tried, by: A. Tester}": "missing-key",
    "{place: a, of: b, answer: perhaps, by: A. Tester, on: 2026-11-25}": "unknown-answer",
    "{place: a, of: b, answer: tried, by: '7', on: 2026-11-25}": "no-person",
    "{place: a, of: b, answer: tried, by: A. Tester, on: soon}": "wrong-type",
    "{of: b, answer: tried, by: A. Tester, on: 2026-11-25}": "missing-key",
    "{place: a, of: b, answer: tried, by: A. Tester, on: 2026-11-25, as: c}": "unknown-key",
}


@pytest.mark.parametrize(("entry", "code"), BAD.items())
def test_a_faulty_confirmation_is_told_with_its_line_and_confirms_nothing(
    tmp_path: Path, entry: str, code: str
) -> None:
    findings: list[Finding] = []
    lay(tmp_path, {"confirmed.yaml": f"confirmed:\n  - {entry}\n"})
    assert read_confirmed(Folders(tmp_path, tmp_path), findings) == () or code in ("unknown-key", "missing-key")
    assert [(finding.code, str(finding.where)) for finding in findings] == [(code, "confirmed.yaml:2")]
