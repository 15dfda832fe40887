"""A table of schools, in whatever form a spreadsheet saved it, becomes recipients; faults are told with lines."""

from pathlib import Path

import pytest
from projects import codes, lay, told

from booklet.errors import Finding, Severity, SourceError, Where
from booklet.facts.lots import Recipient
from booklet.sources.folders import Folders
from booklet.sources.recipients import read_recipients
from booklet.sources.statements import row_statements

PLAIN = "name,contact,id\nGreen Hill,gh.example,gh\nمدرسة المثال,,\n"

ASKED = Where("run.yaml", 3)


def read(folder: Path, data: str | bytes, name: str = "schools.csv") -> tuple[tuple[Recipient, ...], list[Finding]]:
    findings: list[Finding] = []
    lay(folder, {"schools.csv": data})
    return read_recipients(Folders(folder), name, ASKED, findings), findings


def rows(found: tuple[Recipient, ...]) -> list[tuple[str, str, str]]:
    return [(one.id, one.name, one.contact) for one in found]


WANTED = [("gh", "Green Hill", "gh.example"), ("0002", "مدرسة المثال", "")]

FORMS = {
    "plain": PLAIN.encode(),
    "with a mark": PLAIN.encode("utf-8-sig"),
    "of Windows": PLAIN.replace("\n", "\r\n").encode(),
    "with semicolons": PLAIN.replace(",", ";").encode(),
    "with tabs": PLAIN.replace(",", "\t").encode(),
    "in quotes": b'"name","contact","id"\n"Green Hill","gh.example","gh"\n' + '"مدرسة المثال","",""\n'.encode(),
    "without an end": PLAIN.rstrip("\n").encode(),
    "with empty rows": PLAIN.replace("\nم", "\n,,\n\nم").encode(),
    "with columns of its own": "town,ID, Name ,contact\nA,gh,Green Hill,gh.example\nB,,مدرسة المثال,\n".encode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_table_is_read(tmp_path: Path, form: str) -> None:
    found, findings = read(tmp_path, FORMS[form])
    assert rows(found) == WANTED
    assert findings == []


def test_utf_16_is_read_and_told(tmp_path: Path) -> None:
    found, findings = read(tmp_path, PLAIN.encode("utf-16"))
    assert rows(found) == WANTED
    assert codes(findings) == ["encoding"]


def test_a_cell_with_marks_and_delimiters_is_one_text_and_a_formula_is_text(tmp_path: Path) -> None:
    found, _ = read(tmp_path, 'name,contact\n"The ""Hill"", Cairo",=1+1\n')
    assert rows(found) == [("0001", 'The "Hill", Cairo', "=1+1")]


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("nmae\nA\n", "missing-column"),
        ("", "missing-column"),
        ("name,name\nA,B\n", "missing-column"),
        ("name,contact,contact\nA,B,C\n", "missing-column"),
        ("name,town,town\nA,B,C\n", "missing-column"),
        ("“name”\nA\n", "curly-quotes"),
    ],
)
def test_what_is_no_such_table_is_told(tmp_path: Path, table: str, code: str) -> None:
    with pytest.raises(SourceError) as raised:
        read(tmp_path, table)
    assert told(raised.value.findings) == [(code, "schools.csv:1")]


def test_all_faults_are_told_with_record_and_line(tmp_path: Path) -> None:
    table = f"""\
name,contact,id
Green,,a
,gh.example,b
{"x" * 63},,c
"two
lines",,d
Hill,{"y" * 200_000},e
Hill
Hill,,A
Hill,,../up
"""
    _, findings = read(tmp_path, table)
    assert told(findings) == [
        ("csv-syntax", "schools.csv:7"),
        ("wrong-columns", "schools.csv:8"),
        ("empty-text", "schools.csv:3"),
        ("wrong-record", "schools.csv:4"),
        ("wrong-record", "schools.csv:5"),
        ("wrong-name", "schools.csv:10"),
        ("duplicate-id", "schools.csv:9"),
    ]
    assert "record 3: its name is 3 characters too long" in [finding.message for finding in findings]


def test_a_table_without_rows_is_a_fault(tmp_path: Path) -> None:
    assert codes(read(tmp_path, "name\n")[1]) == ["empty-list"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(("../schools.csv", "outside-project"), ("/etc/hosts", "outside-project"), ("x.csv", "unreadable")),
        *((".schools.csv", "hidden-name"), (".old/schools.csv", "hidden-name")),
    ],
)
def test_a_table_lies_beside_its_run_file(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(SourceError) as raised:
        read(tmp_path, PLAIN, name)
    assert told(raised.value.findings) == [(code, "run.yaml:3")]


def test_each_cell_with_digits_or_addresses_is_a_statement(tmp_path: Path) -> None:
    table = "id,name,contact,web\na,Green,,\nb,Green,Room 4,\nc,Hill 5,g.example,https://c.example/\n"
    found = [said for one in read(tmp_path, table)[0] for said in row_statements(one.narrow(frozenset()))]
    assert [(one.place, one.shows, one.group) for one in found] == [
        ("schools.csv b contact", "“4”", "schools.csv"),
        ("schools.csv c name", "“5”", "schools.csv"),
        ("schools.csv c contact", "“g.example”", "schools.csv"),
        ("schools.csv c web", "“c.example/”, “https://c.example/”", "schools.csv"),
    ]


def test_every_column_is_kept_by_its_name_and_those_without_are_not(tmp_path: Path) -> None:
    (found,), findings = read(tmp_path, "name,Head Teacher,,\n A , B ,x,y\n")
    assert dict(found.columns) == {"name": "A", "head teacher": "B", "id": "0001", "contact": "", "web": ""}
    assert findings == []
    assert dict(found.narrow(frozenset({"name"})).columns) == {"name": "A"}


def test_a_cell_that_is_not_printed_makes_no_statement(tmp_path: Path) -> None:
    ((found,),) = (read(tmp_path, "id,name,desk\na,A,020 7946 0018\n")[0],)
    assert list(row_statements(found)) and not list(row_statements(found.narrow(frozenset({"name"}))))


def test_a_page_of_its_own_is_whole_and_encrypted(tmp_path: Path) -> None:
    table = "name,web\nA,https://a.example/help\nB,a.example\nC,http://a.example\nD,https://bit.ly/x\nE,javascript:x\n"
    found, findings = read(tmp_path, table)
    assert [one.web for one in found] == ["https://a.example/help", "", "", "", ""]
    assert told(findings) == [
        ("wrong-address", "schools.csv:3"),
        ("plain-address", "schools.csv:4"),
        ("short-address", "schools.csv:5"),
        ("wrong-address", "schools.csv:6"),
    ]
    assert all(finding.severity is Severity.ERROR for finding in findings)
