"""Schemes by name, and what each does with a file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from booklet.errors import Finding
from booklet.geometry import Rect
from booklet.impose.cards import plan_double, plan_folded_over, plan_single
from booklet.impose.folded import plan_fold, plan_roll, plan_saddle, plan_signatures, plan_z, plan_zine
from booklet.impose.plan import Plan, SourcePage, Wish, with_backs_shifted
from booklet.impose.source import is_read_from_right, open_pdf, read_frames, source_pages, unseen_notes, word_boxes
from booklet.impose.tiles import plan_tiles
from booklet.impose.write import write_sheets

SCHEMES: Mapping[str, Callable[[Sequence[SourcePage], Wish, str], Plan]] = {
    "saddle": plan_saddle,
    "signatures": plan_signatures,
    "fold": plan_fold,
    "roll-fold": plan_roll,
    "z-fold": plan_z,
    "zine": plan_zine,
    "n-up": plan_single,
    "n-up-backs": plan_double,
    "fold-over": plan_folded_over,
    "tiles": plan_tiles,
}
"""Each scheme's plan of pages, a wish, and the name of the file they are from."""


def impose(path: Path, scheme: str, wish: Wish) -> tuple[bytes, Plan, tuple[Finding, ...]]:
    """Return the sheets of a file as a PDF, their plan, and what is to be said of them; raise `SourceError`."""
    name = str(path)
    with open_pdf(path) as source:
        frames = read_frames(source, name)
        if wish.is_rtl is None:
            wish = replace(wish, is_rtl=is_read_from_right(source))
        words: list[Rect | None] = word_boxes(path, frames) if wish.caliper else []
        plan = with_backs_shifted(SCHEMES[scheme](source_pages(frames, words), wish, name), *wish.back_shift)
        data = write_sheets(source, frames, plan, f"{path.stem}: {scheme}")
        return data, plan, (*plan.notes, *unseen_notes(source, name))
