"""The papers of a run: for each printer what goes with its files, for all a manifest and a report."""

import csv
import io
import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pypdf
import pytest
from campaigns import campaign, made, make, pdfs, tree
from programs import needs
from validator import validate

from booklet.make.runs.manifest import cell

RUN = """\
name: campaign
lots:
  - {name: cards, product: card, countries: [XX, KE], locales: en, bands: 14-17, quantity: 300,
     deliver-to: "=Cairo, <b>1</b>", editions: [press, screen]}
  - {name: more, product: [poster, sticker], bands: 14-17, editions: office, quantity: 4}
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = campaign(tmp_path_factory.mktemp("papers"), RUN)
    assert make(file) == 0
    return made(file)


def text(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


@pytest.mark.slow
def test_checksums_are_right_for_all_files_and_for_those_of_each_printer(ran: Path) -> None:
    for folder in (ran, ran / "offset-coated", ran / "screen", ran / "office-colour"):
        checked = subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=folder, capture_output=True, text=True)
        assert checked.returncode == 0
        assert checked.stdout.count(".pdf: OK") == len(list(folder.rglob("*.pdf")))


def test_the_manifest_has_a_row_for_each_file_and_adds_them_up(ran: Path) -> None:
    manifest = json.loads((ran / "manifest.json").read_text(encoding="utf-8"))
    names = {entry["path"] for entry in manifest["files"]}
    assert names == {name for name in pdfs(ran) if "guide_" in name}
    assert manifest["totals"]["copies"] == sum(entry["copies"] for entry in manifest["files"])
    assert {entry["copies"] for entry in manifest["files"] if entry["edition"] == "screen"} == {0}
    assert [entry["copies"] for entry in manifest["files"] if entry["printer"] == "offset-coated"] == [300] * 16


def test_the_manifest_has_a_line_for_each_file(ran: Path) -> None:
    lines = (ran / "manifest.json").read_text(encoding="utf-8").splitlines()
    for entry in json.loads("\n".join(lines))["files"]:
        assert [json.loads(line.rstrip(",")) for line in lines if entry["path"] in line] == [entry]


def test_no_cell_of_the_table_is_a_formula(ran: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((ran / "manifest.csv").read_bytes().decode("utf-8-sig"))))
    assert {row["deliver_to"] for row in rows if row["lot"] == "cards"} == {"'=Cairo, <b>1</b>"}
    assert not [value for row in rows for value in row.values() if value[:1] in "=+-@" and value]


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_count_is_text(formula: str) -> None:
    assert cell(formula) == f"'{formula}"


def test_packing_lists_and_labels_say_how_many_copies_go_where(ran: Path) -> None:
    packing = text(ran / "offset-coated" / "packing-list.pdf")
    assert "=Cairo, <b>1</b>" in packing and "16 × card: 4800 copies, 4800 sheets" in packing
    assert "8 are PROOFS: not for readers" in packing
    labels = text(ran / "office-colour" / "labels.pdf")
    assert "no address given" in labels and "campaign, more" in labels and "4 × poster" in labels


def test_a_ticket_names_what_is_alike_once(ran: Path) -> None:
    assert text(ran / "offset-coated" / "job-ticket.pdf").count("350 g/m²") == 1
    office = text(ran / "office-colour" / "job-ticket.pdf")
    assert "Stickers" in office and "self-adhesive paper" in office
    tickets = json.loads((ran / "offset-coated" / "job-ticket.json").read_text(encoding="utf-8"))
    assert len(tickets) == 16
    assert not (ran / "screen" / "job-ticket.pdf").exists()


class Seen(HTMLParser):
    """What a browser would ask for, and the words it would show."""

    def __init__(self) -> None:
        super().__init__()
        self.sources: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag != "b"
        self.sources += [value or "" for name, value in attrs if name in {"src", "href"}]

    def handle_data(self, data: str) -> None:
        self.words += data.split()


def test_the_report_opens_offline_and_says_what_is_a_proof_and_why(ran: Path) -> None:
    page = (ran / "report.html").read_text(encoding="utf-8")
    seen = Seen()
    seen.feed(page)
    said = " ".join(seen.words)
    assert seen.sources and all((ran / unquote(source)).is_file() for source in seen.sources if ":" not in source)
    assert all(source.startswith("data:") for source in seen.sources if ":" in source)
    assert "default-src 'none'" in page and not re.search(r"https?://(?!\S*example)", page)
    assert "PROOF 16 files: nobody has confirmed these numbers by a call Kenya (English)." in said
    assert "=Cairo, <b>1</b>" in said


@pytest.mark.slow
def test_other_copies_are_other_papers_and_the_same_files(tmp_path: Path) -> None:
    file = campaign(tmp_path, RUN.replace("card", "insert"))
    assert make(file) == 0
    before = tree(made(file))
    assert make(file) == 0
    assert tree(made(file)) == before
    file.write_text(file.read_text(encoding="utf-8").replace("300", "301"), encoding="utf-8")
    assert make(file) == 0
    after = tree(made(file))
    changed = {name for name in after if after[name] != before.get(name)}
    assert not [name for name in changed if "guide_" in name]
    assert {"manifest.json", "offset-coated/packing-list.pdf", "SHA256SUMS"} <= changed


@pytest.mark.slow
def test_an_address_that_no_label_can_show_is_told_before_anything_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = campaign(tmp_path, RUN.replace("=Cairo", "\\U00013000 Cairo"))
    assert make(file) == 3
    assert "missing-glyph" in capsys.readouterr().err
    assert not made(file).exists()


@pytest.mark.slow
def test_a_file_in_two_languages_is_made_and_has_a_ticket(tmp_path: Path) -> None:
    run = "lots: [{name: a, product: card, items: c4, countries: KE, locales: sw+en, bands: 14-17}]\n"
    file = campaign(tmp_path, run)
    assert make(file) == 0
    assert len(pdfs(made(file))) == 1
    assert "Swahili + English (sw+en)" in text(made(file) / "offset-coated" / "job-ticket.pdf")


@pytest.mark.slow
@needs("javac")
def test_a_long_packing_list_has_its_address_and_its_heads_on_every_page(tmp_path: Path) -> None:
    run = RUN.replace("countries: [XX, KE]", "countries: [001, XX, KE, EG, TH]").partition("  - {name: more")[0]
    file = campaign(tmp_path, run)
    assert make(file) == 0
    path = made(file) / "offset-coated" / "packing-list.pdf"
    pages = [page.extract_text() for page in pypdf.PdfReader(path).pages]
    assert len(pages) == 2
    for number, page in enumerate(pages, start=1):
        assert "=Cairo, <b>1</b>" in page and "Copies" in page and f"{number}/2" in page
    names = [name.rpartition("/")[2] for name in pdfs(made(file)) if "offset-coated" in name]
    assert len(names) == 40 and all("".join(pages).count(name) == 1 for name in names)
    assert [report.failures for report in validate([path])] == [(), ()]
