"""What people do with the files of a pack: built files in, a story of steps with pictures and words out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import groupby
from pathlib import PurePath
from types import MappingProxyType

from booklet.frames.flowables import OwnFlowable, Set
from booklet.frames.table import Column, Table
from booklet.jobs import UNPRINTED
from booklet.make.document import BuiltFile
from booklet.make.packs.kinds import PackKind
from booklet.make.packs.ticket import FACTS, commission_rows, paper_rows
from booklet.make.papers.paper import GAP
from booklet.sheets.handling import HANDLINGS
from booklet.text.markup import isolate, isolate_left_to_right
from booklet.typeset.house import House
from booklet.typeset.howto import HowtoStep, heading, step
from booklet.typeset.placed import Component
from booklet.words.manuscript import Labels

NOTHING: Mapping[str, str] = MappingProxyType({})

SHOWN = "shown"
"""How files are handled that nobody prints."""

FLIPS = {"short": ("short-edge", "flip-short"), "long": ("long-edge", "flip-long"), "": ("one-side", "one-side")}
"""How sheets are printed, by the edge they are turned on: the end of its label, and the picture."""


def instructions(
    kind: PackKind,
    files: Sequence[tuple[BuiltFile, str]],
    entries: Sequence[Mapping[str, object]],
    paper: str,
    house: House,
    named: Mapping[str, str] = NOTHING,
) -> Iterator[OwnFlowable]:
    """Yield what is wanted, the steps for files that are handled alike, then what to do before readers get them.

    Each file comes with the name of its handling, and has an entry that counts it; `paper` is the name of the sheet.
    Items that have a title of their own are `named`.
    """
    if not (kind.has_ticket or kind.is_for_upload):
        yield from _wanted(entries, house)

    labels = house.labels

    def alike(file: tuple[BuiltFile, str]) -> tuple[str, str]:
        job = file[0].job
        handling = SHOWN if job.edition in UNPRINTED else file[1]
        return named.get(job.item) or labels[f"howto.{job.product}"], handling

    for (title, handling), group in groupby(files, key=alike):
        names = tuple(isolate_left_to_right(PurePath(file.path).name) for file, _ in group)
        yield from _part(title, names, _steps(kind, handling, labels, paper), house)
    yield from _part(labels["howto.before"], (), (HowtoStep("call", labels["howto.call"]),), house)


def _wanted(entries: Sequence[Mapping[str, object]], house: House) -> Iterator[OwnFlowable]:
    """Yield who wants the files, if anybody says so, and for each its copies, sheets and price, and all together."""
    labels, first = house.labels, entries[0]
    said = {key: first.get(key, "") for key in ("client", "contact", "deliver_to", "due", "paper", "finish")}
    if any(said.values()):
        yield Table(FACTS, (*commission_rows(said, labels), *paper_rows(said, labels)), house).with_space(0, GAP)
    has_price = "cost" in first
    heads = [labels["ticket.file"], labels["ticket.quantity"], labels["ticket.sheets"]]
    heads += [labels["ticket.price"]] * has_price
    shares = (0.55, 0.15, 0.12, 0.18) if has_price else (0.66, 0.18, 0.16)
    columns = tuple(
        Column(share, head, is_head=not place, tears=not place)
        for place, (share, head) in enumerate(zip(shares, heads, strict=True))
    )
    rows = [(isolate_left_to_right(str(entry["file"])), *_counts(entry)) for entry in entries]
    if len(entries) > 1:
        together = {key: sum(int(str(entry[key])) for entry in entries) for key in ("quantity", "sheets")}
        price = {"cost": sum(Decimal(str(entry["cost"])) for entry in entries)} if has_price else {}
        rows.append((labels["ticket.together"], *_counts({**together, **price, "money": first.get("money", "")})))
    yield Table(columns, rows, house).with_space(0, GAP)


def _counts(entry: Mapping[str, object]) -> tuple[str, ...]:
    counts = (str(entry["quantity"]), str(entry["sheets"]))
    return (*counts, isolate(f"{entry['cost']} {entry['money']}".strip())) if "cost" in entry else counts


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
    elif name == SHOWN:
        yield HowtoStep("show", labels["howto.show"])
    else:
        handling = HANDLINGS[name]
        label, picture = FLIPS[handling.flip]
        yield HowtoStep("size", labels["howto.size"], has_rule=True)
        yield HowtoStep(picture, labels[f"howto.{label}"].replace("{paper}", paper))
        yield from (HowtoStep(step, labels[f"howto.{step}"]) for step in handling.steps)
