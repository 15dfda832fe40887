"""Columns of a table of schools that words and codes print: as they are, where they are asked for, and nowhere else."""

from datetime import date
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import zxingcpp
from campaigns import DAY, campaign, made, make, pdfs, rewritten, told_codes
from projects import CONFIRMED, COUNTRY, lay

from booklet.check.proof.compare import ProofError
from booklet.facts.fingerprint import fingerprint
from booklet.make.build import check, open_sources
from booklet.make.drawing import draw
from booklet.make.proving import prove
from booklet.make.runs.plan import plan_run
from booklet.sources.runfile import read_run
from booklet.values import replace

RUN = """\
lots:
  - {name: cards, product: card, items: pals, countries: XX, locales: en, bands: 14-17, records: schools.csv}
"""

CARDS = """\
cards:
  - id: pals
    title: You can talk here
    front:
      - {id: pals.front, kind: paragraph, text: "You can sit down and say nothing."}
    back:
      - id: pals.where
        kind: paragraph
        forms: ["*Ask:* {record:teacher}, room {record:head room}.", "*Ask:* {record:teacher}."]
"""

TABLE = (
    "id,name,Teacher,Head Room,notes\ngh,Green Hill,Ms *Otieno* {country},204,x\nar,مدرسة المثال,الأستاذة ليلى 12,,y\n"
)

POSTERS = """\
lots:
  - {name: posters, product: poster, items: p1, countries: XX, locales: en, bands: 14-17, records: schools.csv}
"""


def project(folder: Path, run: str = RUN, table: str = TABLE, cards: str = CARDS) -> Path:
    file = campaign(folder, run)
    lay(file.parent, {"schools.csv": table, "cards.yaml": cards})
    return file


def said(file: Path, start: str) -> str:
    found = next(path for path in made(file).rglob(f"{start}_guide_*.pdf"))
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(found).pages).split())


def faults(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    lines = (line.split(": ") for line in capsys.readouterr().err.splitlines() if ": " in line)
    return [(place.rsplit("/", 1)[-1], code) for place, code, *_ in lines]


@pytest.mark.slow
def test_words_print_the_cells_of_a_row_as_they_are(tmp_path: Path) -> None:
    file = project(tmp_path)
    assert make(file) == 0
    assert "Ask: Ms *Otieno* {country}, room 204." in said(file, "gh")
    assert "الأستاذة ليلى" in said(file, "ar") and "room" not in said(file, "ar")


@pytest.mark.slow
def test_a_column_that_words_print_makes_its_file_again_and_others_do_not(tmp_path: Path) -> None:
    file = project(tmp_path)
    assert make(file) == 0
    before = pdfs(made(file))
    lay(file.parent, {"schools.csv": TABLE.replace(",x\n", ",new\n")})
    assert make(file) == 0
    assert not rewritten(before, pdfs(made(file)))
    lay(file.parent, {"schools.csv": TABLE.replace("204", "205")})
    assert make(file) == 0
    assert [Path(name).name[:3] for name in rewritten(before, pdfs(made(file)))] == ["gh_"]
    assert "room 205." in said(file, "gh")


def test_a_column_that_is_not_there_is_told_with_the_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(project(tmp_path, cards=CARDS.replace("head room", "haed room"))) == 3
    told = capsys.readouterr().err
    assert told_codes(told) == {("cards.yaml:9", "unknown-column")} and 'did you mean "head room"?' in told


def test_words_that_need_a_table_are_told_in_a_lot_without(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make(project(tmp_path, RUN.replace(", records: schools.csv", ""))) == 3
    assert faults(capsys) == [("cards.yaml:9", "no-records")]


@pytest.mark.slow
def test_a_last_form_without_columns_serves_lots_without_a_table(tmp_path: Path) -> None:
    cards = CARDS.replace('"*Ask:* {record:teacher}."]', '"*Ask:* somebody."]')
    file = project(tmp_path, RUN.replace(", records: schools.csv", ""), cards=cards)
    assert make(file) == 0
    (found,) = made(file).rglob("guide_*.pdf")
    assert "Ask: somebody." in " ".join(pypdf.PdfReader(found).pages[1].extract_text().split())


def test_cells_that_cannot_be_printed_are_told_with_their_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = f'{TABLE}e,E,,1,\nl,L,"two\nlines",1,\nx,X,{"x" * 201},1,\ns,S,see bit.ly/x,1,\n'
    assert make(project(tmp_path, table=table)) == 3
    assert faults(capsys) == [
        ("schools.csv:4", "empty-column"),
        ("schools.csv:5", "wrong-record"),
        ("schools.csv:7", "wrong-record"),
        ("schools.csv:8", "short-address"),
    ]


@pytest.mark.slow
def test_a_cell_without_room_is_told_with_its_line_and_by_how_much(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cards = CARDS.replace("You can talk here", "You can talk to {record:teacher} here")
    assert make(project(tmp_path, table=f"{TABLE}l,L,{'Maximilian ' * 14},1,\n", cards=cards)) == 3
    line = next(line for line in capsys.readouterr().err.splitlines() if "schools.csv:4" in line)
    assert (
        "recipient-too-long: record l: its teacher is " in line
        and "characters too long for card pals (card-85x55 in en)" in line
    )


@pytest.mark.slow
def test_a_cell_as_long_as_was_said_has_room(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cards = CARDS.replace("You can talk here", "You can talk to {record:teacher} here")
    name = ("Maximilian " * 14).strip()
    file = project(tmp_path, table=f"id,name,teacher,head room\nl,L,{name},1\n", cards=cards)
    assert make(file) == 3
    most = int(capsys.readouterr().err.rpartition("write ")[2].partition(" ")[0])
    lay(file.parent, {"schools.csv": f"id,name,teacher,head room\nl,L,{name[:most]},1\n"})
    assert make(file) == 0
    lay(file.parent, {"schools.csv": f"id,name,teacher,head room\nl,L,{name[: most + 1]}i,1\n"})
    assert make(file) == 3


@pytest.mark.slow
def test_a_number_in_a_column_that_words_print_makes_a_proof(tmp_path: Path) -> None:
    table = "id,name,teacher,head room,notes\na,A,Ms B 020 7946 0018,1,\nb,B,Ms B,Hall,020 7946 0018\n"
    file = project(tmp_path, table=table)
    assert make(file) == 0
    assert {path.name[0]: "PROOF" in path.name for path in made(file).rglob("*_guide_*.pdf")} == {"a": True, "b": False}


@pytest.mark.slow
def test_own_words_for_a_sentence_of_ours_may_print_a_column_before_one_without(tmp_path: Path) -> None:
    file = project(tmp_path, POSTERS.replace("p1", "p3"))
    block = next(block for block in open_sources(None).guide.every_block() if block.id == "p3.removal")
    mine = 'forms: ["{record:teacher} listens. {record:head room}", "Somebody listens."]'
    now = fingerprint(block.strings["text"].forms)
    lay(file.parent, {"words.yaml": f"{block.id}:\n  replaces: {now}\n  {mine}\n"})
    assert make(file) == 0
    assert "Ms *Otieno* {country} listens. 204" in said(file, "gh") and "Somebody listens." in said(file, "ar")


@pytest.mark.slow
def test_a_label_cannot_print_a_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = project(tmp_path)
    lay(file.parent, {"words.yaml": "labels.strip.address:\n  replaces: 0\n  text: '{record:teacher}'\n"})
    assert make(file) == 3
    now = capsys.readouterr().err.rpartition("replaces: ")[2].strip()
    lay(file.parent, {"words.yaml": f"labels.strip.address:\n  replaces: {now}\n  text: '{{record:teacher}}'\n"})
    assert make(file) == 3
    assert ("words.yaml:3", "record-in-label") in faults(capsys)


@pytest.mark.slow
def test_what_is_read_back_must_say_the_cells_and_the_name(tmp_path: Path) -> None:
    file = project(tmp_path)
    items = plan_run(read_run(file), open_sources(file.parent))
    sources = open_sources(file.parent)
    day = date.fromisoformat(DAY)
    documents = []
    for item in items:
        assert item.recipient
        sources.columns = item.recipient.columns
        sources.brand = replace(sources.brand, name=item.recipient.name, is_recipient=True)
        (document,) = check([item.job], sources, day)
        documents.append((document, draw(document, sources, day), sources.brand, sources.columns))
    (mine, data, sources.brand, sources.columns), (_, others, _, _) = documents
    assert prove(mine, data, sources, day)
    with pytest.raises(ProofError) as raised:
        prove(mine, others, sources, day)
    missing = {finding.message for finding in raised.value.findings if finding.code == "proof-missing"}
    assert missing >= {'"Green Hill" is not on the page', '"204" is not on the page'}


WEB = "id,name,web\ngh,Green Hill,https://www.greenhill.example/safety\nno,Other,\n"


def codes_on(file: Path, start: str) -> list[str]:
    found = next(path for path in made(file).rglob(f"{start}_guide_*.pdf"))
    with pypdfium2.PdfDocument(found) as document:
        return [code.text for code in zxingcpp.read_barcodes(document[0].render(scale=2).to_pil())]


@pytest.mark.slow
def test_the_code_of_a_poster_leads_to_the_page_of_its_school_and_says_so(tmp_path: Path) -> None:
    file = project(tmp_path, POSTERS, WEB)
    assert make(file) == 0
    assert codes_on(file, "gh") == ["https://www.greenhill.example/safety"]
    assert "www.greenhill.example" in said(file, "gh") and "line.example" in said(file, "gh")
    assert codes_on(file, "no") == ["https://line.example/"]
    before = pdfs(made(file))
    lay(file.parent, {"schools.csv": WEB.replace("/safety", "/help")})
    assert make(file) == 0
    assert [Path(name).name[:3] for name in rewritten(before, pdfs(made(file)))] == ["gh_"]


@pytest.mark.slow
def test_a_page_whose_host_has_no_room_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    host = ".".join(["a-very-long-name-of-a-part-of-a-host"] * 4)
    assert make(project(tmp_path, POSTERS, f"id,name,web\nx,X,https://{host}.example/\n")) == 3
    told = capsys.readouterr().err
    assert "schools.csv:2: recipient-too-long" in told and "shorten the host by about" in told


@pytest.mark.slow
def test_a_code_that_leads_away_from_help_is_told_where_help_has_no_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project(tmp_path, POSTERS, WEB)
    start, end = "    numbers:\n      - {printed: '0808 157 0192', service: ''}\n", ""
    assert start in CONFIRMED
    lay(file.parent, {COUNTRY: CONFIRMED.replace(start, end)})
    assert make(file) == 0
    assert ("schools.csv:2", "code-not-help") in told_codes(capsys.readouterr().err)
