"""Tables of places as people bring them: every fault with its line, whatever program wrote the table."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from booklet.api.recipients import read_places

TABLE = """\
id,name,contact,teacher
s1,Green Hill School,"Ms Okoro, room 4",Ms Okoro
s1,Lake View School,,
"bad id",,The nurse,
"""


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def test_each_fault_has_its_line_and_all_lines_are_shown() -> None:
    table = read_places(TABLE.encode(), "schools.csv")
    assert [(found.code, found.where.line) for found in table.findings] == [
        ("empty-text", 4),
        ("wrong-name", 4),
        ("duplicate-id", 3),
    ]
    assert [line for line, _ in table.lines] == [1, 2, 3, 4] and not table.is_sound
    assert table.lines[1][1][2] == "Ms Okoro, room 4"


@pytest.mark.slow
def test_a_workbook_is_kept_as_a_table_with_the_same_lines() -> None:
    data = workbook(("Id", "Name", "Class"), ("s1", "Green Hill", 7), (), ("s2", "مدرسة النور", ""))
    table = read_places(data, "schools.xlsx")
    assert table.is_sound and [place.name for place in table.places] == ["Green Hill", "مدرسة النور"]
    assert dict(table.places[0].columns)["class"] == "7"
    assert [line for line, _ in table.lines] == [1, 2, 4]
    again = read_places(table.data, "schools.csv")
    assert again.places[1].where.line == 4 and again.is_sound


@pytest.mark.slow
def test_what_is_no_table_is_told_and_not_raised() -> None:
    for data, code in (
        (b"PK\x03\x04 nothing", "unreadable"),
        (b"\xff\xd8\xff\xe0", "encoding"),
        (b"a,b\n1,2\n", "missing-column"),
    ):
        table = read_places(data, "schools.csv")
        assert code in [found.code for found in table.findings] and not table.is_sound and table.places == ()
