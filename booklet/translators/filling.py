"""Pages filled with running text of a language, as translations as long as it would fill them."""

import re
from collections.abc import Mapping
from datetime import date

from booklet.facts.selection import select
from booklet.jobs import DEFAULT_LAYOUTS, usual_printer
from booklet.sources.load import Sources
from booklet.sources.specimens import read_specimen
from booklet.text.markup import plain_text
from booklet.typeset.colophon import make_colophon
from booklet.typeset.fit import fit_product
from booklet.values import Frozen, replace
from booklet.words.guide import Guide, SourceTopic
from booklet.words.locales import Locale
from booklet.words.localise import ManuscriptAxes, localise
from booklet.words.needs import find_unmet
from booklet.words.pseudo import say_anew, say_guide
from booklet.words.review import DRAFT

USUAL = {"Hans": 0.4}
"""How many letters a script needs for each English one; as many, if it is not named."""

MARKS = re.compile(r"([*_\[\]])")
"""Mark-up that stays where it is when words are filled in."""

MADE = date(2026, 1, 1)
"""Some day: an imprint has one."""


class Filler(Frozen, eq=False):
    """Running text of a language, and how much of it there is for each English letter."""

    sample: str
    share: float

    def __call__(self, text: str) -> str:
        """Return a text in which running text stands for all that is translated."""
        return say_anew(text, self._mark)

    def _mark(self, text: str) -> str:
        parts = enumerate(MARKS.split(text))
        return "".join(part if number % 2 else self._fill(part) for number, part in parts)

    def _fill(self, text: str) -> str:
        if not any(map(str.isalpha, text)):
            return text
        start = len(text) * 7 % len(self.sample)
        source = self.sample[start:] + self.sample * (1 + int(len(text) * self.share) // len(self.sample))
        return source[: max(1, round(len(text) * self.share))].replace("  ", " ")


def read_sample(sources: Sources, tag: str) -> str:
    """Return running text of a language: its specimen."""
    specimen = read_specimen(sources.folders, tag)
    return plain_text(f"{specimen.body} {specimen.lead}").replace("(", "").replace(")", "") + " "


class FilledPages(Frozen, eq=False):
    """The pages of a product in a band, filled with running text of a language."""

    sources: Sources
    locale: Locale
    sample: str
    product: str
    band: str

    def fill(self, own: Mapping[str, float]) -> Guide:
        """Return the guide filled, each topic by its share, and all else as long as in English."""
        usual = say_guide(self.sources.guide, Filler(self.sample, USUAL.get(self.locale.script, 1.0)))
        by_share = {share: say_guide(self.sources.guide, Filler(self.sample, share)) for share in set(own.values())}

        def filled(name: str) -> tuple[SourceTopic, ...]:
            topics: tuple[SourceTopic, ...] = getattr(usual, name)
            return tuple(
                getattr(by_share[own[topic.id]], name)[number] if topic.id in own else topic
                for number, topic in enumerate(topics)
            )

        return replace(usual, topics=filled("topics"), posters=filled("posters"), cards=filled("cards"))

    def list_fitting(self, guide: Guide) -> dict[str, bool]:
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
