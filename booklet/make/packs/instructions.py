"""What people do with the files of a pack: built files in, steps with their pictures and words out."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePath

from booklet.make.document import BuiltFile
from booklet.make.packs.kinds import Kind
from booklet.sheets.handling import HANDLINGS
from booklet.text.markup import left_to_right
from booklet.typeset.howto import Part, Step
from booklet.words.manuscript import Labels

FLIPS = {"short": ("short-edge", "flip-short"), "long": ("long-edge", "flip-long"), "": ("one-side", "one-side")}
"""How sheets are printed, by the edge they are turned on: the end of its label, and the picture."""


def instructions(kind: Kind, files: Sequence[tuple[BuiltFile, str]], labels: Labels, paper: str) -> Iterator[Part]:
    """Yield a part for all files of a pack that are handled alike, in their order, then what is done before reading.

    Each file comes with the name of its handling; `paper` is the name of the sheet.
    """

    def alike(file: tuple[BuiltFile, str]) -> tuple[str, str]:
        return file[0].job.product, file[1]

    for (product, handling), group in groupby(files, key=alike):
        names = tuple(left_to_right(PurePath(file.path).name) for file, _ in group)
        yield Part(labels[f"howto.{product}"], names, tuple(_steps(kind, handling, labels, paper)))
    yield Part(labels["howto.before"], (), (Step("call", labels["howto.call"]),))


def _steps(kind: Kind, name: str, labels: Labels, paper: str) -> Iterator[Step]:
    if kind.is_for_upload:
        yield Step("send", labels["howto.upload"])
    elif kind.has_ticket:
        yield Step("send", labels["howto.send"])
    else:
        handling = HANDLINGS[name]
        label, picture = FLIPS[handling.flip]
        yield Step("size", labels["howto.size"], has_rule=True)
        yield Step(picture, labels[f"howto.{label}"].replace("{paper}", paper))
        yield from (Step(step, labels[f"howto.{step}"]) for step in handling.steps)
