"""Options: each command has its own, and only those of the command that is asked for are looked at."""

import pytest
from projects import only

from booklet.api.building import plan_all
from booklet.api.project import open_project
from booklet.cli import COMMANDS, main, make_parser
from booklet.commands.options import OPTIONS
from booklet.commands.wanted import read_wanted
from booklet.errors import SourceError


def test_every_command_has_options_and_every_parser_a_command() -> None:
    assert OPTIONS.keys() == COMMANDS.keys()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_told_the_same_alone_and_among_all(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for parser in (make_parser(), make_parser(command)):
        for words in ([command, "--help"], [command, "--no-such-option"]):
            with pytest.raises(SystemExit):
                parser.parse_args(words)
        told.append(capsys.readouterr())
    assert told[0] == told[1] and told[0].out and told[0].err


def test_the_options_of_other_commands_are_not_looked_at(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: object) -> None:
        raise AssertionError

    others = {name: (about, fail if name != "list" else add) for name, (about, add) in OPTIONS.items()}
    monkeypatch.setattr("booklet.cli.OPTIONS", others)
    assert main(["list", "inks"]) == 0 and "grey" in capsys.readouterr().out


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    out = capsys.readouterr().out
    assert all(f"\n    {name}" in out for name in COMMANDS)


def planned(*words: str) -> list[tuple[str, str]]:
    """Return the product and item of each file that a command line asks for."""
    options, project = make_parser("build").parse_args(["build", *words]), open_project()
    jobs = plan_all(read_wanted(options, project), project.sources)
    return [(job.product, job.item) for job in jobs]


def test_one_poster_is_one_file_and_no_other_is_made() -> None:
    assert planned("poster", "--item", "p1", "--band", "14-17", "--edition", "press") == [("poster", "p1")]
    one_edition = ["--band", "14-17", "--edition", "press"]
    assert planned("--item", "p1,c3", *one_edition) == [("poster", "p1"), ("card", "c3")]
    assert planned("booklet", "poster", "--item", "p2", *one_edition) == [("booklet", ""), ("poster", "p2")]


def test_an_item_that_is_none_is_told_with_what_there_is() -> None:
    for words, code in ((["poster", "--item", "c3"], "unknown-item"), (["--item", "p9"], "unknown-item")):
        with pytest.raises(SourceError) as stopped:
            planned(*words)
        finding = only(stopped.value.findings)
        assert (finding.code, str(finding.where)) == (code, "--item") and "p1" in finding.hint
