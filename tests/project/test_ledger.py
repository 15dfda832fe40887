"""Printed editions are noted where they went; those that carry a number that holds no more are found again."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from projects import CONFIRMED, COUNTRY, UNCONFIRMED, lay, only

from booklet.api.building import plan_all
from booklet.api.printings import find_cures
from booklet.api.project import open_project
from booklet.cli import main, make_parser
from booklet.commands.wanted import read_wanted
from booklet.errors import OutputError, Severity, SourceError
from booklet.make.build import check, open_sources
from booklet.make.coverage import Coverage, coverage_of, read_coverage
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.project.ledger import DAMAGED, LEDGER, Affected, Printing, add_printing, read_file, read_ledger
from booklet.project.ledger import list_affected as affected_by
from booklet.sources.countries import parse_country
from booklet.values import replace, to_builtins

DAY = date(2026, 11, 25)

Capture = pytest.CaptureFixture[str]


def pdf(project: Path, product: str = "card", band: str = "14-17") -> bytes:
    found = open_sources(project)
    wanted = Wanted(products=(product,), countries=("XX",), editions=("press",), bands=(band,))
    (document, *_) = check(plan_jobs(wanted, found), found, DAY, DAY)
    return draw(document, found, DAY)


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a card of a confirmed country."""
    return pdf(lay(tmp_path_factory.mktemp("card"), {COUNTRY: CONFIRMED}))


@pytest.fixture
def project(tmp_path: Path, card: bytes) -> Path:
    """A project of a confirmed country, with the file of a card."""
    return lay(tmp_path, {COUNTRY: CONFIRMED, "card.pdf": card})


def add(project: Path, *files: str) -> int:
    names = [str(project / name) for name in files]
    return main(["ledger", "add", *names, "--quantity", "500", "--where", "Example  Town", "--on", "2026-11-26",
                 "--project", str(project)])  # fmt: skip


def affected(project: Path, day: str, capsys: Capture) -> list[str]:
    capsys.readouterr()
    assert main(["ledger", "affected", "XX", "--project", str(project), "--date", day]) == 0
    return capsys.readouterr().out.splitlines()


def test_a_file_says_what_it_covers(project: Path) -> None:
    found = read_coverage((project / "card.pdf").read_bytes())
    assert found == Coverage(
        "XX", "card", "c1", "card-85x55", "en", "14-17", "press", "draft", "2026-11-25",
        (("example-line", "0808 157 0192"),), found.facts if found else "", found.words if found else "",
        found.code if found else "", "2027-05-20",
    )  # fmt: skip
    assert found.facts and found.words.startswith("draft:")
    with pikepdf.open(project / "card.pdf") as opened, opened.open_metadata() as xmp:
        assert json.loads(str(xmp["dc:coverage"]))["country"] == "XX"


@pytest.mark.slow
def test_a_booklet_covers_every_number_it_prints(project: Path) -> None:
    found = read_coverage(pdf(project, "booklet"))
    assert found and found.numbers == (("example-line", "0808 157 0192"), ("friends", "020 7946 0018"))


def test_printings_are_appended_line_by_line(project: Path, capsys: Capture) -> None:
    assert add(project, "card.pdf") == add(project, "card.pdf") == 0
    lines = (project / LEDGER).read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    (first, second), findings = read_ledger(project)
    assert first == second and findings == ()
    assert (first.on, first.quantity, first.where, first.file) == ("2026-11-26", 500, "Example Town", "card.pdf")
    assert len(first.sha256) == 64
    assert first.coverage.country == "XX"


@pytest.mark.parametrize(
    ("old", "new", "day", "reason"),
    [
        ("0808 157 0192", "0808 157 0193", "2026-12-01", "example-line 0808 157 0192 is now 0808 157 0193"),
        ("    confidence: high\n", "    confidence: high\n    withdrawn: 2026-12-01\n", "2026-12-01", "is withdrawn"),
        ("example-line", "other-line", "2026-12-01", "is in your file no more"),
    ],
)
def test_a_printing_whose_number_holds_no_more_is_found(
    old: str, new: str, day: str, reason: str, project: Path, capsys: Capture
) -> None:
    add(project, "card.pdf")
    assert affected(project, "2026-12-01", capsys) == ["no printed edition is affected"]
    text = CONFIRMED.replace(old, new) if old == "example-line" else CONFIRMED.replace(old, new, 1)
    if "withdrawn" in new:
        text = text.replace("lead: example-line\n", "")
    lay(project, {COUNTRY: text})
    (line, copies, offer, command) = affected(project, day, capsys)
    assert line.startswith("2026-11-26: 500 of card.pdf, Example Town: ")
    assert reason in line
    assert "500 x card c1." in copies and "stick over" in offer
    item = "--item example-line " if "is now" in reason else ""
    assert command.strip() == (
        f"make_booklet.py build sticker insert {item}--country XX --locale en --band 14-17 --project {project}"
    )


def test_a_call_that_ended_is_made_again_and_nothing_is_stuck_over(project: Path, capsys: Capture) -> None:
    add(project, "card.pdf")
    line, cure = affected(project, "2027-05-20", capsys)
    assert "is expired" in line and "confirm" in cure and "sticker" not in cure


def ledger(project: Path, *words: str) -> int:
    return main(["ledger", *words, "--project", str(project)])


def test_what_was_printed_is_listed_mended_and_split(project: Path, capsys: Capture) -> None:
    add(project, "card.pdf")
    add(project, "card.pdf")
    assert ledger(project, "correct", "1", "--quantity", "300", "--where", "Other Town") == 0
    assert ledger(project, "split", "2", "--quantity", "120", "--where", "A school") == 0
    capsys.readouterr()
    assert ledger(project, "list") == 0
    assert capsys.readouterr().out.splitlines() == [
        "line 3: 2026-11-26: 300 of card.pdf, Other Town",
        "line 4: 2026-11-26: 380 of card.pdf, Example Town",
        "line 5: 2026-11-26: 120 of card.pdf, A school",
        "Together: 800 x card c1",
    ]
    assert ledger(project, "correct", "3", "--quantity", "0") == 0
    assert [printing.quantity for printing in read_ledger(project)[0]] == [380, 120]
    assert read_ledger(project)[1] == ()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("correct", "7", "--quantity", "1"), "no-printing"),
        (("correct", "1"), "nothing-to-mend"),
        (("correct", "1", "--where", " "), "no-place"),
        (("split", "1", "--quantity", "5", "--where", ""), "no-place"),
        (("split", "1", "--quantity", "500", "--where", "x"), "too-many-copies"),
    ],
)
def test_what_cannot_be_mended_is_told_and_nothing_is_written(
    words: tuple[str, ...], code: str, project: Path, capsys: Capture
) -> None:
    add(project, "card.pdf")
    before = (project / LEDGER).read_bytes()
    assert ledger(project, *words) == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert f" {code}: " in line and (project / LEDGER).read_bytes() == before
    assert ledger(project, "correct", "1", "--quantity", "0") == 0
    assert ledger(project, "correct", "1", "--quantity", "5") == 3


def test_a_printing_without_a_place_is_refused_and_not_lost(project: Path, capsys: Capture) -> None:
    words = ("add", str(project / "card.pdf"), "--quantity", "5", "--where", " ")
    assert ledger(project, *words) == 3
    assert " no-place: " in capsys.readouterr().err and not (project / LEDGER).exists()


def test_a_proof_was_not_to_be_printed(tmp_path: Path, capsys: Capture) -> None:
    lay(tmp_path, {COUNTRY: UNCONFIRMED})
    lay(tmp_path, {"a.pdf": pdf(tmp_path, "booklet"), "b.pdf": b"%PDF-1.7", "c.txt": "<dc:coverage>{}</dc:coverage>"})
    assert add(tmp_path, "a.pdf", "b.pdf", "c.txt", "missing.pdf") == 3
    told = capsys.readouterr().err
    assert [code for code in ("proof-printed", "no-edition", "unreadable") if code in told] == [
        "proof-printed", "no-edition", "unreadable",
    ]  # fmt: skip
    assert not (tmp_path / LEDGER).exists()


PRINTINGS = [
    Printing(
        f"2026-11-{number}", number, "Example Tøwn", "card.pdf", "0" * 64,
        Coverage("XX", "card", "c1", "card-85x55", "en", "14-17", "press", "final", "2026-11-25", (("line", "116"),)),
    )
    for number in range(11, 16)
]  # fmt: skip


def reasons(numbers: str, day: str, country: str = "XX", text: str = CONFIRMED) -> tuple[str, ...]:
    """Return why a printing of a country with some numbers is to be mended by the file of `XX`."""
    pairs = tuple((name, number) for name, _, number in (pair.partition(" ") for pair in numbers.split(", ")))
    printing = replace(PRINTINGS[0], coverage=replace(PRINTINGS[0].coverage, country=country, numbers=pairs))
    found = list(affected_by([printing], parse_country(text, COUNTRY, "XX"), date.fromisoformat(day)))
    assert [one.printing for one in found] in ([], [printing])
    return tuple(reason for one in found for reason in one.reasons)


LINE, FRIENDS = "example-line 0808 157 0192", "friends 020 7946 0018"


def test_a_printing_whose_numbers_hold_is_not_affected() -> None:
    assert reasons(f"{LINE}, {FRIENDS}", "2026-12-01") == ()


def test_a_printing_of_another_country_is_no_matter_of_this_one() -> None:
    """Two countries may have a contact of the same id."""
    assert reasons("example-line 117", "2026-12-01") == ("example-line 117 is now 0808 157 0192",)
    assert reasons("example-line 117", "2026-12-01", country="KE") == ()


def test_a_printing_is_affected_when_a_call_has_ended_and_no_day_earlier() -> None:
    assert reasons(f"{LINE}, {FRIENDS}", "2027-05-19") == ()
    assert reasons(f"{LINE}, {FRIENDS}", "2027-05-20") == (f"{LINE} is expired",)
    assert reasons(f"{LINE}, {FRIENDS}", "2027-05-21") == (f"{LINE} is expired", f"{FRIENDS} is expired")


def test_a_printing_is_affected_by_what_was_withdrawn_changed_or_taken_out() -> None:
    gone = CONFIRMED.replace("    confidence: high\n", "    confidence: high\n    withdrawn: 2026-12-01\n", 1)
    gone = gone.replace("lead: example-line\n", "")
    assert reasons(f"{LINE}, other 116", "2026-12-01", text=gone) == (
        f"{LINE} is withdrawn",
        "other 116 is in your file no more",
    )
    assert reasons(LINE, "2026-12-01", text=UNCONFIRMED) == ()
    assert reasons(FRIENDS, "2026-12-01", text=UNCONFIRMED) == (f"{FRIENDS} is unconfirmed",)


def test_of_two_older_lines_that_say_the_same_one_is_mended_and_the_other_counts(tmp_path: Path) -> None:
    values = {key: value for key, value in to_builtins(PRINTINGS[0]).items() if value != ""}
    lay(tmp_path, {LEDGER: (json.dumps(values) + "\n") * 2})
    assert ledger(tmp_path, "correct", "1", "--quantity", "3") == 0
    assert [one.quantity for one in read_ledger(tmp_path)[0]] == [3, 11]
    assert ledger(tmp_path, "correct", "4", "--quantity", "4") == 0
    assert [one.quantity for one in read_ledger(tmp_path)[0]] == [3, 4] and read_ledger(tmp_path)[1] == ()


@pytest.mark.parametrize(
    ("locale", "more", "options"),
    [
        ("sw+en", "high", "--item friends --country XX --locale sw --locale en"),
        ("en", "low", "--country XX --locale en"),
    ],
)
def test_the_stickers_that_are_offered_can_be_made(
    locale: str, more: str, options: str, tmp_path: Path, capsys: Capture
) -> None:
    text = CONFIRMED.replace("of Exampleland}]\n    confidence: high", f"of Exampleland}}]\n    confidence: {more}")
    lay(tmp_path, {COUNTRY: text})
    covers = replace(PRINTINGS[0].coverage, locale=locale, numbers=(("friends", "020 7946 0000"),))
    add_printing(tmp_path, [replace(PRINTINGS[0], coverage=covers)])
    command = affected(tmp_path, "2026-11-27", capsys)[-1].strip()
    assert command == f"make_booklet.py build sticker insert {options} --band 14-17 --project {tmp_path}"
    _, *words = command.split()
    asked = make_parser().parse_args(words)
    assert plan_all(read_wanted(asked, open_project(tmp_path)), open_sources(tmp_path))


def written(project: Path, number: int = 3) -> list[str]:
    """Write a ledger and return its lines."""
    project.mkdir(exist_ok=True)
    for printing in PRINTINGS[:number]:
        assert add_printing(project, [printing]) == ()
    return (project / LEDGER).read_text(encoding="utf-8").splitlines()


def quantities(project: Path) -> list[int]:
    """Return the printings that are counted, by how many copies they are."""
    return [printing.quantity for printing in read_ledger(project)[0]]


def said(project: Path) -> list[tuple[str, int]]:
    """Return what is told of a ledger, by code and line."""
    found = read_ledger(project)[1]
    assert all(finding.severity is Severity.WARNING and finding.hint for finding in found)
    return [(finding.code, finding.where.line) for finding in found]


SPOILT = [
    "{}",
    "[]",
    "nonsense",
    '{"on": 1}',
    "[" * 100_000,
    '{"coverage": {"numbers": 1}}',
    "1",
    '{"seal": []}',
    "\0" * 40,
]


@pytest.mark.parametrize("line", SPOILT)
def test_a_line_that_is_no_printing_is_told_and_the_others_are_read(line: str, tmp_path: Path) -> None:
    lines = written(tmp_path)
    lay(tmp_path, {LEDGER: "\n".join([lines[0], line, lines[2]]) + "\n"})
    assert quantities(tmp_path) == [11, 13]
    assert ("wrong-ledger", 2) in said(tmp_path)


@pytest.mark.parametrize("cut", [1, 20, -1, -5])
def test_half_a_line_is_healed_to_the_last_good_one_and_told(cut: int, tmp_path: Path) -> None:
    lines = written(tmp_path)
    half = lines[2].encode()[:cut]
    lay(tmp_path, {LEDGER: "\n".join(lines[:2]).encode() + b"\n" + half})
    assert (quantities(tmp_path), said(tmp_path)) == ([11, 12], [("wrong-ledger", 3)])
    told = only(add_printing(tmp_path, [PRINTINGS[3]]))
    assert (told.code, told.where.line, told.severity) == ("ledger-healed", 3, Severity.WARNING)
    assert (quantities(tmp_path), said(tmp_path)) == ([11, 12, 14], [])
    assert (tmp_path / DAMAGED).read_bytes() == half + b"\n"
    assert add_printing(tmp_path, [PRINTINGS[4]]) == ()
    with (tmp_path / LEDGER).open("ab") as ledger:
        ledger.write(b"torn once more")
    assert only(add_printing(tmp_path, [PRINTINGS[4]])).code == "ledger-healed"
    assert (tmp_path / DAMAGED).read_bytes() == half + b"\ntorn once more\n"


def test_half_a_letter_is_healed_as_well(tmp_path: Path) -> None:
    lines = [line.encode() for line in written(tmp_path, 2)]
    lay(tmp_path, {LEDGER: lines[0] + b"\n" + b'{"where": "\xc3'})
    assert (quantities(tmp_path), said(tmp_path)) == ([11], [("wrong-ledger", 2)])
    assert only(add_printing(tmp_path, [PRINTINGS[2]])).code == "ledger-healed"
    assert quantities(tmp_path) == [11, 13]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_line_that_was_changed_is_told_and_not_counted(place: int, tmp_path: Path) -> None:
    lines = written(tmp_path)
    lines[place] = lines[place].replace('"quantity": 1', '"quantity": 9')
    lay(tmp_path, {LEDGER: "\n".join(lines) + "\n"})
    assert quantities(tmp_path) == [number for number in (11, 12, 13) if number != 11 + place]
    assert said(tmp_path) == [("wrong-ledger", place + 1)]
    code = only(add_printing(tmp_path, [PRINTINGS[3]])).code
    assert code == ("ledger-healed" if place == 2 else "wrong-ledger")
    assert quantities(tmp_path) == [number for number in (11, 12, 13, 14) if number != 11 + place]
    assert said(tmp_path) == ([] if place == 2 else [("wrong-ledger", place + 1)])


@pytest.mark.parametrize(("order", "line"), [((1, 2), 1), ((0, 2), 2), ((0, 2, 1), 2), ((0, 1, 1), 3)])
def test_lines_that_are_missing_or_moved_are_told(order: tuple[int, ...], line: int, tmp_path: Path) -> None:
    lines = written(tmp_path)
    lay(tmp_path, {LEDGER: "".join(f"{lines[number]}\n" for number in order)})
    assert said(tmp_path)[0] == ("ledger-gap", line)
    assert len(quantities(tmp_path)) == len(order)


def test_a_ledger_of_an_older_version_is_read_and_goes_on(tmp_path: Path) -> None:
    old = "".join(json.dumps(to_builtins(printing)) + "\n" for printing in PRINTINGS[:2])
    lay(tmp_path, {LEDGER: old})
    assert (quantities(tmp_path), said(tmp_path)) == ([11, 12], [])
    assert add_printing(tmp_path, [PRINTINGS[2]]) == ()
    assert (tmp_path / LEDGER).read_text(encoding="utf-8").startswith(old)
    assert (quantities(tmp_path), said(tmp_path)) == ([11, 12, 13], [])
    lines = (tmp_path / LEDGER).read_text(encoding="utf-8").splitlines()
    lay(tmp_path, {LEDGER: "\n".join([lines[0], lines[1].replace("12", "99", 1), lines[2]])})
    assert said(tmp_path) == [("ledger-gap", 3)]
    lay(tmp_path, {LEDGER: "\n".join([*lines, lines[0]])})
    assert (quantities(tmp_path), said(tmp_path)) == ([11, 12, 13, 11], [("ledger-unsealed", 4)])


def test_a_ledger_that_is_a_link_is_refused(tmp_path: Path) -> None:
    written(tmp_path / "theirs")
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / LEDGER).symlink_to(tmp_path / "theirs" / LEDGER)
    before = (tmp_path / "theirs" / LEDGER).read_bytes()
    for touch in (lambda: add_printing(tmp_path / "project", PRINTINGS), lambda: read_ledger(tmp_path / "project")):
        with pytest.raises(OutputError) as stopped:
            touch()
        assert only(stopped.value.findings).code == "link-refused"
    assert (tmp_path / "theirs" / LEDGER).read_bytes() == before


PARALLEL = """
import sys
from pathlib import Path
from booklet.make.coverage import Coverage
from booklet.project.ledger import Printing, add_printing
coverage = Coverage("XX", "card", "c1", "card-85x55", "en", "14-17", "press", "final", "2026-11-25", ())
for number in range(1, 11):
    add_printing(Path(sys.argv[1]), [Printing("2026-11-26", number, sys.argv[2], "card.pdf", "0" * 64, coverage)])
"""


@pytest.mark.slow
def test_printings_added_at_once_by_several_processes_are_all_there(tmp_path: Path) -> None:
    begun = [subprocess.Popen([sys.executable, "-c", PARALLEL, str(tmp_path), name]) for name in "abcd"]
    assert [process.wait() for process in begun] == [0] * 4
    printings, findings = read_ledger(tmp_path)
    assert findings == ()
    assert sorted((printing.where, printing.quantity) for printing in printings) == [
        (name, number) for name in "abcd" for number in range(1, 11)
    ]
    assert [path.name for path in tmp_path.iterdir()] == [LEDGER]


@pytest.mark.parametrize("numbers", [1, ["a"], [["a"]], [["a", 1]], [["a", "b", "c"]]])
def test_a_coverage_of_wrong_values_is_none(numbers: object, project: Path) -> None:
    found = read_coverage((project / "card.pdf").read_bytes())
    assert found is not None
    values = {name: getattr(found, name) for name in Coverage.__struct_fields__}
    assert coverage_of(values | {"numbers": numbers}) is None
    assert coverage_of(values | {"country": 1, "numbers": []}) is None


def test_a_ledger_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as stopped:
        add_printing(tmp_path / "missing", [])
    assert only(stopped.value.findings).code == "output-unwritable"
    assert read_ledger(tmp_path) == ((), ())
    with pytest.raises(SourceError):
        read_file(tmp_path)


def test_copies_with_the_same_change_get_the_same_stickers() -> None:
    covers = Coverage("XX", "card", "c1", "card-85x55", "en", "14-17", "press", "final", "2026-11-25", (("line", "1"),))
    here = Printing("2026-11-26", 300, "Here", "guide_card-c1.pdf", "0", covers)
    there = replace(here, quantity=200, where="There")
    both = replace(here, coverage=replace(covers, locale="sw+en"))
    changed = [Affected(one, ("line 1 is now 2",), ("line",)) for one in (here, there, both)]
    unsure = [Affected(here, ("line 1 is expired",), ()), Affected(here, ("gone 1 is in your file no more",), None)]
    cures = find_cures([*changed, *unsure])
    assert [(cure.locales, cure.contacts, cure.copies) for cure in cures] == [
        (("en",), ("line",), 500),
        (("sw", "en"), ("line",), 300),
        (("en",), (), 300),
    ]
    assert cures[0].printings == (here, there)
