"""What reviewers say in Word: comments in the column or the margin and tracked changes are told, words stay."""

import copy
import io
from datetime import date
from pathlib import Path

import docx
import pytest
from catalogues import po
from docx.oxml import OxmlElement
from docx.table import _Cell
from projects import faults, lay, only

from booklet.cli import main
from booklet.errors import SourceError
from booklet.sources.load import Sources
from booklet.translators.export import Export, ExportLine, ExportPart
from booklet.translators.reviewed import find_remarks
from booklet.translators.wordfile import as_docx, read_reviewed
from booklet.words.catalogue import slots
from booklet.words.locales import find_locale

ROWS = {
    "threat.title": "When someone threatens you",
    "threat.lead": (
        "“Pay, or send more, or everyone sees this.” The name for it is *sexual extortion* (_sextortion_), "
        "and it’s a crime against you."
    ),
    "m5": "In danger? Call 999, or the helpline on 116.",
    "help.lead": "Childline Kenya · 116",
}


def sent() -> bytes:
    lines = tuple(ExportLine(id, words, is_fixed=id == "m5") for id, words in ROWS.items())
    parts = (ExportPart("Page 13", lines),)
    return as_docx(Export(find_locale("en"), date(2026, 11, 25), "Words for review", (), (("State", "Draft"),), parts))


def track(cell: _Cell, old: str, new: str) -> None:
    """Replace all words of a cell as Word does it while it tracks changes."""
    (paragraph,) = cell.paragraphs
    for run in paragraph.runs:
        run._r.getparent().remove(run._r)
    for kind, name, words in (("w:del", "w:delText", old), ("w:ins", "w:t", new)):
        change, run, text = OxmlElement(kind), OxmlElement("w:r"), OxmlElement(name)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)


def written(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def reviewed() -> bytes:
    document = docx.Document(io.BytesIO(sent()))
    title, lead, fixed, lead_line = document.tables[1].rows[1:]
    track(title.cells[1], ROWS["threat.title"], "If someone threatens you")
    lead.cells[2].text = "Say who.\nToo long."
    document.add_comment(fixed.cells[1].paragraphs[0].runs, text="Good!", author="A. Reader")
    lead_line.cells[2].text = "Is it free?"
    return written(document)


@pytest.mark.slow
def test_a_file_that_nobody_wrote_in_says_nothing(sources: Sources) -> None:
    known = slots(sources.guide)
    rows = read_reviewed(sent(), "a.docx")
    assert [row.id for row in rows] == list(ROWS)
    said = {name: slot.text for name, slot in known.items()} | {
        "m5": "In danger? Call {emergency}, or the helpline on {number}."
    }
    assert list(find_remarks(rows, known, said)) == []


@pytest.mark.slow
def test_comments_in_both_places_and_tracked_changes_are_told_and_stand_beside_their_messages(
    sources: Sources, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = lay(tmp_path, {"translations/pt/guide.po": po(sources.guide, "pt"), "back.docx": reviewed()})
    asked = ["words", "import", "pt", str(project / "back.docx"), "--project", str(project)]
    assert main(asked) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "threat.title: Reviewer: write “If someone threatens you”" in lines
    assert "threat.lead: Reviewer: Say who. Too long." in lines
    assert "m5: Reviewer: Good!" in lines and "help.lead: Reviewer: Is it free?" in lines
    text = (project / "translations/pt/guide.po").read_text()
    assert "# Reviewer: write “If someone threatens you”\n" in text and "# Too long.\n" in text
    assert 'msgstr "When someone | threatens you"' in text, "no words are changed"
    assert main(asked) == 0
    assert (project / "translations/pt/guide.po").read_text() == text, "each is written once"


@pytest.mark.slow
def test_what_is_said_where_a_row_was_changed_or_in_none_is_not_lost() -> None:
    document = docx.Document(io.BytesIO(sent()))
    title, lead, fixed, last = document.tables[1].rows[1:]
    document.tables[1].rows[0].cells[2].text = "Kommentar"
    title._tr.append(copy.deepcopy(title._tr.tc_lst[0]))
    lead.cells[2].text = "merged"
    lead.cells[1].merge(lead.cells[2])
    moved, run, text = OxmlElement("w:moveFrom"), OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "moved away"
    fixed.cells[1].paragraphs[0]._p.append(moved)
    moved.append(run)
    run.append(text)
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    last._tr.addprevious(control)
    control.append(content)
    content.append(last._tr)
    last.cells[2].text = "Is it free?"
    document.add_paragraph("Too many steps.")
    document.add_comment(document.paragraphs[0].runs, text="Which words?", author="A. Reader")
    rows = read_reviewed(written(document), "a.docx")
    assert [row.id for row in rows] == [*ROWS, "", ""]
    assert [row.comment for row in rows] == ["threat.title", "", "", "Is it free?", "Too many steps.", "Which words?"]
    assert rows[1].words.endswith("merged") and rows[2].words == ROWS["m5"]


@pytest.mark.slow
def test_what_is_said_of_our_english_is_told_and_written_nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = lay(tmp_path, {"back.docx": reviewed()})
    assert main(["words", "import", "en", str(project / "back.docx"), "--project", str(project)]) == 0
    assert "remarks" in capsys.readouterr().out.splitlines()[-1]
    assert [path.name for path in project.iterdir()] == ["back.docx"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "code"), [(b"PK\x03\x04", "unreadable"), (written(docx.Document()), "missing-column")]
)
def test_what_is_no_file_of_ours_is_told(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_reviewed(data, "a.docx")
    assert only(faults(caught.value)).code == code
