"""Names that a shell completes when somebody presses Tab: commands, options, and what there is to ask for.

argcomplete asks this program each time, so that it also knows the countries and layouts of a partner's folder, and in
PowerShell too; shtab would write lists of today, for bash and zsh alone.
"""

import argparse
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from booklet.errors import BookletError

if TYPE_CHECKING:
    from booklet.api.project import Project

SHELLS = ("bash", "zsh", "fish", "powershell", "tcsh")

PROGRAM = "make-booklet"
"""What is completed: the program that is installed beside Python's own."""

NAMES: Mapping[str, Callable[["Project"], Iterable[str]]] = {
    "products": lambda project: project.products,
    "locale": lambda project: project.locales,
    "locales": lambda project: project.locales,
    "country": lambda project: project.countries,
    "band": lambda project: project.every_band,
    "edition": lambda project: project.editions,
    "ink": lambda project: project.inks,
    "layout": lambda project: project.layouts,
    "printer": lambda project: project.printers,
}
"""Each option, or what stands without one, with the names that it may have."""


class PrintCompletion(argparse.Action):
    """Print what a shell has to know, and end."""

    def __call__(self, parser: argparse.ArgumentParser, _given: object, shell: Any, _option: str | None = None) -> None:
        """Print it for a shell."""
        from argcomplete.shell_integration import shellcode

        print(shellcode([PROGRAM], shell=shell))
        parser.exit()


def complete(parser: argparse.ArgumentParser) -> None:
    """Answer a shell that asks for names, and end the program."""
    from argcomplete import autocomplete

    for each in _parsers(parser):
        for action in each._actions:
            if action.dest in NAMES:
                action.completer = partial(_list_names, action.dest)  # type: ignore[attr-defined]
    autocomplete(parser, always_complete_options="long")


def _parsers(parser: argparse.ArgumentParser) -> Iterable[argparse.ArgumentParser]:
    """Yield a parser and those of its commands."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in dict.fromkeys(action.choices.values()):
                yield from _parsers(each)


def _list_names(asked: str, parsed_args: argparse.Namespace, **_: object) -> Iterable[str]:
    """Return the names that an option may have; none where a folder is none of ours."""
    from booklet.api.project import open_project

    try:
        return tuple(NAMES[asked](open_project(getattr(parsed_args, "project", None))))
    except BookletError:
        return ()
