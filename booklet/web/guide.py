"""What a web page and an EPUB are written from: the words of an edition, page by page as in print."""

from collections.abc import Iterator, Mapping
from datetime import date

from booklet.facts.insert import ContactFact
from booklet.facts.phone import find_dialled, keep_together
from booklet.look.layout import Layout, Theme
from booklet.typeset.brief import Brief, Colophon, make_brief
from booklet.typeset.draftmark import DraftMark
from booklet.typeset.proofmark import ProofMark
from booklet.values import Frozen
from booklet.words.manuscript import Block, Manuscript

EXIT = "https://www.wikipedia.org/"
"""Where who has to leave in a hurry lands: a page that anybody may have open."""


class ReflowedEdition(Frozen):
    """An edition for readers with a screen; `numbers` holds what is dialled for each number as words print it.

    `coverage` is what the file says that it rests on, as text for XML. A proof has its mark, words in draft theirs.
    """

    manuscript: Manuscript
    layout: Layout
    theme: Theme
    colophon: Colophon
    numbers: tuple[tuple[str, str], ...]
    made: date
    title: str
    coverage: str
    proof: ProofMark | None = None
    draft: DraftMark | None = None

    @property
    def is_rtl(self) -> bool:
        """Whether it is read from right to left."""
        return self.manuscript.locale.direction == "rtl"

    @property
    def pages(self) -> tuple[Brief, ...]:
        """What stands on each page of the printed edition, but for those that hold no topic."""
        return tuple(self._list_pages())

    @property
    def danger(self) -> Block | None:
        """The message on danger in full, for which pages have a stand-in."""
        blocks = (block for topic in self.manuscript.topics for block in topic.blocks)
        return next((block for block in blocks if block.id == DANGER), None)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What it says before all else: that it is a proof, or that its words are a draft."""
        if self.proof:
            return tuple(filter(None, (self.proof.english, self.proof.own)))
        return self.draft.whole if self.draft else ()

    def find_page(self, kind: str) -> Brief | None:
        """Return the first page that has a kind of block."""
        return next((page for page in self.pages if page.topic.has_kind(kind)), None)

    def _list_pages(self) -> Iterator[Brief]:
        for number, plan in enumerate(self.layout.pages, self.layout.first):
            if plan.place:
                topic = self.manuscript.topic(plan.place)
                yield make_brief(plan, number, topic, self.layout, self.manuscript, self.colophon, 0.0)


DANGER = "m5"
"""The id of the message on danger."""


def list_numbers(printed: tuple[ContactFact, ...], country: str) -> tuple[tuple[str, str], ...]:
    """Return numbers to call as words print them, each with its target."""
    found: dict[str, str] = {}
    for contact in printed:
        for number in contact.numbers:
            target = f"tel:{find_dialled(number.dial, country)}"
            found |= {keep_together(number.printed): target, keep_together(number.dial): target}
    return tuple(sorted(found.items()))


def number_of(page: Brief) -> str:
    """Return the number of a page as it stands at its foot."""
    return str(page.number + 1)


def by_topic(pages: tuple[Brief, ...]) -> Mapping[str, tuple[Brief, ...]]:
    """Return the pages of each topic, in order."""
    found: dict[str, tuple[Brief, ...]] = {}
    for page in pages:
        found[page.plan.place] = (*found.get(page.plan.place, ()), page)
    return found
