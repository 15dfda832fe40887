"""What people do with the files of a pack: built files in, a story of steps with pictures and words out."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import PurePath

from booklet.frames.flowables import OwnFlowable, Set
from booklet.make.document import BuiltFile
from booklet.make.packs.kinds import PackKind
from booklet.make.papers.paper import GAP
from booklet.sheets.handling import HANDLINGS
from booklet.text.markup import isolate_left_to_right
from booklet.typeset.house import House
from booklet.typeset.howto import HowtoStep, heading, step
from booklet.typeset.placed import Component
from booklet.words.manuscript import Labels

FLIPS = {"short": ("short-edge", "flip-short"), "long": ("long-edge", "flip-long"), "": ("one-side", "one-side")}
"""How sheets are printed, by the edge they are turned on: the end of its label, and the picture."""


def instructions(
    kind: PackKind, files: Sequence[tuple[BuiltFile, str]], paper: str, house: House
) -> Iterator[OwnFlowable]:
    """Yield the steps for files of a pack that are handled alike, in order, then what to do before readers get them.

    Each file comes with the name of its handling; `paper` is the name of the sheet.
    """

    def alike(file: tuple[BuiltFile, str]) -> tuple[str, str]:
        return file[0].job.product, file[1]

    labels = house.labels
    for (product, handling), group in groupby(files, key=alike):
        names = tuple(isolate_left_to_right(PurePath(file.path).name) for file, _ in group)
        yield from _part(labels[f"howto.{product}"], names, _steps(kind, handling, labels, paper), house)
    yield from _part(labels["howto.before"], (), (HowtoStep("call", labels["howto.call"]),), house)


def _part(title: str, files: tuple[str, ...], steps: Iterable[HowtoStep], house: House) -> Iterator[OwnFlowable]:
    """Yield a heading, which stays with the first step below it."""
    yield Set(lambda measure: heading(title, files, measure, house)).with_space(2 * GAP, GAP, keep=True)
    for number, what in enumerate(steps, start=1):
        yield Set(partial(_step, number, what, house)).with_space(0, GAP)


def _step(number: int, what: HowtoStep, house: House, measure: float) -> Component:
    return step(number, what, measure, house)


def _steps(kind: PackKind, name: str, labels: Labels, paper: str) -> Iterator[HowtoStep]:
    if kind.is_for_upload:
        yield HowtoStep("send", labels["howto.upload"])
    elif kind.has_ticket:
        yield HowtoStep("send", labels["howto.send"])
    else:
        handling = HANDLINGS[name]
        label, picture = FLIPS[handling.flip]
        yield HowtoStep("size", labels["howto.size"], has_rule=True)
        yield HowtoStep(picture, labels[f"howto.{label}"].replace("{paper}", paper))
        yield from (HowtoStep(step, labels[f"howto.{step}"]) for step in handling.steps)
