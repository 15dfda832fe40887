"""Pages of which much was found sound before: only marks that are new, or stand on something new, are looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace

from booklet.check.preflight.boxes import Point, has
from booklet.check.preflight.check import OF_MARKS
from booklet.check.preflight.hits import Hit
from booklet.check.preflight.kept import Kept
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.model import Document, Mark, Page
from booklet.check.preflight.read.passages import Memory, Part, Passage, Run, passages_of
from booklet.check.preflight.rules.hidden import hidden_on
from booklet.errors import Severity

MOST_SOUND, MOST_CONTEXTS = 20_000, 10_000

Place = tuple[int, int, int]
"""A run or passage, where it stands, and what its text stands on, by number."""


@dataclass(slots=True)
class Experience:
    """What a process keeps of the files that it has examined."""

    memory: Memory = field(default_factory=Memory)
    sound: Kept[Place, bool] = field(default_factory=lambda: Kept(MOST_SOUND))
    readable: Kept[tuple[int, ...], bool] = field(default_factory=lambda: Kept(MOST_SOUND // 4))
    """Pages, by their frame and what is painted on them, on which no words are hidden."""
    contexts: Kept[tuple[object, ...], int] = field(default_factory=lambda: Kept(MOST_CONTEXTS))

    def number_of(self, context: tuple[object, ...]) -> int:
        """Return a number for equal values."""
        return self.contexts.get_or_make(context, self.memory.next_number)


def is_told(hit: Hit) -> bool:
    """Tell whether a hit is a fault or a warning, and not only what nobody can check."""
    return hit.severity in {Severity.ERROR, Severity.WARNING}


@dataclass(frozen=True, eq=False)
class _Fresh(Page):
    """The marks of a page that are new in their place, between passages that are known there."""

    layers: tuple[tuple[int, int, Passage], ...] = ()
    """The passages that text can stand on: how many fresh marks lie below each, how many it has, and itself."""

    def beneath(self, before: int, point: Point) -> Iterator[Mark]:
        """Yield the marks that lie at a point, those of known passages too."""
        below: list[Sequence[Mark]] = []
        for start, count, passage in self.layers:
            if start > before or (start == before and count):
                break
            if start + count > before:
                below.append(passage.marks[: before - start])
                break
            if passage.ground and has(passage.ground, point):
                below.append(passage.marks)
        return (mark for marks in reversed(below) for mark in reversed(marks) if has(mark.box, point))


def _stacked(layers: Sequence[tuple[Passage, bool]]) -> Iterator[tuple[int, int, Passage]]:
    start = 0
    for passage, is_fresh in layers:
        count = len(passage.marks) if is_fresh else 0
        if passage.ground:
            yield start, count, passage
        start += count


_FIELDS = tuple(each.name for each in fields(Page))


def is_sound(document: Document, runs: Sequence[Sequence[Run]], limits: Limits, experience: Experience) -> bool:
    """Tell whether rules have nothing to tell of what is painted on the pages of a file; they come without marks."""
    press = experience.number_of(_press(document, limits))
    fresh: list[Page] = []
    news: dict[Place, None] = {}
    for page, painted in zip(document.pages, runs, strict=True):
        if not _is_readable(page, painted, experience):
            return False
        found = _Layers(experience.number_of((*_frame(page), press)), experience, news)
        under = 0
        for run in painted:
            under = found.add(run, under)
        marks = tuple([mark for passage, is_fresh in found.layers if is_fresh for mark in passage.marks])
        if marks:
            values = {name: getattr(page, name) for name in _FIELDS}
            fresh.append(_Fresh(**{**values, "marks": marks}, layers=tuple(_stacked(found.layers))))
    part = replace(document, pages=tuple(fresh))
    if any(is_told(hit) and hit.page is not None for check in OF_MARKS for hit in check(part, limits)):
        return False
    for place in news:
        experience.sound.put(place, True)
    return True


def _is_readable(page: Page, painted: Sequence[Run], experience: Experience) -> bool:
    """Tell whether a page has ink on it, and nothing covers words: what lies above them decides that, not below."""
    known = (experience.number_of(_frame(page)), *(run.serial for run in painted))
    if not experience.readable.get(known):
        marks = tuple([mark for run in painted for passage in run.passages for mark in passage.marks])
        whole = replace(page, marks=marks)
        if not any(map(page.prints, marks)) or any(hidden_on(whole)):
            return False
        experience.readable.put(known, True)
    return True


def _frame(page: Page) -> tuple[object, ...]:
    """Return all of a page that rules read beside its marks."""
    boxes = page.media, page.crop, page.bleed, page.trim, page.art
    return *boxes, page.rotation, page.unit, page.blend, page.defaults


def _press(document: Document, limits: Limits) -> tuple[object, ...]:
    """Return all of a file that rules of marks read."""
    return document.press_family, document.press.profile if document.press else None, limits


@dataclass(slots=True)
class _Layers:
    """The passages of a page, and whether each is fresh in its place: the first of its kind in the file is."""

    context: int
    experience: Experience
    news: dict[Place, None]
    layers: list[tuple[Passage, bool]] = field(default_factory=list)

    def add(self, part: Part, under: int) -> int:
        """Add what stands on something, and return what the next part stands on, by number."""
        place = part.serial, self.context, under if part.has_text else 0
        if place in self.news or self.experience.sound.get(place):
            self.layers += [(passage, False) for passage in passages_of(part)]
        else:
            self.news[place] = None
            if isinstance(part, Run):
                below = under
                for each in part.parts:
                    below = self.add(each, below)
            else:
                self.layers.append((part, True))
        return self.experience.number_of((under, part.grounds)) if part.grounds else under
