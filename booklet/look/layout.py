"""What products look like: theme and layouts, as values. Lengths in points."""

from collections.abc import Container, Mapping
from typing import NamedTuple

from booklet.bands import AGES
from booklet.geometry import Size
from booklet.machine.store import told_by_stamp
from booklet.scenes.model import Scene
from booklet.scenes.reshape import reshape
from booklet.values import Frozen, field, replace

INKS = ("colour", "grey", "low-ink")
"""What a file is printed with: all inks of the theme, black alone in their tints, or as little of all as can be."""

FOLDS = {"single": 4, "roll": 6, "zine": 8}
"""How many pages each fold has: folded once; a leaflet whose flap is folded in; a book from a sheet that is cut."""

STYLED_AS = {"insert": "booklet", "sticker": "booklet", "social": "poster", "kit": "booklet"}
"""Products that are set in the type of another and by its masters."""


class Ink(Frozen):
    """A named colour, each value from 0 to 1: four inks for the press, sRGB for the screen, and black if it is alone.

    `low` is the ink it is printed in where ink is spared ("" = itself).
    """

    name: str
    cmyk: tuple[float, float, float, float]
    srgb: tuple[float, float, float]
    grey: float
    low: str = ""


PROOF_GROUND = Ink("proof-ground", (0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0), 1.0)
PROOF_WORDS = Ink("proof-words", (0.0, 0.0, 0.0, 0.0), (1.0, 1.0, 1.0), 0.0)
"""What marks a proof is black and white, whatever a theme says."""

DRAFT_GROUND = Ink("draft-ground", (0.0, 0.05, 0.2, 0.0), (1.0, 243 / 255, 215 / 255), 0.0)
"""The ground of the mark of words in draft; its words are as black as a proof's ground."""


def luminance(srgb: tuple[float, float, float]) -> float:
    """Return how light a colour is, from 0 to 1 (WCAG 2.2, relative luminance).

    >>> luminance((1, 1, 1))
    1.0
    """
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in srgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_of(one: float, other: float) -> float:
    """Return the ratio of contrast of two luminances (WCAG 2.2).

    >>> contrast_of(0, 1), contrast_of(1, 0)
    (21.0, 21.0)
    """
    low, high = sorted((one, other))
    return (high + 0.05) / (low + 0.05)


class Role(Frozen):
    """What a text is to the reader, which decides how it is set; `strong` is the weight of its bold words.

    On a page that is too full, its type may shrink to `least`, a size with its leading.
    """

    family: str
    weight: int
    strong: int
    size: float
    leading: float
    least: tuple[float, float]
    ink: str
    tracking: int
    balanced: bool


class Section(Frozen):
    """A part of the booklet: its ink, and the position of its edge tab (-1: none)."""

    name: str
    ink: str
    tab: int


class Ground(Frozen):
    """The inks of running text and of titles on a ground."""

    text: str
    title: str


class Typeface(Frozen):
    """A typeface as files, each with the least and the greatest weight that it has."""

    name: str
    files: tuple[tuple[int, int, str], ...]

    def file(self, weight: int) -> tuple[str, int]:
        """Return the file nearest to a weight (the bolder one of two), and the weight to set it in.

        >>> Typeface("kanit", ((500, 500, "Medium.ttf"), (700, 700, "Bold.ttf"))).file(800)
        ('Bold.ttf', 700)
        """
        near = [(min(max(weight, least), most), file) for least, most, file in self.files]
        found, file = min(near, key=lambda entry: (abs(entry[0] - weight), -entry[0]))
        return file, found


class Family(Frozen):
    """The typeface of a script in a family of the house; its size and leading are factors of those of Latin."""

    typeface: str
    size: float
    leading: float


class Fonts(Frozen, eq=False):
    """Typefaces by name, and the ones a script (or a script in one language: `Arab-ur`) has in each family.

    `last` are tried for letters that no other has; `own` are the files in a project's folder of fonts. `ours` are the
    fonts that we chose, in the files we ship: facts are set in them whatever a project brings.
    """

    typefaces: Mapping[str, Typeface]
    scripts: Mapping[str, Mapping[str, Family]]
    last: tuple[str, ...]
    own: tuple[str, ...] = ()
    ours: "Fonts | None" = None

    def families(self, script: str, language: str) -> Mapping[str, Family]:
        """Return the families of a script in a language, those of Latin if it has none."""
        named = f"{script}-{language.partition('-')[0]}"
        return self.scripts.get(named) or self.scripts.get(script) or self.scripts["Latn"]

    def files(self, script: str, language: str, family: str, weight: int) -> tuple[tuple[str, int], ...]:
        """Return the font files of a text with their weights, in the order in which they are tried for a glyph."""
        first = self.families(script, language)[family].typeface
        others = [families[family].typeface for families in self.scripts.values()]
        bodies = [families["body"].typeface for families in self.scripts.values()]
        names = dict.fromkeys((first, *others, *bodies, *self.last))
        return (*(self.typefaces[name].file(weight) for name in names), *((file, weight) for file in self.own))

    def fact_files(self, script: str, language: str, family: str, weight: int) -> tuple[tuple[str, int], ...]:
        """Return the font files for facts in a text: the same, without those that a project brings."""
        return (self.ours or self).files(script, language, family, weight)

    def is_ours(self, file: str) -> bool:
        """Tell whether a font file is one that we chose."""
        faces = (self.ours or self).typefaces.values()
        return any(file == known for face in faces for *_, known in face.files)


FILLINGS = ("hatch", "rules", "dots", "cross", "blank", "double")
"""What stands for an ink: slanting, level or crossing lines, dots, nothing within an outline, or within two."""


class Texture(NamedTuple):
    """How wide lines or dots are, and their distance from one another."""

    width: float
    pitch: float


class Filling(NamedTuple):
    """What stands for the colour of an area: one of `FILLINGS`, with its lines in small areas and in large ones.

    `keeps` is the largest area that has the ink itself, in square points.
    """

    kind: str
    small: Texture
    large: Texture
    keeps: float = 0.0


@told_by_stamp
class Theme(Frozen, eq=False, weakref=True):
    """Inks, grounds, fonts, type, sections, accent inks; compared by identity, since a process reads it only once.

    `low_ink` is the largest area that an ink fills where ink is spared, in square points; larger areas become outlines.
    In pictures `fillings` stand for inks where black is alone or ink is spared.
    """

    inks: Mapping[str, Ink]
    grounds: Mapping[str, Ground]
    fonts: Fonts
    roles: Mapping[str, Mapping[str, Role]]
    sections: Mapping[str, Section]
    give: Mapping[str, tuple[float, ...]]
    accents: tuple[str, ...] = ()
    low_ink: Mapping[str, float] = field(default_factory=dict)
    fillings: Mapping[str, Filling] = field(default_factory=dict)


class Margins(Frozen):
    """Margins of a page; `foot` is kept free for the help strip and the folio."""

    outer: float
    inner: float
    top: float
    foot: float


class Overlay(Frozen):
    """What an app lays over the head and the foot of a picture: words stay off that."""

    top: float = 0.0
    foot: float = 0.0


UNCOVERED = Overlay()
"""What nothing is laid over."""


class Slot(Frozen):
    """The room for a partner's name and logo: its left and top edge from those of the trim, and its size."""

    x: float
    top: float
    width: float
    height: float


class PagePlan(Frozen):
    """One page of a layout: the master that sets it, and the topic on it ("" = the item itself).

    If what the topic needs is not there, the topic `otherwise` takes its place ("": the page is left out). `ink`
    replaces the ink of its section. `width` is that of a panel narrower than the others (0: as wide as the trim). If
    pages flow, `part` gives the first piece of the topic on it and the one after its last (none: all). `scene` names
    the picture that it is drawn from, on pages that are as large as that; `other_scene` that of the other topic.
    """

    master: str
    place: str
    section: str
    cast: tuple[str, ...]
    ink: str = ""
    width: float = 0.0
    part: tuple[int, int] | None = None
    otherwise: str = ""
    scene: str = ""
    other_scene: str = ""

    def for_other(self) -> "PagePlan":
        """Return the page with its other topic and the scene of that."""
        return replace(self, place=self.otherwise, scene=self.other_scene)

    @property
    def is_continued(self) -> bool:
        """Whether the topic begins on a page before."""
        return self.part is not None and self.part[0] > 0


COVERS = frozenset({"cover", "back-cover"})
"""Masters of the outer pages, which may be one picture and which no section begins with."""

SLIDE_MASTERS = frozenset({"slide-front", "slide", "slide-help"})
"""Masters of slides: the page of a number is the slide of that number among those of its topic."""

SENTENCES = "easy"
"""The master of pages on which each sentence stands beside its picture."""

FOLDED = frozenset({"card-front", "card-owner"})
"""Masters of the outer pages of a card that is folded."""

NOTES = "notes"
"""The master of pages that fill up what is folded, with lines to write on; they hold no topic."""


class Look(Frozen):
    """How one item of a product looks: the ink of its ground, its picture, its faces, size and leading of its title.

    `has_slot` tells whether it has room for a partner's name and logo, if the layout has any. `scene` names the picture
    that its front is drawn from; a poster is drawn from one of its `scenes`, that of its band. It `says` the blocks and
    items that are named, in their order (none: all).
    """

    item: str
    ground: str
    picture: str
    cast: tuple[str, ...]
    title: tuple[float, float]
    has_slot: bool = True
    scene: str = ""
    scenes: tuple[str, ...] = ()
    says: tuple[str, ...] = ()

    @property
    def pictures(self) -> tuple[str, ...]:
        """The scenes that it may be drawn from."""
        return (self.scene, *self.scenes) if self.scene else self.scenes


class BandStyle(Frozen):
    """What a layout changes for a band: sizes and leadings of roles, and its pages (none: those of the layout)."""

    band: str
    sizes: tuple[tuple[str, float, float], ...]
    pages: tuple[PagePlan, ...]


class Layout(Frozen):
    """A product in one format: trim size, margins, the order in which a page gives way, and its pages.

    `covers` are the layouts whose copies a sheet of stickers is for. It is printed `scale` times as large as its
    measures, except for bleed and marks. A layout made for one `ink` has no other ("" = any), one made for a `band` no
    other, and those that name none are for all ages. No type is smaller than
    `least_text`. If `flows` is not 0, topics take as many pages as they need, and the number of pages is a multiple of
    it. `fold` names how its pages lie on one flat sheet, if they do. Pages are counted from `first`, if others come
    before them in a file. `scenes` are those of its pages. `overlay` is laid over it where it is shown. A notice leads
    to its helpline by a QR code if it `has_code`. It is set in the type and by the masters of the product that it is
    `styled_as`, if not in those of its own.
    """

    name: str
    product: str
    trim_name: str
    trim: Size
    margins: Margins
    give: tuple[str, ...]
    pages: tuple[PagePlan, ...]
    looks: tuple[Look, ...] = ()
    bands: tuple[BandStyle, ...] = ()
    sizes: tuple[tuple[str, float, float], ...] = ()
    slot: Slot | None = None
    covers: tuple[str, ...] = ()
    scale: float = 1.0
    ink: str = ""
    band: str = ""
    least_text: float = 0.0
    flows: int = 0
    fold: str = ""
    first: int = 0
    scenes: tuple[Scene, ...] = ()
    overlay: Overlay = UNCOVERED
    has_code: bool = False
    styled_as: str = ""

    @property
    def size(self) -> Size:
        """The size that is cut."""
        return Size(self.trim.width * self.scale, self.trim.height * self.scale)

    def is_for(self, band: str) -> bool:
        """Tell whether a band is made in it."""
        return band == self.band if self.band else band in AGES

    def for_band(self, band: str) -> "Layout":
        """Return the layout as it is for a band."""
        style = next((style for style in self.bands if style.band == band), BandStyle(band, (), ()))
        return replace(self, pages=style.pages or self.pages, sizes=(*style.sizes, *self.sizes))

    def without_topics(self, unmet: Container[str]) -> "Layout":
        """Return the layout with the other topics in place of those whose needs are not met, or without their pages."""
        kept = (plan for plan in self.pages if plan.place not in unmet or plan.otherwise)
        pages = (plan.for_other() if plan.place in unmet else plan for plan in kept)
        return replace(self, pages=tuple(pages))

    def scene_of(self, plan: PagePlan) -> Scene | None:
        """Return the scene that a page is drawn from, reshaped for it: for one page, or for two covers as one.

        Pages that flow have words of their own length; they are drawn only where a scene is made for their size.
        """
        found = next((scene for scene in self.scenes if scene.name == plan.scene), None)
        if found is None:
            return None
        if plan.master in FOLDED:
            return found if found.is_of_covers(self.trim) else None
        if plan.master in COVERS:
            return reshape(found, Size(2 * self.trim.width, self.trim.height), self.scale)
        if self.flows:
            return found if found.trim == self.trim else None
        return reshape(found, self.trim, self.scale)

    def pictures_of(self, plan: PagePlan) -> Scene | None:
        """Return the scene whose pictures stand beside the words of a page: easy words, or pages that flow."""
        if plan.master in COVERS or not (self.flows or plan.master == SENTENCES):
            return None
        return next((scene for scene in self.scenes if scene.name == plan.scene), None)

    def scene_of_front(self, look: Look | None) -> Scene | None:
        """Return the scene that a front is drawn from, whatever its size: one of another shape shows more of it."""
        return next((scene for scene in self.scenes if look and scene.name in look.pictures), None)

    @property
    def style(self) -> str:
        """The product whose type and masters it uses."""
        return self.styled_as or STYLED_AS.get(self.product, self.product)

    def look(self, item: str) -> Look | None:
        """Return how an item looks, if the layout says so."""
        return next((look for look in self.looks if look.item == item), None)

    @property
    def first_pages(self) -> dict[str, int]:
        """The page each topic begins on, from 0."""
        found: dict[str, int] = {}
        for number, plan in enumerate(self.pages, self.first):
            if plan.place:
                found.setdefault(plan.place, number)
        return found

    def page_of(self, topic: str) -> int | None:
        """Return the page a topic stands on, from 0; None if it stands on none."""
        return next((number for number, plan in enumerate(self.pages, self.first) if plan.place == topic), None)
