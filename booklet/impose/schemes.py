"""The schemes by name, and what each does with a file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from booklet.errors import Finding, Where, raise_errors
from booklet.geometry import MM, Rect, intersect, mm
from booklet.impose.cards import plan_double, plan_folded_over, plan_single
from booklet.impose.folded import plan_fold, plan_roll, plan_saddle, plan_signatures, plan_z, plan_zine
from booklet.impose.plan import Frame, SheetPlan, SheetWish, shift_backs
from booklet.impose.proven import prove_sheets
from booklet.impose.source import (
    LONGEST,
    find_stem,
    is_read_from_right,
    list_unseen,
    open_pdf,
    read_frames,
    source_pages,
    word_boxes,
)
from booklet.impose.tiles import plan_tiles
from booklet.impose.whole import cut_findings
from booklet.impose.write import write_sheets
from booklet.sheets.planner import SourcePage
from booklet.values import replace

SCHEMES: Mapping[str, Callable[[Sequence[SourcePage], SheetWish, str], SheetPlan]] = {
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


SHORTEST = mm(10)
"""The shortest side that a sheet may have."""


def impose(
    source: Path | bytes, scheme: str, wish: SheetWish, name: str = ""
) -> tuple[bytes, SheetPlan, tuple[Finding, ...]]:
    """Return the imposed sheets of a file as a PDF, their plan, and the findings; a file given as bytes has a name.

    Raises `SourceError` for files and wishes that make no sheets, `SheetError` if the sheets do not show the pages.
    """
    name = name or str(source)
    with open_pdf(source, name) as pdf:
        frames = read_frames(pdf, name)
        if wish.is_rtl is None:
            wish = replace(wish, is_rtl=is_read_from_right(pdf))
        words = cache(lambda: word_boxes(source, frames))
        pages = source_pages(frames, words() if wish.caliper else None)
        plan = shift_backs(SCHEMES[scheme](pages, wish, name), *wish.back_shift)
        raise_errors(find_wrong_size(plan, name))
        raise_errors(
            cut_findings(plan, pages, _find_allowance(plan, wish), lambda: _find_words_inside(frames, words()), name)
        )
        data = write_sheets(pdf, frames, plan, f"{find_stem(pdf, Path(name))}: {scheme}")
        unseen = tuple(list_unseen(pdf, name))
    return data, plan, (*plan.notes, *unseen, *prove_sheets(source, frames, data, plan, name))


def find_wrong_size(plan: SheetPlan, name: str) -> Iterator[Finding]:
    """Yield a finding if a sheet is larger than PDF and paper allow, or smaller than hands can hold."""
    longest = max((max(side.size) for side in plan.sides), default=0.0)
    shortest = min((min(side.size) for side in plan.sides), default=SHORTEST)
    if shortest < SHORTEST:
        message = f"a sheet would be {shortest / MM:.1f} mm wide, and 10 mm are the least"
        yield Finding("sheet-too-small", Where(name), message, "print larger with --scale, or name a --sheet")
    if longest > LONGEST:
        message = f"a sheet would be {longest / MM / 1000:.1f} m long, and 5 m are the most"
        yield Finding("sheet-too-large", Where(name), message, "print smaller with --scale")


def _find_words_inside(frames: list[Frame], words: list[Rect | None]) -> list[Rect | None]:
    """Return the box of the words of each page as it is seen, inside its trim."""
    pages = source_pages(frames, words)
    return [intersect(page.words, Rect(0, 0, *page.trim)) if page.words else None for page in pages]


def _find_allowance(plan: SheetPlan, wish: SheetWish) -> float:
    """Return how much of a page's edge may be cut off, in its own points: by creep, at the flap, or by moved backs."""
    creep = wish.caliper * len(plan.sides) / 2
    return max(creep, wish.short, *map(abs, wish.back_shift)) / wish.scale
