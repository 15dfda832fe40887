"""Options: each command has its own, and only those of the command that is asked for are looked at."""

import pytest

from booklet.cli import COMMANDS, main, make_parser
from booklet.commands.options import OPTIONS


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
