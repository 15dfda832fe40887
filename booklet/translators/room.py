"""How many letters of a script each message has room for: pages are filled with running text until they are full."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from booklet.errors import Finding, SourceError, Where
from booklet.jobs import WORDED
from booklet.sources.folders import Folders
from booklet.sources.load import Sources
from booklet.text.markup import plain_text
from booklet.translators.filling import FilledPages, Filler, read_sample
from booklet.values import replace
from booklet.words.catalogue import MessageSlot, is_of
from booklet.words.guide import KIT, PLACEHOLDER, SourceTopic
from booklet.words.locales import find_language
from booklet.words.pseudo import say_guide

FILE = "translations/room.tsv"

SAMPLES = {"Latn": "fr", "Cyrl": "ru", "Arab": "ar", "Deva": "hi", "Thai": "th", "Hans": "zh-Hans"}
"""The specimen whose letters stand for those of a script."""

SHARED_STEPS = (0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.2, 1.4, 1.7, 2.0)
"""The same for fixed messages, which stand on many pages and are one length on all of them."""

STEPS = tuple(round(0.2 + 0.1 * step, 1) for step in range(29))
"""How long texts are tried, as a share of the English letters."""

Room = Mapping[str, Mapping[str, int]]
"""Letters by context and script."""

Measured = dict[str, dict[str, int]]


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
        pages = FilledPages(sources, locale, read_sample(sources, locale.tag), made, band)
        for slot, share in _shares(pages, known):
            letters = max(1, round(len(plain_text(PLACEHOLDER.sub("", slot.text))) * share))
            old = found.setdefault(slot.context, {}).get(script, letters)
            found[slot.context][script] = min(old, letters)
    return {name: found[name] for name in known if name in found}


def _shares(pages: FilledPages, known: Mapping[str, MessageSlot]) -> Iterator[tuple[MessageSlot, float]]:
    """Yield each message with the share of English letters at which its page is full, once for each page."""
    guide = pages.sources.guide
    topics = guide.topics_of(pages.product, pages.band)
    own, shared = measure_own(pages), _measure_shared(pages)
    for topic in topics:
        used = [message for message in guide.messages if message.id in _uses(topic)]
        ids = frozenset((topic.id, *(block.id for top in topic.blocks for block in top.walk())))
        fixed = frozenset(block.id for message in used for block in message.walk())
        for slot in known.values():
            if topic.id in own and is_of(slot, ids, known, pages.band):
                yield slot, own[topic.id]
            elif topic.id in shared and is_of(slot, fixed, known, pages.band):
                yield slot, shared[topic.id]


def _uses(topic: SourceTopic) -> frozenset[str]:
    return frozenset(block.use for top in topic.blocks for block in top.walk() if block.use)


def measure_own(pages: FilledPages) -> dict[str, float]:
    """Return the largest share at which the pages of each topic fit, by halving.

    A topic that is full whatever its words are has none: what stands on its pages is not its own.
    """
    topics = [topic.id for topic in pages.sources.guide.topics_of(pages.product, pages.band)]
    low, high = dict.fromkeys(topics, 0), dict.fromkeys(topics, len(STEPS))
    while any(high[topic] - low[topic] > 1 for topic in topics):
        middle = {topic: (low[topic] + high[topic]) // 2 for topic in topics}
        fits = pages.list_fitting(pages.fill({topic: STEPS[step] for topic, step in middle.items()}))
        for topic in topics:
            (low if fits.get(topic, True) else high)[topic] = middle[topic]
    return {topic: STEPS[low[topic]] for topic in topics if low[topic]}


def _measure_shared(pages: FilledPages) -> dict[str, float]:
    """Return the largest share of all fixed messages alike at which the pages of each topic fit."""
    found: dict[str, float] = {}
    for share in SHARED_STEPS:
        messages = say_guide(pages.sources.guide, Filler(pages.sample, share)).messages
        fits = pages.list_fitting(replace(pages.fill({}), messages=messages))
        found |= {topic: share for topic, is_fit in fits.items() if is_fit}
    return found


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
