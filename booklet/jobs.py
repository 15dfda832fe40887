"""Jobs: the axes that name one file, and the name of that file."""

import re
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from operator import attrgetter
from pathlib import Path

from booklet.bands import EASY
from booklet.errors import Finding, Where
from booklet.values import Frozen
from booklet.words.guide import KIT
from booklet.words.locales import languages_of

SLIDES = "slides"
"""The item of the kit that is shown on a wall: its pages as PDF, and as slides that PowerPoint opens."""

PPTX = "pptx"
"""The part of the slides that PowerPoint opens; the other is their PDF."""

KIT_LAYOUTS = {
    "session": ("kit-session-a4", "kit-session-letter"),
    SLIDES: ("kit-slides-16x9", "kit-slides-16x9"),
    "day": ("kit-day-a4", "kit-day-letter"),
    "choose": ("kit-choose-a4", "kit-choose-letter"),
    "quiz-sheet": ("kit-quiz-sheet-a4", "kit-quiz-sheet-letter"),
    "plan-sheet": ("kit-plan-sheet-a4", "kit-plan-sheet-letter"),
    "leaflet": ("kit-leaflet-a4", "kit-leaflet-letter"),
}
"""The usual layout of each item of the kit, on A4 and on Letter; one that is for a screen has the same twice."""

DEFAULT_LAYOUTS = {
    "booklet": "booklet-a5",
    "poster": "poster-a3",
    "card": "card-85x55",
    "insert": "insert-a5",
    "sticker": "sticker-a4",
    "social": "social-square",
    KIT: KIT_LAYOUTS["session"][0],
}

EASY_LAYOUTS = {"booklet": "booklet-easy-a4"}
"""The products that there are in easy words; in countries that use Letter the layout is named so."""

EASY_EDITIONS = frozenset({"press", "screen", "office"})
"""Editions that easy words are made in: each sentence stands beside its picture, on pages."""

BILINGUAL_LAYOUTS = {"poster": "poster-a3", "card": "card-a6-two", "insert": "insert-a5-two"}
"""The products that are made in two languages: all pages of their layouts in the first, then all in the second."""

PRODUCTS = ("booklet", "poster", "card")
"""What is built unless something is asked for by name."""

COVER, INTERIOR = "cover", "interior"
"""The two files of a booklet that is bound with a cover of its own; the interior is all its pages."""

SOCIAL = "social"
"""The product whose files are pictures for screens, each in two kinds of file."""

JPEG = "jpeg"
"""The part of a picture that is saved as JPEG; the other is PNG."""

PACKS = ("office", "school", "session", "copy-shop", "press", "pod", "social")
"""Whom a pack is for; `booklet.make.packs.kinds` says what goes in."""

WORDED = ("booklet", "poster", "card", "insert", KIT)
"""Products with pages of words; stickers say what stands in these."""

REFLOWED = {"web": ".html", "epub": ".epub", "audio": ".zip", "braille": ".zip"}
"""Editions whose pages the reader's own program sets, with the ending of their files; the others are PDFs."""

BRAILLE = "braille"
"""The edition that is embossed; a program makes it that not every machine has."""

LINEAR = frozenset({"audio", BRAILLE})
"""Editions for who hears the guide or reads it by touch, each an archive of files."""

_OF_LINEAR = re.compile(rf"_(?:{'|'.join(sorted(LINEAR))})_v[0-9]")


def is_linear(name: str) -> bool:
    """Tell whether a name is that of an archive that is one edition, and not of a pack of several.

    >>> is_linear("guide_booklet_14-17_en_KE_a5_audio_v01_PROOF"), is_linear("guide_press_booklet_en_KE_v01")
    (True, False)
    """
    return bool(_OF_LINEAR.search(name))


UNPRINTED = frozenset({"screen", *REFLOWED})
"""Editions that no printer prints."""

ENDINGS = (".pdf", *REFLOWED.values(), ".png", ".jpg", ".pptx")
"""How the names of files for readers end."""

DEFAULT_NAME = "guide"

VERSION = "v01"
"""What is made first; a later one differs in what it says, and the one before it has been given to a printer."""

PROOF = "_PROOF"
"""Ends the name of a file whose numbers nobody has confirmed."""

PROOFS = "proofs"
"""The folder in a folder of finished files where proofs lie, so that nobody prints one by mistake."""

ARCHIVE = "_ARCHIVE"
"""Stands before it in the name of a copy of what once could go to readers."""

DRAFT = "-draft"
"""Ends the name of a file whose words nobody has signed: it may go to readers, and says on its cover what it is."""

REASONS = {
    "proof": "nobody has confirmed these numbers by a call",
    "proof.words": "some words are English still",
    "proof.rules": "some words break a rule of safety",
    "proof.machine": "nobody has translated the fixed messages back yet",
    "proof.pseudo": "a pseudo-locale, made to test layouts",
}
"""What is said of each label that makes a proof."""


def strip_marks(name: str) -> str:
    """Return a name without what tells of a proof or of words in draft: what a file is called when all is signed.

    >>> strip_marks("guide_v01_PROOF.pdf"), strip_marks("guide_v01_ARCHIVE_PROOF.pdf"), strip_marks("guide_v01.pdf")
    ('guide_v01.pdf', 'guide_v01.pdf', 'guide_v01.pdf')
    >>> strip_marks("guide_v01-draft.pdf"), strip_marks("guide_office-draft-mode_v01.pdf")
    ('guide_v01.pdf', 'guide_office-draft-mode_v01.pdf')
    """
    return _DRAFT.sub("", name).replace(PROOF, "").replace(ARCHIVE, "")


_DRAFT = re.compile(rf"{DRAFT}(?![A-Za-z-])")


def list_marked(name: str) -> tuple[str, ...]:
    """Return what a file without a mark is called with each of the marks it may have.

    >>> list_marked("guide_v01")
    ('guide_v01', 'guide_v01-draft', 'guide_v01_PROOF', 'guide_v01_ARCHIVE_PROOF')
    """
    return (name, f"{name}{DRAFT}", f"{name}{PROOF}", f"{name}{ARCHIVE}{PROOF}")


OUTDATED = "_OUTDATED"
"""Ends the name of a finished file that has fallen back to a proof: it may be all that is known of what was printed."""

_SAYS = {mark: re.compile(rf"(?<![A-Za-z]){mark[1:]}(?![A-Za-z])", re.IGNORECASE) for mark in (PROOF, OUTDATED)}
_SAYS[DRAFT] = re.compile(_DRAFT.pattern, re.IGNORECASE)


LONGEST_ITEM = 60
"""Letters of what a file is of in its name: disks take 255 bytes, and no other part is that long."""


def shorten_item(text: str) -> str:
    """Return what a file is of as it stands in names, cut if it is long; others that are cut have other endings.

    >>> shorten_item("c1"), shorten_item("+".join(["a-line-with-a-long-name"] * 9))
    ('c1', 'a-line-with-a-long-name+a-line-with-a-long-name+a-l-f57ee18e')
    """
    if len(text) <= LONGEST_ITEM:
        return text
    ending = sha256(text.encode()).hexdigest()[:8]
    return f"{text[: LONGEST_ITEM - len(ending) - 1]}-{ending}"


def mark_path(path: Path, *names: str) -> Path:
    """Return a path that says PROOF, OUTDATED or draft if one of some names does: what is made from a proof is one.

    >>> str(mark_path(Path("sheets.pdf"), "guide_v01-draft"))
    'sheets-draft.pdf'
    >>> str(mark_path(Path("out/sheets.pdf"), "guide_v01_PROOF")), str(mark_path(Path("a_PROOF_saddle.pdf"), "a_proof"))
    ('out/sheets_PROOF.pdf', 'a_PROOF_saddle.pdf')
    """
    for mark, says in _SAYS.items():
        is_said = says.search(path.stem) or (mark == DRAFT and _SAYS[PROOF].search(path.stem))
        if any(map(says.search, names)) and not is_said:
            path = path.with_stem(f"{path.stem}{mark}")
    return path


USUAL_PRINTERS = {"press": "offset-coated", "office": "office-colour", "office-grey": "office-mono"}

LETTER = frozenset(["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"])
"""Countries that use Letter and not A4 (CLDR 48, supplemental data, paper size)."""


def usual_printer(edition: str, ink: str, country: str, *, is_one_sided: bool = False) -> str:
    """Return the usual printer of an edition in a country; a screen edition uses the pages of the press.

    >>> usual_printer("press", "grey", "KE"), usual_printer("office", "colour", "PH")
    ('offset-coated', 'office-colour-letter')
    >>> usual_printer("office", "grey", "US", is_one_sided=True)
    'office-mono-one-side-letter'
    """
    if edition != "office":
        return USUAL_PRINTERS["press"]
    name = USUAL_PRINTERS["office-grey" if ink == "grey" else "office"] + "-one-side" * is_one_sided
    return f"{name}-letter" if country in LETTER else name


def usual_layout(
    product: str, country: str, locale: str = "", band: str = "", *, is_small: bool = False, item: str = ""
) -> str:
    """Return the usual layout of a product in a country; two languages, easy words and items of the kit have their own.

    One that `is_small` is made for a sheet of an office's paper: posters in black.

    >>> usual_layout("sticker", "KE"), usual_layout("sticker", "US"), usual_layout("card", "KE", "sw+en")
    ('sticker-a4', 'sticker-letter', 'card-a6-two')
    >>> usual_layout("poster", "KE", is_small=True), usual_layout("poster", "US", is_small=True)
    ('poster-a4-mono', 'poster-letter-mono')
    >>> usual_layout("kit", "KE", item="day"), usual_layout("kit", "US", item="day")
    ('kit-day-a4', 'kit-day-letter')
    >>> usual_layout("booklet", "KE", "en", "easy"), usual_layout("booklet", "US", "en", "easy")
    ('booklet-easy-a4', 'booklet-easy-letter')
    """
    if len(languages_of(locale)) > 1:
        return BILINGUAL_LAYOUTS[product]
    if band == EASY and product in EASY_LAYOUTS:
        return EASY_LAYOUTS[product].replace("a4", "letter" if country in LETTER else "a4")
    if product == "poster" and is_small:
        return "poster-letter-mono" if country in LETTER else "poster-a4-mono"
    if product == KIT:
        return KIT_LAYOUTS[item or "session"][country in LETTER]
    return "sticker-letter" if product == "sticker" and country in LETTER else DEFAULT_LAYOUTS[product]


def pair_findings(locale: str, products: Iterable[str]) -> Iterator[Finding]:
    """Yield why products cannot be made in a locale that is a pair of languages."""
    tags, where = languages_of(locale), Where("--locale")
    if len(tags) > 2 or "" in tags or tags[0] == tags[1]:
        yield Finding(
            "locale-pair", where, f'"{locale}" is no pair of languages', "name two, the main one first: sw+en"
        )
    for product in products:
        if product not in BILINGUAL_LAYOUTS:
            two = " ".join(f"--locale {tag}" for tag in tags)
            hint = f"make two: {two}, or ask for some of: {' '.join(BILINGUAL_LAYOUTS)}"
            yield Finding("bilingual-product", where, f'no {product} is made in two languages ("{locale}")', hint)


class Job(Frozen):
    """One file: a product (and its item, if it has several) by layout, locale, country, band, edition and ink.

    The locale may be a pair: `sw+en`. `part` is the cover or the interior where each is a file of its own, or how a
    picture is saved if not as PNG, or slides if not as PDF; `paper` is what a cover is for, "" the usual one. `version`
    rises when what was given to a printer is made anew otherwise.
    """

    product: str
    item: str
    layout: str
    locale: str
    country: str
    band: str
    edition: str
    ink: str
    printer: str
    part: str = ""
    paper: str = ""
    version: str = VERSION

    @property
    def axes(self) -> tuple[str, ...]:
        """Everything that tells it from other jobs, in a fixed order."""
        return _axes(self)

    @property
    def language(self) -> str:
        """The locale as it is written in file names: `sw-en` for a pair."""
        return "-".join(languages_of(self.locale))

    @property
    def contacts(self) -> tuple[str, ...]:
        """The contacts that stickers are for: their item; none if they are for all."""
        return tuple(filter(None, self.item.split("+")))

    @property
    def version_number(self) -> int:
        """The version as a number."""
        return int(self.version.removeprefix("v"))

    @property
    def printed_as(self) -> str:
        """The edition as it is written in file names, with its ink, printer and paper if they are not the usual ones.

        >>> Job("booklet", "", "booklet-a5", "en", "US", "14-17", "office", "grey", "office-mono-letter").printed_as
        'office-grey'
        """
        edition = self.edition if self.ink == "colour" else f"{self.edition}-{self.ink}"
        axes = (self.edition, self.ink, self.country)
        if not self.is_reflowed and self.printer != usual_printer(*axes):
            is_usual = self.printer == usual_printer(*axes, is_one_sided=True)
            edition = f"{edition}-{'one-side' if is_usual else self.printer.removeprefix('office-')}"
        return f"{edition}-{self.paper}" if self.paper else edition

    @property
    def is_reflowed(self) -> bool:
        """Whether the reader's own program sets its pages."""
        return self.edition in REFLOWED

    @property
    def is_cover(self) -> bool:
        """Whether it is a cover in one piece."""
        return self.part == COVER

    @property
    def is_picture(self) -> bool:
        """Whether its file is a picture and no PDF."""
        return self.product == SOCIAL

    @property
    def is_show(self) -> bool:
        """Whether its file has slides that PowerPoint opens, and is no PDF."""
        return self.part == PPTX

    @property
    def suffix(self) -> str:
        """What the name of its file ends with."""
        if self.is_show:
            return ".pptx"
        if not self.is_picture:
            return REFLOWED.get(self.edition, ".pdf")
        return ".jpg" if self.part == JPEG else ".png"

    def file_name(self, trim: str, *, is_proof: bool, is_archive: bool = False, is_draft: bool = False) -> str:
        """Return the name of the file; `is_archive` tells of a proof that it is a copy of a former final.

        A proof does not say that its words are a draft, too.

        >>> job = Job("poster", "p1", "poster-a3", "en", "KE", "14-17", "press", "colour", "offset-coated")
        >>> job.file_name("a3", is_proof=True)
        'guide_poster-p1_14-17_en_KE_a3_press_v01_PROOF.pdf'
        >>> Job("booklet", "", "booklet-a5", "en", "KE", "14-17", "web", "colour", "").file_name("a5", is_proof=False)
        'guide_booklet_14-17_en_KE_a5_web_v01.html'
        """
        bound = self.part if self.part in (COVER, INTERIOR) else ""
        product = bound or (f"{self.product}-{shorten_item(self.item)}" if self.item else self.product)
        parts = [DEFAULT_NAME, product, self.band, self.language, self.country, trim, self.printed_as, self.version]
        mark = (ARCHIVE * is_archive + PROOF) if is_proof else DRAFT * is_draft
        return f"{'_'.join(parts)}{mark}{self.suffix}"


_axes: Callable[[Job], tuple[str, ...]] = attrgetter(*Job.__struct_fields__)
