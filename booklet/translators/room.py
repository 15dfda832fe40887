"""How many letters of a script each message has room for: pages are filled with running text until they are full."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import product

from booklet.errors import Finding, SourceError, Where
from booklet.facts.selection import select
from booklet.jobs import DEFAULT_LAYOUTS, WORDED, usual_printer
from booklet.sources.folders import Folders
from booklet.sources.load import Sources
from booklet.sources.specimens import read_specimen
from booklet.text.markup import plain_text
from booklet.typeset.colophon import make_colophon
from booklet.typeset.fit import fit_product
from booklet.values import Frozen, replace
from booklet.words.catalogue import MessageSlot, is_of
from booklet.words.guide import KIT, PLACEHOLDER, Guide, SourceTopic
from booklet.words.locales import Locale, find_language
from booklet.words.localise import ManuscriptAxes, localise
from booklet.words.needs import find_unmet
from booklet.words.pseudo import KEPT, say_guide
from booklet.words.review import DRAFT

FILE = "translations/room.tsv"

SAMPLES = {"Latn": "fr", "Cyrl": "ru", "Arab": "ar", "Deva": "hi", "Thai": "th", "Hans": "zh-Hans"}
"""The specimen whose letters stand for those of a script."""

SHARED_STEPS = (0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.2, 1.4, 1.7, 2.0)
"""The same for fixed messages, which stand on many pages and are one length on all of them."""

STEPS = tuple(round(0.2 + 0.1 * step, 1) for step in range(29))
"""How long texts are tried, as a share of the English letters."""

USUAL = {"Hans": 0.4}
"""How many letters a script needs for each English one; as many, if it is not named."""

MARKS = re.compile(r"([*_\[\]])")
"""Mark-up that stays where it is when words are filled in."""

MADE = date(2026, 1, 1)
"""Some day: an imprint has one."""

Room = Mapping[str, Mapping[str, int]]
"""Letters by context and script."""

Measured = dict[str, dict[str, int]]


class _Filler(Frozen, eq=False):
    """Running text of a language, and how much of it there is for each English letter."""

    sample: str
    share: float

    def __call__(self, text: str) -> str:
        """Return a text in which running text stands for all that is translated."""
        parts = (part if kept else self._mark(part) for part, kept in _parts(KEPT, text))
        return "".join(parts)

    def _mark(self, text: str) -> str:
        return "".join(part if is_mark else self._fill(part) for part, is_mark in _parts(MARKS, text))

    def _fill(self, text: str) -> str:
        if not any(map(str.isalpha, text)):
            return text
        start = len(text) * 7 % len(self.sample)
        source = self.sample[start:] + self.sample * (1 + int(len(text) * self.share) // len(self.sample))
        return source[: max(1, round(len(text) * self.share))].replace("  ", " ")


def _parts(pattern: re.Pattern[str], text: str) -> Iterator[tuple[str, bool]]:
    yield from ((part, bool(number % 2)) for number, part in enumerate(pattern.split(text)))


MEASURED = tuple(kind for kind in WORDED if kind != KIT)
"""Products whose pages have room for so many letters; papers of the kit take as many pages as they need."""


def measure_room(
    sources: Sources,
    known: Mapping[str, MessageSlot],
    scripts: Iterable[str] = tuple(SAMPLES),
    products: Iterable[str] = MEASURED,
) -> Measured:
    """Return how many letters each message of a page has room for if all texts of the page grow alike.

    A fixed message has the room of the tightest page that it stands on; labels stand anywhere, and are not measured.
    """
    found: Measured = {}
    for script, made, band in product(scripts, products, sources.guide.bands):
        locale = find_language(SAMPLES[script])
        for slot, share in _Pages(sources, locale, _sample(sources, locale.tag), made, band).shares(known):
            letters = max(1, round(len(plain_text(PLACEHOLDER.sub("", slot.text))) * share))
            old = found.setdefault(slot.context, {}).get(script, letters)
            found[slot.context][script] = min(old, letters)
    return {name: found[name] for name in known if name in found}


def _sample(sources: Sources, tag: str) -> str:
    specimen = read_specimen(sources.folders, tag)
    return plain_text(f"{specimen.body} {specimen.lead}").replace("(", "").replace(")", "") + " "


class _Pages(Frozen, eq=False):
    """The pages of a product in a band, filled with running text of a language."""

    sources: Sources
    locale: Locale
    sample: str
    product: str
    band: str

    def shares(self, known: Mapping[str, MessageSlot]) -> Iterator[tuple[MessageSlot, float]]:
        """Yield each message with the share of English letters at which its page is full, once for each page."""
        guide = self.sources.guide
        topics = guide.topics_of(self.product, self.band)
        own, shared = self._measure_own(), self._measure_shared()
        for topic in topics:
            used = [message for message in guide.messages if message.id in _uses(topic)]
            ids = frozenset((topic.id, *(block.id for top in topic.blocks for block in top.walk())))
            fixed = frozenset(block.id for message in used for block in message.walk())
            for slot in known.values():
                if topic.id in own and is_of(slot, ids, known, self.band):
                    yield slot, own[topic.id]
                elif topic.id in shared and is_of(slot, fixed, known, self.band):
                    yield slot, shared[topic.id]

    def _measure_shared(self) -> dict[str, float]:
        """Return the largest share of all fixed messages alike at which the pages of each topic fit."""
        found: dict[str, float] = {}
        for share in SHARED_STEPS:
            messages = say_guide(self.sources.guide, _Filler(self.sample, share)).messages
            fits = self._list_fitting(replace(self._guide({}), messages=messages))
            found |= {topic: share for topic, is_fit in fits.items() if is_fit}
        return found

    def _measure_own(self) -> dict[str, float]:
        """Return the largest share at which the pages of each topic fit, by halving.

        A topic that is full whatever its words are has none: what stands on its pages is not its own.
        """
        topics = [topic.id for topic in self.sources.guide.topics_of(self.product, self.band)]
        low, high = dict.fromkeys(topics, 0), dict.fromkeys(topics, len(STEPS))
        while any(high[topic] - low[topic] > 1 for topic in topics):
            middle = {topic: (low[topic] + high[topic]) // 2 for topic in topics}
            fits = self._list_fitting(self._guide({topic: STEPS[step] for topic, step in middle.items()}))
            for topic in topics:
                (low if fits.get(topic, True) else high)[topic] = middle[topic]
        return {topic: STEPS[low[topic]] for topic in topics if low[topic]}

    def _guide(self, own: Mapping[str, float]) -> Guide:
        """Return the guide filled, each topic by its share, and all else as long as in English."""
        usual = say_guide(self.sources.guide, _Filler(self.sample, USUAL.get(self.locale.script, 1.0)))
        by_share = {share: say_guide(self.sources.guide, _Filler(self.sample, share)) for share in set(own.values())}

        def filled(name: str) -> tuple[SourceTopic, ...]:
            topics: tuple[SourceTopic, ...] = getattr(usual, name)
            return tuple(
                getattr(by_share[own[topic.id]], name)[number] if topic.id in own else topic
                for number, topic in enumerate(topics)
            )

        return replace(usual, topics=filled("topics"), posters=filled("posters"), cards=filled("cards"))

    def _list_fitting(self, guide: Guide) -> dict[str, bool]:
        """Return the topics of the product, and whether all their pages fit."""
        sources, world = self.sources, self.sources.world
        unmet = find_unmet(guide, world, self.locale.tag)
        layout = sources.layout(DEFAULT_LAYOUTS[self.product]).for_band(self.band).without_topics(unmet)
        layout = sources.draw_layout(layout, self.band)
        pages = {plan.place: number for number, plan in enumerate(layout.pages) if plan.place}
        manuscript, _ = localise(guide, world, world, ManuscriptAxes(self.locale, self.band, self.product, pages))
        colophon = make_colophon(manuscript, DRAFT, select(world, world, self.band).printed, MADE)
        bleed = sources.printer(usual_printer("press", "colour", world.country)).bleed
        found: dict[str, bool] = {}
        for item in guide.items(self.product, self.band):
            for page in fit_product(layout, manuscript, sources.theme, colophon, bleed, item).pages:
                found[page.topic] = found.get(page.topic, True) and not page.oversets
        return found


def _uses(topic: SourceTopic) -> frozenset[str]:
    return frozenset(block.use for top in topic.blocks for block in top.walk() if block.use)


def room_text(room: Room) -> str:
    """Return the file of measured room: a line a message, a column a script."""
    written = io.StringIO(newline="")
    table = csv.writer(written, delimiter="\t", lineterminator="\n")
    table.writerow(("context", *SAMPLES))
    for name, letters in room.items():
        table.writerow((name, *(letters.get(script, "") for script in SAMPLES)))
    return written.getvalue()


def read_room(folders: Folders) -> Measured:
    """Return the room that was measured, none if there is no file; raise `SourceError` if it is no table."""
    path = folders.find(FILE)
    if path is None:
        return {}
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")), delimiter="\t"))
        return {row["context"]: {script: int(row[script]) for script in SAMPLES if row.get(script)} for row in rows}
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, ValueError) as error:
        raise SourceError(Finding("unreadable", Where(FILE), str(error), "measure it anew: words room")) from error
