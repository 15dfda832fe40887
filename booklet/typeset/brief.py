"""A brief: everything one page reads and nothing else, so that equal briefs give the same page."""

from booklet.facts.event import EventLines
from booklet.geometry import Size
from booklet.look.brand import NOBODY, Brand
from booklet.look.layout import (
    COVERS,
    NOTES,
    SENTENCES,
    SLIDE_MASTERS,
    UNCOVERED,
    Layout,
    Look,
    Margins,
    Overlay,
    PagePlan,
    Slot,
)
from booklet.look.partners import Partners
from booklet.scenes.crop import refit
from booklet.scenes.model import Scene
from booklet.text.markup import isolate
from booklet.typeset.front import Entry
from booklet.typeset.patch import Patch
from booklet.typeset.pieces import part_of
from booklet.typeset.proofmark import ProofMark
from booklet.typeset.slidetopic import list_slides, pick_slide
from booklet.values import Frozen, replace
from booklet.words.manuscript import Block, Help, Manuscript, Topic

HELP_MASTERS = frozenset({"help-now", "poster", "card-back", "card-whole", "card-help", "notice", "slide-help"})
DATED = frozenset({"poster", "notice", "card-front", "card-whole"})
"""Pages that may say which day an event is on."""

RELEASED = frozenset({"back-cover", "leaflet-back", "directory"})
"""Masters that always say until when numbers hold, with the code of their release; a poster does where it has room."""

FRONTS = frozenset({"card-front", "card-whole", "poster", "notice"}) | SLIDE_MASTERS
"""Masters whose picture is that of the item, whatever the size of the page."""

BRANDED = frozenset(
    {"cover", "back-cover", "leaflet-back", "poster", "card-front", "card-whole", "notice", "slide-help"}
)
"""Masters that print whose edition it is."""

PARTNERED = frozenset({("booklet", "back-cover"), ("poster", "poster"), ("poster", "notice"), ("insert", "directory")})
"""Products and their masters that print all logos, a funder's sentences and the box for a stamp."""

WHOLE = frozenset({"breath", "directory", "help-now"})
"""Masters whose topics stand on one page, and are drawn from their scenes also where others flow."""

HELPLINE = "helpline-card"

DIRECTORY = "directory"

HELP_KINDS = frozenset({DIRECTORY, HELPLINE})

DANGER = Block("m5", "danger")
"""Stands for the message on danger, which is drawn as a form because it changes with the country."""


class Barcode(Frozen):
    """The barcode of a back cover: the ISBN, "" if the printer adds its own, and the room kept free for it."""

    isbn: str
    room: Slot


class Brief(Frozen):
    """A page to set: its plan, number (from 0), topic and geometry; contents, imprint and help if it has them.

    If it is not filled, nothing on it is taller than its words need: so one sees how much they need. `scene` is what it
    is drawn from; where pages flow, `pictures` are those that stand beside its words.
    """

    plan: PagePlan
    number: int
    topic: Topic
    trim: Size
    margins: Margins
    bleed: float
    give: tuple[str, ...]
    entries: tuple[Entry, ...] = ()
    imprint: tuple[tuple[str, str], ...] = ()
    help: Help | None = None
    place_name: str = ""
    notes: tuple[str, ...] = ()
    look: Look | None = None
    brand: Brand = NOBODY
    slot: Slot | None = None
    event: EventLines | None = None
    patches: tuple[Patch, ...] = ()
    mark: ProofMark | None = None
    barcode: Barcode | None = None
    scene: Scene | None = None
    pictures: Scene | None = None
    is_filled: bool = True
    overlay: Overlay = UNCOVERED
    has_code: bool = False
    partners: Partners | None = None
    strip_less: float = 0.0
    """By how much the strip of a poster is less high than where its scene was drawn for it."""

    @property
    def cast(self) -> tuple[str, ...]:
        """The faces on the page: those of its look, else those of its plan."""
        return self.look.cast if self.look else self.plan.cast

    @property
    def is_recto(self) -> bool:
        """Whether the page is a right-hand page in a book read from left to right."""
        return self.number % 2 == 0

    @property
    def start(self) -> float:
        """The margin at the start side."""
        return self.margins.inner if self.is_recto else self.margins.outer

    @property
    def end(self) -> float:
        """The margin at the end side."""
        return self.margins.outer if self.is_recto else self.margins.inner

    @property
    def measure(self) -> float:
        """The width of the text."""
        return self.trim.width - self.start - self.end

    @property
    def varies(self) -> bool:
        """Whether a country may change the page, apart from forms on it."""
        return bool(self.help or self.place_name or self.topic.varies or self.imprint or self.notes or self.patches)


class Colophon(Frozen):
    """What an edition says about itself: imprint, place, publisher, notes on numbers, who adapted it.

    The note on when numbers were checked has a short form for cards; `release` says until when they hold, with the code
    to ask by, "" in a proof; its short form leaves the address out. A separate cover may have a barcode. `partners` are
    printed by the pages that are `PARTNERED`.
    """

    imprint: tuple[tuple[str, str], ...]
    place: str
    language: str
    publisher: str
    checked: str
    checked_short: str = ""
    release: str = ""
    release_short: str = ""
    adapted: str = ""
    brand: Brand = NOBODY
    barcode: Barcode | None = None
    event: EventLines | None = None
    partners: Partners | None = None


def contents_entries(manuscript: Manuscript, layout: Layout) -> tuple[Entry, ...]:
    """Return the contents of a layout: each section with its first page, that of help with the page to open first."""
    first: dict[str, tuple[int, PagePlan]] = {}
    for number, plan in enumerate(layout.pages):
        if plan.master in COVERS or plan.is_continued or plan.master == NOTES:
            continue
        if plan.section not in first or plan.master == "help-now":
            first[plan.section] = number, plan
    labels = manuscript.labels
    return tuple(Entry(labels[f"section.{name}"], page, plan.place) for name, (page, plan) in first.items())


def make_brief(
    plan: PagePlan,
    number: int,
    topic: Topic,
    layout: Layout,
    manuscript: Manuscript,
    colophon: Colophon,
    bleed: float,
) -> Brief:
    """Return the brief of a page of a layout."""
    look = _look(plan, number, topic, layout)
    topic = pick_slide(topic, number) if plan.master in SLIDE_MASTERS else topic
    if plan.part is not None:
        topic = _add_helpline(part_of(topic, *plan.part), topic)
    if plan.master != "help-now":
        topic = replace(topic, blocks=tuple(DANGER if block.id == DANGER.id else block for block in topic.blocks))
    kinds = {block.kind for block in topic.blocks}
    partners = colophon.partners if (layout.product, plan.master) in PARTNERED else None
    needs_help = plan.master in HELP_MASTERS or bool(kinds & HELP_KINDS)
    return Brief(
        plan=plan,
        number=number,
        topic=topic,
        trim=Size(plan.width or layout.trim.width, layout.trim.height),
        margins=layout.margins,
        bleed=bleed,
        give=layout.give,
        entries=contents_entries(manuscript, layout) if "contents" in kinds else (),
        imprint=colophon.imprint if "imprint" in kinds else (),
        help=manuscript.help if needs_help else None,
        place_name=_place_name(plan, kinds, manuscript, colophon),
        notes=_notes(plan, manuscript, colophon),
        look=look,
        brand=_brand(plan, colophon, partners),
        slot=layout.slot if look is None or look.has_slot else None,
        event=colophon.event if plan.master in DATED else None,
        barcode=colophon.barcode if plan.master == "back-cover" else None,
        scene=_scene(plan, layout, look),
        pictures=_pictures(plan, layout) if plan.master not in WHOLE else None,
        overlay=layout.overlay,
        has_code=layout.has_code,
        partners=partners,
    )


def _look(plan: PagePlan, number: int, topic: Topic, layout: Layout) -> Look | None:
    """Return how a page looks: as its item does, or of slides the one of its number."""
    if plan.master not in SLIDE_MASTERS:
        return layout.look(topic.id)
    return next((layout.look(one.id) for one in list_slides(topic)[number : number + 1]), None)


def _brand(plan: PagePlan, colophon: Colophon, partners: Partners | None) -> Brand:
    """Return whose edition a page says it is; where all logos stand, the one logo does not stand beside them."""
    if plan.master not in BRANDED:
        return NOBODY
    return replace(colophon.brand, logo=None) if partners and partners.logos else colophon.brand


def _scene(plan: PagePlan, layout: Layout, look: Look | None) -> Scene | None:
    """Return the picture of a page: its own, or on a front that of its item; a topic that goes on has none."""
    if plan.part is not None or plan.master == SENTENCES:
        return None
    if plan.master in WHOLE and layout.flows:
        return _pictures(plan, layout)
    return layout.scene_of(plan) or (layout.scene_of_front(look) if plan.master in FRONTS else None)


def _pictures(plan: PagePlan, layout: Layout) -> Scene | None:
    """Return the pictures of a page that flows, for pages of its size."""
    scene = layout.pictures_of(plan)
    return refit(scene, layout.trim, layout.scale) if scene else None


def _add_helpline(part: Topic, topic: Topic) -> Topic:
    """Return a part of a topic with whom to call, if the topic says it at its foot, and what follows there."""
    place = next((number for number, block in enumerate(topic.blocks) if block.kind == HELPLINE), len(topic.blocks))
    rest = tuple(block for block in topic.blocks[place:] if block not in part.blocks)
    return replace(part, blocks=(*part.blocks, *rest))


def _place_name(plan: PagePlan, kinds: set[str], manuscript: Manuscript, colophon: Colophon) -> str:
    if plan.master == "cover":
        return colophon.place
    return manuscript.country_name if "directory" in kinds else ""


def _notes(plan: PagePlan, manuscript: Manuscript, colophon: Colophon) -> tuple[str, ...]:
    """Return the small lines of a master: age band and language, publisher, note on numbers."""
    numbers = (colophon.checked, colophon.release, colophon.release_short)
    on_back = " · ".join(filter(None, (colophon.checked, colophon.release_short)))
    said = isolate(" ".join(colophon.partners.lines)) if colophon.partners and colophon.partners.lines else ""
    on_card = (colophon.checked, colophon.checked_short) if manuscript.help.lead.numbers else ()
    lines = {
        "cover": (manuscript.labels[f"band.{manuscript.band}"], colophon.language),
        "back-cover": (colophon.adapted, said, colophon.publisher, on_back),
        "leaflet-back": (colophon.adapted, colophon.publisher, on_back),
        "directory": numbers,
        "poster": numbers,
        "notice": (colophon.checked,),
        "slide-help": (colophon.checked,),
        "card-back": on_card,
        "card-whole": on_card,
        "card-help": on_card,
    }
    return tuple(dict.fromkeys(line for line in lines.get(plan.master, ()) if line))
