"""What can be ordered: each product by its layout, as people call it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from booklet import Project
from booklet.api.packing import usual_layout

THINGS: Mapping[str, tuple[Promise, Promise]] = {
    "booklet-a5": (_("Booklet"), _("A5, 28 pages")),
    "leaflet-trifold-a4": (_("Leaflet"), _("one sheet, folded in three")),
    "leaflet-trifold-letter": (_("Leaflet"), _("one Letter sheet, folded in three")),
    "zine-a4": (_("Little book"), _("one sheet, folded to 8 small pages")),
    "poster-a3": (_("Posters"), _("A3 at a press, A4 in an office")),
    "card-85x55": (_("Tip cards"), _("as large as a bank card")),
    "wallet-card": (_("Folded card"), _("for a wallet or a phone case")),
    "bookmark": (_("Bookmarks"), _("for a school book")),
    "postcard-a6": (_("Postcards"), _("A6")),
    "insert-a5": (_("Help sheet"), _("all numbers on one sheet, only for a press")),
    "sticker-a4": (_("Stickers"), _("to put over old numbers")),
    "sticker-letter": (_("Stickers"), _("to put over old numbers")),
    "kit-session-a4": (_("Session plan"), _("45 minutes, for adults")),
    "kit-session-letter": (_("Session plan"), _("45 minutes, for adults")),
    "kit-quiz-sheet-a4": (_("Quiz sheet"), _("to fill in and to fold, ages 14–17")),
    "kit-quiz-sheet-letter": (_("Quiz sheet"), _("to fill in and to fold, ages 14–17")),
    "kit-plan-sheet-a4": (_("Plan sheet"), _("to fill in alone")),
    "kit-plan-sheet-letter": (_("Plan sheet"), _("to fill in alone")),
    "kit-day-a4": (_("Page for Safer Internet Day"), _("what to do on the day, for adults")),
    "kit-day-letter": (_("Page for Safer Internet Day"), _("what to do on the day, for adults")),
    "kit-choose-a4": (_("How to choose"), _("for partners and printers")),
    "kit-choose-letter": (_("How to choose"), _("for partners and printers")),
    "booklet-half-letter": (_("Booklet, half Letter"), _("28 pages")),
    "booklet-a4-large": (_("Booklet in large print"), _("A4, for readers who see less")),
    "booklet-a6": (_("Pocket booklet"), _("A6")),
    "card-us": (_("Tip cards, US size"), _("3.5 × 2 inches")),
    "poster-a4-mono": (_("Poster in black"), _("A4, for a copier")),
    "poster-letter-mono": (_("Poster in black"), _("Letter, for a copier")),
    "poster-a4": (_("Posters, A4"), _("for a wall, from an office printer")),
    "poster-a5": (_("Posters, A5"), _("for a notebook or a small board")),
    "poster-tabloid": (_("Posters, tabloid"), _("11 × 17 inches")),
    "poster-a2": (_("Posters, A2"), _("only for a press")),
    "poster-a1": (_("Posters, A1"), _("only for a press")),
    "poster-24x36": (_("Posters, 24 × 36 inches"), _("only for a press")),
}
"""What can be ordered, by its layout, in the order in which people ask for it."""

UNORDERED = ("social",)
"""Products that nobody prints."""

FIRST = 8
"""How many of them are shown at once; the others are asked for."""


def name_layout(name: str) -> str:
    """Return what people call a product, by its layout."""
    return str(THINGS[name][0]) if name in THINGS else name


def things_of(project: Project, country: str) -> tuple[tuple[str, Promise | str, Promise | str], ...]:
    """Return what can be ordered in a country: layout, name and remark; other paper, other sizes."""
    is_letter = usual_layout("sticker", country).endswith("letter")
    paper = ("sticker-a4", "leaflet-trifold-a4") if is_letter else ("sticker-letter", "leaflet-trifold-letter")
    kits = (name for name in THINGS if name.startswith("kit-") and name.endswith("-a4" if is_letter else "-letter"))
    elsewhere = (*paper, *kits)
    known = [name for name in THINGS if name in project.layouts and name not in elsewhere]
    others = (name for name in project.layouts if name not in THINGS and not name.endswith("-two"))
    own = [name for name in others if project.layout(name).product not in UNORDERED]
    return (*((name, *THINGS[name]) for name in known), *((name, name, "") for name in own))


def items_of(project: Project, product: str) -> tuple[str, ...]:
    """Return the posters or the cards that there are, of all ages."""
    jobs = (job for band in project.bands for job in project.plan(product, band=band, edition="screen", locale="en"))
    return tuple(dict.fromkeys(job.item for job in jobs if job.item))
