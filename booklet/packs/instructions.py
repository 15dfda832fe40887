"""What people do with the files of a pack: built files in, steps with their pictures and words out."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePath

from booklet.build import BuiltFile
from booklet.manuscript import Labels
from booklet.packs.kinds import Kind
from booklet.text.markup import left_to_right
from booklet.typeset.howto import Part, Step

SIDES = {
    "booklet": ("short-edge", "flip-short"),
    "card": ("long-edge", "flip-long"),
    "insert": ("long-edge", "flip-long"),
    "poster": ("one-side", "one-side"),
}
"""How each product is printed in an office: the end of its label, and the picture."""

AFTER = {"booklet": ("fold", "staple"), "card": ("cut",)}
"""What is done with the sheets of each product."""


def instructions(kind: Kind, files: Sequence[BuiltFile], labels: Labels, paper: str) -> Iterator[Part]:
    """Yield a part for each product of a pack, in the order of its files, then what is done before anyone reads it.

    `paper` is the name of the sheet.
    """
    for product, group in groupby(files, key=lambda file: file.job.product):
        names = tuple(left_to_right(PurePath(file.path).name) for file in group)
        yield Part(labels[f"howto.{product}"], names, tuple(_steps(kind, product, labels, paper)))
    yield Part(labels["howto.before"], (), (Step("call", labels["howto.call"]),))


def _steps(kind: Kind, product: str, labels: Labels, paper: str) -> Iterator[Step]:
    if kind.is_for_upload:
        yield Step("send", labels["howto.upload"])
    elif kind.has_ticket:
        yield Step("send", labels["howto.send"])
    else:
        label, picture = SIDES[product]
        yield Step("size", labels["howto.size"], has_rule=True)
        yield Step(picture, labels[f"howto.{label}"].replace("{paper}", paper))
        yield from (Step(name, labels[f"howto.{name}"]) for name in AFTER.get(product, ()))
