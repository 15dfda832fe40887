"""The command `words`: templates, new languages, updates, tables out and in; nothing is lost or written over."""

import csv
import io
import json
import re
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from catalogues import po
from projects import changed, lay
from signing import lay_signed
from speed import first

from booklet.cli import main
from booklet.make.build import open_sources
from booklet.make.lasting import lock_path
from booklet.sources.load import Sources
from booklet.sources.pofile import read_po
from booklet.words.catalogue import Catalogue, slots
from booklet.words.pseudo import to_thai

Capture = pytest.CaptureFixture[str]

DAY = "2026-11-25"

PT = "translations/pt/guide.po"

PAGE = "translations/en/guide/14-17/threat.yaml"


def words(project: Path, *arguments: str) -> int:
    return main(["words", *arguments, "--project", str(project)])


def catalogue(path: Path) -> Catalogue:
    findings: list[object] = []
    found = read_po(path.read_bytes(), str(path), "pt", findings)  # type: ignore[arg-type]
    assert findings == []
    return found


def texts(path: Path) -> dict[str, str]:
    return {name: message.text for name, message in catalogue(path).messages.items()}


def table(*rows: Mapping[str, str]) -> str:
    written = io.StringIO()
    table = csv.DictWriter(written, list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    return written.getvalue()


def codes(capsys: Capture) -> list[str]:
    return [line.removeprefix("warning: ").split(": ")[1] for line in capsys.readouterr().err.splitlines()]


@pytest.mark.slow
def test_the_template_has_every_message_with_what_a_translator_must_know(sources: Sources, tmp_path: Path) -> None:
    path = tmp_path / "messages.pot"
    assert main(["words", "extract", "--output", str(path), "--date", DAY]) == 0
    found = catalogue(path)
    assert {name: message.source for name, message in found.messages.items()} == {
        name: slot.text for name, slot in slots(sources.guide).items()
    }
    assert set(texts(path).values()) == {""}
    text = path.read_text(encoding="utf-8")
    for said in (
        r'#\. poster p2, seen from 3 m: headline\n(?:#.*\n)*msgctxt "p2.title"',
        r"#\. fixed message m5: the same words wherever it stands; safety depends on them: note in a box\n"
        r"#\. form 3 of 5: printed if all that it names is known\n#\. keep: {emergency} {number}\n",
        r"#\. for ages 10-13: simpler words\n",
        r"#\. room: letters at most, by script: \d+ Latn, ",
        r"#\. term: helpline: Different word from hotline",
        r"#\. label: strip\.address\n",
    ):
        assert re.search(said, text), said
    before = path.read_bytes()
    assert main(["words", "extract", "--output", str(path), "--date", DAY]) == 0
    assert path.read_bytes() == before


@pytest.mark.slow
def test_a_new_language_is_empty_and_never_written_over(tmp_path: Path, capsys: Capture) -> None:
    assert words(lay(tmp_path, {"a": ""}), "init", "pt", "--date", DAY) == 0
    found = catalogue(tmp_path / PT)
    assert found.header["Language"] == "pt" and found.header["Plural-Forms"].startswith("nplurals=3")
    assert set(texts(tmp_path / PT).values()) == {""}
    text = (
        (tmp_path / PT).read_text().replace('msgid "Danger now?"\nmsgstr ""', 'msgid "Danger now?"\nmsgstr "Danger ?"')
    )
    (tmp_path / PT).write_text(text)
    capsys.readouterr()
    assert words(tmp_path, "init", "pt") == 3
    assert codes(capsys) == ["would-overwrite"]
    assert (tmp_path / PT).read_text() == text
    assert words(tmp_path, "init", "en") == 3
    assert words(tmp_path, "init", "tlh") == 3
    assert codes(capsys) == ["would-overwrite", "unknown-locale"]


@pytest.mark.slow
def test_an_update_changes_one_message_and_a_second_one_takes_it_back(sources: Sources, tmp_path: Path) -> None:
    project = lay(tmp_path, {PT: po(sources.guide, "pt", to_thai)})
    assert words(project, "update", "pt") == 0
    before = (project / PT).read_bytes()
    lay(project, {PAGE: changed(PAGE, "From the first hello", "From a first hello")})
    assert words(project, "update", "pt") == 0
    was, now = catalogue_of(before), catalogue(project / PT)
    others = {name for name in was.messages if was.messages[name].text != now.messages[name].text}
    assert others == set()
    (stale,) = (message for message in now.messages.values() if message.previous)
    assert (stale.context, stale.flags) == ("threat.how", ("fuzzy",))
    assert stale.source.startswith("From a first") and stale.previous.startswith("From the first")
    assert {name for name, m in now.messages.items() if m.source != was.messages[name].source} == {"threat.how"}
    (project / PAGE).unlink()
    assert words(project, "update", "pt") == 0
    assert (project / PT).read_bytes() == before


def catalogue_of(data: bytes) -> Catalogue:
    return read_po(data, "", "pt", [])


@pytest.mark.slow
def test_a_sentence_that_is_gone_is_kept_out_of_use(sources: Sources, tmp_path: Path) -> None:
    text = po(sources.guide, "pt") + '\nmsgctxt "gone"\nmsgid "Gone."\nmsgstr "Parti."\n'
    project = lay(tmp_path, {PT: text})
    assert words(project, "update", "pt") == 0
    assert "gone" not in catalogue(project / PT).messages
    assert '#~ msgctxt "gone"\n#~ msgid "Gone."\n#~ msgstr "Parti."' in (project / PT).read_text()
    before = (project / PT).read_bytes()
    assert words(project, "update", "pt") == 0
    assert (project / PT).read_bytes() == before


def test_a_catalogue_with_faults_is_not_written_over(sources: Sources, tmp_path: Path, capsys: Capture) -> None:
    text = po(sources.guide, "pt") + "\n<<<<<<< ours\n"
    project = lay(tmp_path, {PT: text, "in.csv": table({"context": "m1", "translation": "Non"})})
    for arguments in (("update", "pt"), ("import", "pt", str(project / "in.csv")), ("export", "pt")):
        assert words(project, *arguments) == 3
    assert set(codes(capsys)) == {"merge-marker"}
    assert (project / PT).read_text() == text


@pytest.mark.slow
@pytest.mark.parametrize("locale", first(1, ["fa", "pt", "lo", "zh-Hant"]))
def test_a_table_goes_out_and_comes_in_without_loss(locale: str, sources: Sources, tmp_path: Path) -> None:
    name = f"translations/{locale}/guide.po"
    text = po(sources.guide, locale, to_thai)
    text = text.replace('msgctxt "m6"', '# two\n#  lines, "quoted"\n#, fuzzy\nmsgctxt "m6"')
    text = text.replace('msgctxt "m4"', '#, fuzzy\n#| msgid "Already paid?"\nmsgctxt "m4"')
    project = lay(tmp_path, {name: text})
    assert words(project, "update", locale) == 0
    before = (project / name).read_bytes()
    assert words(project, "export", locale, "--output", str(tmp_path / "out.csv")) == 0
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert words(project, "import", locale, str(tmp_path / "out.csv")) == 0
    assert (project / name).read_bytes() == before
    (project / name).unlink()
    assert words(project, "import", locale, str(tmp_path / "out.csv"), "--date", DAY) == 0
    assert (project / name).read_bytes() == before


@pytest.mark.slow
@pytest.mark.parametrize("name", ["guide.xlsx", "guide.xlf", "guide.csv"])
def test_words_go_to_translators_in_the_file_they_work_in_and_come_back(
    name: str, sources: Sources, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "new").mkdir()
    project = lay(tmp_path / "own", {PT: po(sources.guide, "pt")})
    sent = tmp_path / name
    assert words(project, "export", "pt", "--output", str(sent), "--date", DAY) == 0
    assert words(tmp_path / "new", "import", "pt", str(sent), "--date", DAY) == 0
    count = len(slots(sources.guide))
    assert capsys.readouterr().out.splitlines()[-1] == f"{count} taken, 0 refused, 0 too long for their page"
    assert texts(tmp_path / "new" / PT) == texts(project / PT)


@pytest.mark.slow
def test_a_catalogue_that_comes_back_is_taken_like_a_table(sources: Sources, tmp_path: Path, capsys: Capture) -> None:
    text = po(sources.guide, "pt", to_thai)
    text = text.replace('msgctxt "m4"', '#, fuzzy\n#| msgid "Already paid?"\nmsgctxt "m4"')
    sent = text.replace('msgctxt "m6"', '<<<<<<< ours\nmsgctxt "m6"')
    project = lay(tmp_path, {"back.po": sent})
    assert words(project, "import", "pt", str(tmp_path / "back.po"), "--date", DAY) == 3
    assert "merge-marker" in codes(capsys)
    found = catalogue(project / PT).messages
    assert found["m4"].previous == "Already paid?" and found["m4"].is_fuzzy
    whole = catalogue_of(text.encode()).messages
    same = {name for name, message in found.items() if message.text == whole[name].text}
    assert {name for name in set(whole) - same} <= {name for name in whole if name.startswith(("m6", "labels."))}
    assert "m1" in same and "m6" not in same


@pytest.mark.slow
def test_words_that_hold_are_not_written_over_without_force(sources: Sources, tmp_path: Path, capsys: Capture) -> None:
    text = po(sources.guide, "pt").replace('msgctxt "m6"', '#, fuzzy\nmsgctxt "m6"')
    rows = table({"context": "m4", "translation": "Oui"}, {"context": "m6", "translation": "Tu choisis"})
    project = lay(tmp_path, {PT: text, "in.csv": rows})
    assert words(project, "import", "pt", str(project / "in.csv")) == 3
    assert codes(capsys) == ["would-overwrite"]
    found = catalogue(project / PT).messages
    assert (found["m6"].text, found["m6"].flags) == ("Tu choisis", ())
    assert found["m4"].text == slots(sources.guide)["m4"].text
    assert words(project, "import", "pt", str(project / "in.csv"), "--force") == 0
    assert texts(project / PT)["m4"] == "Oui"


@pytest.mark.slow
def test_words_for_another_english_come_in_stale(tmp_path: Path) -> None:
    rows = table({"context": "m4", "english": "Paid?", "translation": "Payé ?"})
    project = lay(tmp_path, {"in.csv": rows})
    assert words(project, "import", "pt", str(project / "in.csv"), "--date", DAY) == 0
    found = catalogue(project / PT).messages["m4"]
    assert (found.text, found.previous, found.flags) == ("Payé ?", "Paid?", ("fuzzy",))
    gaps = {gap.slot.context: gap for gap in open_sources(project).translated_guide("pt").gaps}
    assert (str(gaps["m4"].state), gaps["m4"].before) == ("stale", "Paid?")


GOOD = {"context": "labels.danger", "translation": "Danger ?"}

TABLES: dict[str, tuple[bytes, list[str], bool]] = {
    "moved columns": (b"translation,note,context\nDanger ?,x,labels.danger\n", [], True),
    "semicolons": (b"context;translation\nlabels.danger;Danger ?\n", [], True),
    "tabs, and the mark of UTF-8": ("\ufeffcontext\ttranslation\r\nlabels.danger\tDanger ?\r\n".encode(), [], True),
    "UTF-16": ("context,translation\nlabels.danger,Danger ?\n".encode("utf-16"), ["encoding"], True),
    "Latin-1": ("context,translation\nlabels.danger,Danger à\n".encode("latin-1"), ["encoding"], False),
    "no context": (b"key,translation\nlabels.danger,Danger ?\n", ["missing-column"], False),
    "a column twice": (b"context,translation,translation\nlabels.danger,a,b\n", ["missing-column"], False),
    "no heading": (b"labels.danger,Danger ?\n", ["missing-column"], False),
    "nothing": (b"", ["missing-column"], False),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ["encoding"], False),
    "curly quotes": ("“context”,“translation”\n“labels.danger”,“Danger”\n".encode(), ["curly-quotes"], False),
    "a comma too many": (b"context,translation\nm4,Oui, non\nlabels.danger,Danger ?\n", ["wrong-columns"], True),
    "an unknown message": (b"context,translation\nm44,Oui\nlabels.danger,Danger ?\n", ["unknown-message"], True),
    "a message twice": (
        b"context,translation\nlabels.danger,Danger ?\nlabels.danger,Non\n",
        ["duplicate-message"],
        True,
    ),
    "a lost placeholder": (
        b"context,translation\nlabels.checked.on,Lu\nlabels.danger,Danger ?\n",
        ["placeholder-lost"],
        True,
    ),
    "the headings of a sheet": (b"English,translation,note,id\n,Danger ?,x,labels.danger\n", [], True),
    "numbers of an agency": (b"id,context,translation\n1,labels.danger,Danger ?\n", ["unread-column"], True),
    "a column of their own": (b"context,translation,why\nlabels.danger,Danger ?,x\n", ["unread-column"], True),
    "words without an id": (b"context,translation\n,Oui\nlabels.danger,Danger ?\n", ["no-context"], True),
    "a formula that failed": (b"context,translation\nm4,#NAME?\nlabels.danger,Danger ?\n", ["formula"], True),
    "the same, in French": (b"context,translation\nm4,#VALEUR!\nlabels.danger,Danger ?\n", ["formula"], True),
    "an open quote": (b'context,translation\nlabels.danger,Danger ?\nm4,"Oui\n', ["csv-syntax"], True),
    "a quote after a quote": (b'context,translation\nm4,"Oui"x\nlabels.danger,Danger ?\n', ["csv-syntax"], True),
}


@pytest.mark.parametrize("case", TABLES)
def test_each_fault_of_a_table_is_told_once_and_good_lines_are_kept(case: str, tmp_path: Path, capsys: Capture) -> None:
    data, expected, is_kept = TABLES[case]
    project = lay(tmp_path, {"in.csv": data})
    answer = words(project, "import", "pt", str(project / "in.csv"), "--date", DAY)
    captured = capsys.readouterr()
    found = [line.removeprefix("warning: ").split(": ")[1] for line in captured.err.splitlines()]
    assert found == expected
    assert answer == (3 if any(not line.startswith("warning") for line in captured.err.splitlines()) else 0)
    assert (project / PT).exists() == is_kept
    if is_kept:
        held = {name: one.text for name, one in catalogue(project / PT).messages.items() if one.text and not one.flags}
        assert held == {"labels.danger": "Danger ?"}


@pytest.mark.slow
def test_an_import_says_what_was_taken_kept_as_unsure_and_too_long(tmp_path: Path, capsys: Capture) -> None:
    """What has lost a placeholder is somebody's work: it is kept, and not printed."""
    lost = {"context": "labels.checked.on", "translation": "Lu"}
    long = {"context": "about.title", "translation": "Antes de ler " * 9}
    project = lay(tmp_path, {"in.csv": table(GOOD, lost, long)})
    assert words(project, "import", "pt", str(project / "in.csv"), "--date", DAY) == 3
    captured = capsys.readouterr()
    last = captured.out.splitlines()[-1]
    assert last == "2 taken, 1 refused (1 of them kept as unsure, and not printed), 1 too long for their page"
    told = [line.split(": ")[:2] for line in captured.err.replace("warning: ", "").splitlines()]
    assert told == [[f"{project / 'in.csv'}:3", "placeholder-lost"], [f"{project / 'in.csv'}:4", "too-long"]]
    kept = catalogue(project / PT).messages["labels.checked.on"]
    assert (kept.text, kept.flags) == ("Lu", ("fuzzy",))
    mended = {"context": "labels.checked.on", "translation": "Lu: {date}"}
    lay(project, {"in.csv": table(mended, {**GOOD, "translation": "Outro"})})
    assert words(project, "import", "pt", str(project / "in.csv"), "--date", DAY) == 3
    assert capsys.readouterr().out.splitlines()[-1] == "1 taken, 1 refused, 0 too long for their page"
    assert catalogue(project / PT).messages["labels.checked.on"].flags == ()
    lay(project, {"in.csv": table(lost)})
    assert words(project, "import", "pt", str(project / "in.csv"), "--force", "--date", DAY) == 3
    assert texts(project / PT)["labels.checked.on"] == "Lu: {date}", "what holds is not lost for what does not"


@pytest.mark.slow
def test_a_remark_is_kept_whether_or_not_its_words_can_be_taken(
    sources: Sources, tmp_path: Path, capsys: Capture
) -> None:
    text = po(sources.guide, "pt").replace('msgctxt "m4"', '# Reviewer: soft?\nmsgctxt "m4"')
    rows = table(
        {"context": "m4", "translation": "Oui", "remark": "I do not understand this"},
        {"context": "m6", "translation": "", "remark": "first\nsecond"},
        {"context": "labels.checked.on", "translation": "Lu", "remark": "which date?"},
    )
    project = lay(tmp_path, {PT: text, "in.csv": rows})
    assert words(project, "import", "pt", str(project / "in.csv"), "--date", DAY) == 3
    assert codes(capsys) == ["would-overwrite", "placeholder-lost"]
    found = catalogue(project / PT).messages
    assert found["m4"].remarks == ("Reviewer: soft?", "I do not understand this")
    assert found["m6"].remarks == ("first", "second")
    assert found["labels.checked.on"].remarks == ("which date?",)


@pytest.mark.slow
def test_what_a_translator_marks_as_unsure_stays_unsure(sources: Sources, tmp_path: Path, capsys: Capture) -> None:
    """Poedit keeps the mark until somebody takes it away: changed words are no reason to print them."""
    sent = po(sources.guide, "pt").replace('msgctxt "m4"', '#, fuzzy\nmsgctxt "m4"')
    sent = sent.replace('msgctxt "m6"', '#, fuzzy\nmsgctxt "m6"')
    ours = po(sources.guide, "pt", to_thai).replace('msgctxt "m4"', '#, fuzzy\nmsgctxt "m4"')
    project = lay(tmp_path, {PT: ours, "back.po": sent})
    assert words(project, "import", "pt", str(project / "back.po"), "--force", "--date", DAY) == 0
    found = catalogue(project / PT).messages
    assert found["m4"].is_fuzzy and found["m6"].is_fuzzy
    assert " taken (2 of them not printed: unsure, or for other English), 0 refused" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize("name", ["in.po", "in.xlf"])
def test_words_in_another_language_are_not_taken(name: str, sources: Sources, tmp_path: Path, capsys: Capture) -> None:
    project = lay(tmp_path, {PT: po(sources.guide, "pt"), "in.po": po(sources.guide, "pt-BR")})
    if name != "in.po":
        assert words(project, "export", "pt", "--output", str(project / name)) == 0
    for tag in ("sw", "en"):
        assert words(project, "import", tag, str(project / name)) == 3
        assert codes(capsys) == ["wrong-language"]
        assert not (project / f"translations/{tag}").exists()


@pytest.mark.slow
def test_who_translated_in_a_po_file_is_known_then(sources: Sources, tmp_path: Path) -> None:
    sent = po(sources.guide, "pt").replace("Last-Translator: ", "Last-Translator: Ana Souza <ana@example.org>")
    project = lay(tmp_path, {"in.po": sent})
    for _ in range(2):
        assert words(project, "import", "pt", str(project / "in.po"), "--date", DAY) == 0
        assert catalogue(project / PT).header["Last-Translator"] == "Ana Souza <ana@example.org>"
        lay(project, {"in.po": sent.replace("Ana Souza", "B. Other")})


@pytest.mark.slow
def test_a_file_is_written_as_its_name_says_or_not_at_all(sources: Sources, tmp_path: Path, capsys: Capture) -> None:
    project = lay(tmp_path, {PT: po(sources.guide, "pt")})
    assert words(project, "export", "pt", "--output", str(project / "a.XLIFF")) == 0
    assert (project / "a.XLIFF").read_bytes().startswith(b"<?xml")
    before = (project / PT).read_bytes()
    for name in (PT, "a.docx", "a"):
        assert words(project, "export", "pt", "--output", str(project / name)) == 3
    assert codes(capsys) == ["unknown-format"] * 3
    assert (project / PT).read_bytes() == before and not (project / "a").exists()


def test_an_update_leaves_our_catalogues_where_they_are(sources: Sources, tmp_path: Path, capsys: Capture) -> None:
    """A copy of ours in a partner's folder would stand over ours for ever."""
    project = lay(tmp_path, {"README.md": ""})
    assert words(project, "update") == 3
    assert codes(capsys) == ["no-catalogue"]
    lay(project, {PT: po(sources.guide, "pt")})
    assert words(project, "update") == 0
    assert [path.relative_to(project).as_posix() for path in project.rglob("*.po")] == [PT]


def test_a_line_end_in_a_cell_is_told_when_it_comes(tmp_path: Path, capsys: Capture) -> None:
    """Alt and Enter in a spreadsheet: no message has lines, and building would ask for a typeface that has them."""
    project = lay(tmp_path, {"in.csv": table({"context": "labels.danger", "translation": "Em\nperigo?"})})
    assert words(project, "import", "pt", str(project / "in.csv"), "--date", DAY) == 0
    captured = capsys.readouterr()
    assert captured.err.startswith(f"warning: {project / 'in.csv'}:2: unfit-letter: ") and "a line end" in captured.err
    assert captured.out.splitlines()[-1] == "1 taken, 0 refused, 0 too long for their page"


@pytest.mark.slow
def test_a_table_in_which_somebody_wrote_is_not_written_over(sources: Sources, tmp_path: Path, capsys: Capture) -> None:
    project, sent = lay(tmp_path, {PT: po(sources.guide, "pt")}), tmp_path / "sent.csv"
    export = ("export", "pt", "--output", str(sent))
    assert words(project, *export) == words(project, *export) == 0
    worked = sent.read_text("utf-8-sig").replace("Games and private chat,,Games and", "Games and private chat,,Jogos e")
    sent.write_text(worked, "utf-8")
    assert words(project, *export) == 3
    assert codes(capsys) == ["would-overwrite"] and sent.read_text("utf-8") == worked
    assert words(project, "import", "pt", str(sent), "--force") == 0
    assert words(project, *export) == 0
    sent.write_text("Shopping list\n", "utf-8")
    assert words(project, *export) == 3


@pytest.mark.slow
def test_what_another_command_takes_meanwhile_is_not_lost(sources: Sources, tmp_path: Path) -> None:
    text = po(sources.guide, "pt", lambda _: "")
    project = lay(tmp_path, {PT: text, "in.csv": table(GOOD)})
    holds = threading.Event()

    def take_another() -> None:
        with lock_path(project / "translations"):
            holds.set()
            time.sleep(0.5)
            lay(
                project,
                {
                    PT: text.replace(
                        'msgid "Games and private chat"\nmsgstr ""', 'msgid "Games and private chat"\nmsgstr "Jogos"'
                    )
                },
            )

    other = threading.Thread(target=take_another)
    other.start()
    holds.wait()
    assert words(project, "import", "pt", str(project / "in.csv"), "--date", DAY) == 0
    other.join()
    assert {name: text for name, text in texts(project / PT).items() if text} == {
        "labels.danger": "Danger ?",
        "c6.title": "Jogos",
    }


def test_what_a_reviewer_should_look_at_stands_at_the_head(tmp_path: Path) -> None:
    project = lay(tmp_path, {"in.csv": table(GOOD), "notes.md": "# Look first\n\n- at M1\n"})
    remarks = str(project / "notes.md")
    assert words(project, "import", "pt", str(project / "in.csv"), "--remarks", remarks, "--date", DAY) == 0
    assert catalogue(project / PT).remarks == ("# Look first", "", "- at M1")
    assert (project / PT).read_text().startswith("# # Look first\n#\n# - at M1\nmsgid")


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: Capture) -> None:
    project = lay(tmp_path, {"a": ""})
    assert words(project, "import", "pt", str(tmp_path / "none.csv")) == 3
    assert words(project, "export", "sv") == 3
    assert words(project, "update", "en") == 3
    assert codes(capsys) == ["unreadable", "unknown-locale", "no-catalogue"]
    assert not (project / PT).exists()


# status


def status(project: Path, capsys: Capture, *locales: str) -> tuple[int, list[dict[str, Any]]]:
    capsys.readouterr()
    answer = words(project, "status", *locales, "--json")
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return answer, found


@pytest.mark.slow
def test_a_status_counts_messages_and_words_of_each_product(sources: Sources, tmp_path: Path, capsys: Capture) -> None:
    text = po(sources.guide, "pt").replace('msgctxt "p1.title"', '#, fuzzy\nmsgctxt "p1.title"')
    text = text.replace(
        'msgid "Games and private chat"\nmsgstr "Games and private chat"', 'msgid "Games and private chat"\nmsgstr ""'
    )
    project = lay(tmp_path, {PT: text, PAGE: changed(PAGE, "From the first hello", "From a first hello")})
    answer, (entry,) = status(project, capsys, "pt")
    assert answer == 0
    rows = {(row["product"], row["band"]): row for row in entry["products"]}
    assert len(rows) == 11, "booklets of three bands, all else for ages"
    open_ = {
        key: {state: n for state, n in row["messages"].items() if n and state != "translated"}
        for key, row in rows.items()
    }
    assert {key: states for key, states in open_.items() if states} == {
        ("booklet", "14-17"): {"stale": 1},
        ("poster", "14-17"): {"fuzzy": 1},
        ("poster", "10-13"): {"fuzzy": 1},
        ("card", "14-17"): {"missing": 1},
        ("card", "10-13"): {"missing": 1},
    }
    card = rows["card", "14-17"]
    assert card["words"] - card["words translated"] == 4
    assert {row["state"] for row in rows.values()} == {"machine"}
    told = {finding["code"]: finding for finding in entry["findings"] if finding["code"].startswith("message-")}
    assert set(told) == {"message-stale", "message-fuzzy", "message-missing"}
    assert "From [-the-] {+a+} first hello" in told["message-stale"]["message"]
    assert told["message-stale"]["where"].startswith(f"{PT}:")


@pytest.mark.slow
def test_a_status_names_who_reviewed_and_since_when(sources: Sources, tmp_path: Path, capsys: Capture) -> None:
    text = po(sources.guide, "pt").replace('"Last-Translator: ', '"Last-Translator: A. Tester <a@example.org>')
    project = lay(tmp_path, {PT: text})
    lay_signed(project, "pt")
    asked = ["--locale", "pt", "--role", "child-protection-worker", "--by", "G. Tester", "--on", "2026-11-21"]
    assert main(["review", "p1", *asked, "--project", str(project)]) == 0
    _, (entry,) = status(project, capsys, "pt")
    assert entry["translator"] == "A. Tester"
    rows = {(row["product"], row["band"]): row for row in entry["products"]}
    assert {row["state"] for row in rows.values()} == {"reviewed"}
    assert (
        "G. Tester" in rows["poster", "14-17"]["reviewed by"] and "E. Native" in rows["poster", "14-17"]["reviewed by"]
    )
    assert "G. Tester" not in rows["card", "14-17"]["reviewed by"]
    assert rows["poster", "14-17"]["reviewed on"] == "2026-11-20"


@pytest.mark.slow
def test_a_status_of_a_file_with_faults_tells_them_and_looks_at_the_rest(
    sources: Sources, tmp_path: Path, capsys: Capture
) -> None:
    text = po(sources.guide, "bg", lambda text: text) + "\n<<<<<<< ours\n"
    project = lay(tmp_path, {"translations/bg/guide.po": text})
    answer, (entry,) = status(project, capsys, "bg")
    assert answer == 3
    found = {finding["code"] for finding in entry["findings"]}
    assert {"merge-marker", "untranslated"} <= found
    assert main(["validate", "card", "--locale", "bg", "--country", "001", "--project", str(project)]) == 3
    assert "merge-marker" in capsys.readouterr().err


@pytest.mark.slow
def test_validate_looks_at_words(sources: Sources, tmp_path: Path, capsys: Capture) -> None:
    text = po(sources.guide, "pt").replace('msgstr "Numbers checked: {date}"', 'msgstr "Lus"')
    project = lay(tmp_path, {PT: text})
    arguments = ["card", "--country", "001", "--project", str(project)]
    assert main(["validate", *arguments, "--locale", "pt"]) == 3
    captured = capsys.readouterr()
    assert captured.err.count("placeholder-lost") == 1
    assert "warning: " in captured.out and "untranslated" in captured.out
    assert main(["validate", *arguments, "--locale", "en"]) == 0


@pytest.mark.slow
def test_a_table_shows_what_json_says(sources: Sources, tmp_path: Path, capsys: Capture) -> None:
    project = lay(tmp_path, {PT: po(sources.guide, "pt")})
    assert words(project, "status", "pt") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "pt: Português, translated by nobody named"
    products = lines.index(next(line for line in lines if line.startswith("Product")))
    assert re.fullmatch("([0-9]+) of \\1 pages are complete", lines[products - 1])
    kinds = ("booklet", "poster", "card", "insert", "kit")
    ages = [[product, band] for product in kinds for band in ("14-17", "10-13")]
    told = [line.split()[:2] for line in lines[products + 1 : products + 12]]
    assert told == [*ages[:2], ["booklet", "easy"], *ages[2:]]
    assert lines[products + 12].startswith("14-17: Flesch, Martins ")


@pytest.mark.slow
def test_a_status_tells_what_to_mend_and_counts_by_page(sources: Sources, tmp_path: Path, capsys: Capture) -> None:
    """What is not translated yet is counted: a new language would else have a thousand lines of it."""

    text = po(sources.guide, "pt", lambda text: "" if text == "Games and private chat" else text).replace(
        'msgctxt "p1.title"', '#, fuzzy\nmsgctxt "p1.title"'
    )
    text = text.replace('msgstr "Numbers checked: {date}"', 'msgstr "Lus"')
    project = lay(tmp_path, {PT: text})
    _, (entry,) = status(project, capsys, "pt")
    open_ = {page["page"]: page["open"] for page in entry["pages"] if page["open"]}
    assert open_ == {"poster p1": ["p1.title"], "card c6": ["c6.title"], "labels": ["labels.checked.on"]}
    assert sum(sum(page["messages"].values()) for page in entry["pages"]) == len(slots(sources.guide))
    assert words(project, "status", "pt", "--page", "c6") == 3, "a placeholder is lost"
    lines = capsys.readouterr().out.splitlines()
    assert ": placeholder-lost: " in lines[1]
    first, last = (lines.index(next(line for line in lines if line.startswith(head))) for head in ("Page ", "Product "))
    assert not any("warning" in line for line in lines[first:])
    assert [line.split("  ")[0] for line in lines[first + 1 : first + 4]] == ["poster p1", "card c6", "labels"]
    assert "open: c6.title" in lines[first:last] and "open: p1.title" not in lines
    assert "message-missing" not in "".join(lines)
    assert words(project, "status", "pt", "--page", "c66") == 3
    assert "unknown-page" in capsys.readouterr().err
