"""Reading an edition into passages: its sections, as the web edition writes them for who hears a page, one by one.

A block that is told for the web is told here, too, in the same order.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from booklet.linear.languages import Languages
from booklet.linear.passages import (
    CALL,
    FOLIO,
    HEADING,
    ITEM,
    MORE,
    NUMBER,
    PAGE,
    PAUSE,
    PICTURE,
    STEP,
    TEXT,
    TITLE,
    WARNING,
    Passage,
    Run,
    punctuate,
)
from booklet.scenes.model import Panel
from booklet.web.guide import ReflowedEdition, by_topic
from booklet.web.markup import Linker, element
from booklet.web.pictures import Pictures
from booklet.web.topics import TopicWriter, warnings

BLOCKS = frozenset(("p", "div", "section", "ul", "ol", "dl", "dd", "figure", "figcaption", "table"))
"""Elements that begin a passage of their own, and end it."""

HEADINGS = {"h1": TITLE, "h2": HEADING}

CLASSES = {"strip": CALL, "proof": WARNING, "draft": WARNING}
"""Classes of elements whose words are a kind of passage."""


class ToldPictures(Pictures):
    """Pictures of which only the words are there."""

    def draw(self, panel: Panel, line: float, says: str) -> str:
        """Return what a picture shows, nothing of a decoration."""
        return element("img", alt=says) if says else ""


def read_edition(edition: ReflowedEdition, languages: Languages) -> tuple[Passage, ...]:
    """Return all that an edition says, in the order in which the web edition says it."""
    pages = by_topic(edition.pages)
    linker = Linker({topic: f"#{topic}" for topic in pages}, dict(edition.numbers), edition.is_rtl)
    writer = TopicWriter(edition, linker, ToldPictures(edition.theme.inks, edition.is_rtl), has_files=True)
    parts = filter(None, (warnings(edition), *map(writer.section, pages.values())))
    tag = edition.manuscript.locale.tag
    found = (passage for part in parts for passage in _Walk(tag).read(ElementTree.fromstring(part)))
    return tuple(languages.mark(passage) for passage in found)


@dataclass(slots=True)
class _Walk:
    """Reads elements; `kind` is that of the passage that is being read, which `is_begun` if it is of an item."""

    tag: str
    kind: str = TEXT
    is_begun: bool = False
    runs: list[Run] = field(default_factory=list)

    def read(self, whole: Element) -> Iterator[Passage]:
        """Yield the passages of an element."""
        yield from self._block(whole, TEXT)
        yield from self._end()

    def _block(self, one: Element, kind: str) -> Iterator[Passage]:
        yield from self._end()
        inside = CLASSES.get(one.get("class") or "", kind)
        self.kind = self._going_on(inside)
        yield from self._inside(one, inside, "", one.get("lang") or "")
        yield from self._end()
        self.kind = self._going_on(kind)

    def _going_on(self, kind: str) -> str:
        """Return a kind, or for an item of which something was said that there is more."""
        return MORE if kind in {ITEM, STEP} and self.is_begun else kind

    def _inside(self, one: Element, kind: str, run: str, language: str) -> Iterator[Passage]:
        """Yield the passages of what stands in an element; `run` is the kind of its words."""
        self._say(one.text, run, language)
        for place, child in enumerate(one):
            yield from self._element(child, one, place, kind, run, language)
            self._say(child.tail, run, language)

    def _element(
        self, one: Element, above: Element, place: int, kind: str, run: str, language: str
    ) -> Iterator[Passage]:
        if one.get("role") == "doc-pagebreak":
            yield from self._end()
            yield Passage(PAGE, (Run(one.text or ""),))
        elif one.tag == "img":
            yield from self._end()
            yield Passage(PICTURE, (Run(one.get("alt") or ""),))
        elif one.tag in HEADINGS:
            yield from self._block(one, HEADINGS[one.tag])
        elif one.tag in {"li", "dt", "tr"}:
            yield from self._item(one, above, place)
        elif one.tag in BLOCKS:
            yield from self._block(one, MORE if one.tag == "dd" else kind)
        else:
            self._part(one, above, place, language)
            own = one.get("class") if one.get("class") in {NUMBER, FOLIO} else run
            yield from self._inside(one, kind, own or "", one.get("lang") or language)
            if one.tag == "strong" and not place and not above.text and (one.tail or "").startswith(" "):
                self.runs.append(Run(" ", PAUSE))

    def _item(self, one: Element, above: Element, place: int) -> Iterator[Passage]:
        """Yield the passages of an item of a list: its first is the item, a comic's lines are text."""
        yield from self._end()
        if above.get("class") == "comic":
            yield from self._inside(one, TEXT, "", "")
        else:
            self.kind, self.is_begun = STEP if above.tag == "ol" else ITEM, False
            if above.tag == "ol":
                self._say(f"{int(above.get('start') or 1) + place}. ", "", "")
            yield from self._inside(one, self.kind, "", "")
        yield from self._end()
        self.kind = TEXT

    def _part(self, one: Element, above: Element, place: int, language: str) -> None:
        """Part the cells of a row."""
        if above.tag == "tr" and place:
            self._say("; ", "", language)

    def _say(self, text: str | None, kind: str, language: str) -> None:
        if text:
            own = "" if language == self.tag else language
            self.runs.append(Run(punctuate(text, language or self.tag), kind, own))

    def _end(self) -> Iterator[Passage]:
        """Yield the passage that was read, if it says anything; what follows it in an item is more of that."""
        runs = trim(self.runs)
        self.runs = []
        if runs:
            yield Passage(self.kind, runs)
            self.is_begun = self.is_begun or self.kind in {ITEM, STEP}
            self.kind = self._going_on(self.kind)


def trim(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return runs whose spaces are single, without those at the ends; neighbours that are alike become one.

    >>> trim([Run(" a  "), Run(" b")])
    (Run(text='a b', kind='', language=''),)
    """
    found: list[Run] = []
    for run in runs:
        text = _one_space(run.text)
        if (found and found[-1].text.endswith(" ")) or not found:
            text = text.lstrip(" ")
        if text and found and found[-1].kind == run.kind and found[-1].language == run.language:
            text = found.pop().text + text
        if text:
            found.append(Run(text, run.kind, run.language))
    if found:
        found[-1] = Run(found[-1].text.rstrip(" "), found[-1].kind, found[-1].language)
    return tuple(run for run in found if run.text)


def _one_space(text: str) -> str:
    """Return a text with one space for several; those that hold a number together stay."""
    words: Iterable[str] = (word for word in text.replace("\n", " ").split(" ") if word)
    lead, end = " " * text[:1].isspace(), " " * text[-1:].isspace()
    return (lead + " ".join(words) + end) if text.strip(" \n") else " "
