"""What is no number is refused wherever one enters: on the command line and in files, in one line, without a trace."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from projects import OWN, lay

from booklet.cli import COMMANDS, main, make_parser
from booklet.errors import ExitCode, Finding, SourceError, raise_errors
from booklet.sources.figures import parse_decimal, parse_whole
from booklet.sources.folders import open_folders
from booklet.sources.layouts import read_layout, read_theme
from booklet.sources.load import Sources
from booklet.sources.printers import read_printer

BAD = ["nan", "inf", "-inf", "1e308", "1e-320", "infinity", "1_0", "٣", "１２", "0x10", "9" * 5000, "", "1,5"]

LENGTHS = ("margin", "bleed", "caliper", "gap", "overlap", "grind", "short")


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_number_is_none(text: str) -> None:
    with pytest.raises(ValueError):
        parse_decimal(text, -5000, 5000)
    with pytest.raises(ValueError):
        parse_whole(text, -5000, 5000)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "pages.pdf"
    with pikepdf.Pdf.new() as pdf:
        for _ in range(4):
            pdf.add_blank_page(page_size=(420, 595))
        pdf.save(path)
    return path


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    lines = capsys.readouterr().err.splitlines()
    assert not any("Traceback" in line for line in lines)
    return lines


@pytest.mark.parametrize("option", [*LENGTHS, "scale", "signature", "sheet"])
def test_impose_refuses_what_is_no_number(option: str, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for text in [*BAD, "-1", "99999"]:
        if (option, text) == ("sheet", ""):
            continue
        assert main(["impose", str(pages), "--scheme", "saddle", f"--{option}={text}"]) == ExitCode.SOURCES, text
        lines = told(capsys)
        assert len(lines) == 1 and lines[0].startswith(f"--{option}: "), lines
    assert [path.name for path in pages.parent.iterdir()] == ["pages.pdf"]


@pytest.mark.parametrize("text", [*(text for text in BAD if not text.startswith("-")), "-99", "99999"])
def test_backs_are_not_moved_by_what_is_no_number(text: str, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impose", str(pages), "--scheme", "saddle", "--back-shift", "0", text]) == ExitCode.SOURCES
    lines = told(capsys)
    assert len(lines) == 1 and lines[0].startswith("--back-shift: ")
    assert [path.name for path in pages.parent.iterdir()] == ["pages.pdf"]


@pytest.mark.parametrize("option", ["--margin=--", "--sheet=--", "--output=--"])
def test_an_option_that_says_nothing_is_refused(option: str, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["impose", str(pages), "--scheme", "saddle", option])
    assert stopped.value.code == 2
    assert f"{option} says nothing" in told(capsys)[-1]


def test_all_numbers_that_are_none_are_told_at_once(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = [f"--{name}=nan" for name in (*LENGTHS, "scale", "signature")]
    assert main(["impose", str(pages), "--scheme", "saddle", *given]) == ExitCode.SOURCES
    assert len(told(capsys)) == len(given)


@pytest.mark.parametrize("text", [text for text in BAD if not text.startswith("-")])
def test_calibrate_refuses_what_is_no_number(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named = ["calibrate", "--project", str(tmp_path), "--name", "mine"]
    assert main([*named, "--cards", text, "0", "--booklet", "0", text]) == ExitCode.SOURCES
    assert [line.split(": ")[:2] for line in told(capsys)] == [
        ["--cards", "wrong-shift"],
        ["--booklet", "wrong-shift"],
    ]
    assert not list(tmp_path.iterdir())


def options_of(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from options_of(inner)
        else:
            yield action


def test_the_command_line_reads_numbers_by_functions_that_refuse_what_is_none() -> None:
    """An option of the type `float` or `int` takes nan, 1e308, 1_000 and digits of every script."""
    kinds = {action.type for action in options_of(make_parser())}
    assert kinds.isdisjoint({float, int, complex})
    for kind in kinds - {None, Path}:
        for text in BAD:
            with pytest.raises((argparse.ArgumentTypeError, ValueError)):
                kind(text)  # type: ignore[operator,misc]


def test_no_command_reads_numbers_past_the_one_function() -> None:
    modules = [*(OWN / "booklet/commands").glob("*.py"), *(OWN / "booklet/api").glob("*.py")]
    assert {name.rsplit(".", 1)[1] for name in COMMANDS.values()} <= {path.stem for path in modules}
    for path in modules:
        assert not re.search(r"\bfloat\((?!\")", path.read_text("utf-8")), path


NUMBER = re.compile(r"(?<=[ \[{/])-?\d+(?:\.\d+)?(?=[ ,}\]/\n])")

KEY = re.compile(r"([\w-]+): [^:]*$")


def spoiled(text: str) -> Iterator[tuple[str, str]]:
    """Yield a file once for each key that has numbers, with something else in the place of the first of them."""
    seen: set[str] = set()
    for match in NUMBER.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        key = KEY.search(line)
        if key and "#" not in line and key[1] not in seen:
            seen.add(key[1])
            bad = (".nan", "nan", "1e308", "-inf", "1e-320", "٣", "1_0")[len(seen) % 7]
            yield f"{key[1]}: {bad}", text[: match.start()] + bad + text[match.end() :]


FILES = {
    "layouts/printers/offset-coated.yaml": 8,
    "layouts/printers/office-colour.yaml": 5,
    "layouts/printers/kdp.yaml": 8,
    "layouts/poster-a3.yaml": 8,
    "layouts/booklet-a5.yaml": 6,
    "layouts/card-85x55.yaml": 6,
    "layouts/theme.yaml": 12,
}
"""Files of ours, and how many keys with numbers they have at least."""

WORDS = frozenset({"about", "condition", "cast", "info"})
"""Keys under which digits are words."""


@pytest.mark.parametrize("name", FILES)
def test_each_number_of_a_file_is_read_by_a_function_that_refuses_what_is_none(
    name: str, tmp_path: Path, sources: Sources
) -> None:
    tried = 0
    for what, text in spoiled((OWN / name).read_text("utf-8")):
        if what.split(":")[0] in WORDS:
            continue
        tried += 1
        lay(tmp_path, {name: text})
        with pytest.raises(SourceError):
            read(tmp_path, name, sources)
            pytest.fail(f"{name} was read with {what}")
    assert tried >= FILES[name]


def read(project: Path, name: str, sources: Sources) -> None:
    """Read a file of a project; raise `SourceError` with its faults."""
    folders, findings = open_folders(project), list[Finding]()
    if "printers" in name:
        read_printer(project / name, name, folders, findings)
    elif "theme" in name:
        read_theme(project / name, name, sources.theme.fonts, findings)
    else:
        read_layout(project / name, name, sources.theme, set(sources.masters), findings, folders)
    raise_errors(findings)
