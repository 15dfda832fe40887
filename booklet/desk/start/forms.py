"""The forms of the screen "Start", with what the files say in their fields."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from booklet import Project
from booklet.api.brand import FACES, LIMITS, brand_fields, list_accents, list_faces
from booklet.api.called import language_name
from booklet.api.countries import Spoken, spoken_in
from booklet.desk.edition import Edition, sign_seen
from booklet.desk.faults import Fault
from booklet.desk.people import NameForm
from booklet.values import Frozen

STEPS: Mapping[str, Promise] = {
    "index": _("Country"),
    "organisation": _("Organisation"),
    "logo": _("Logo"),
    "look": _("Colour and languages"),
    "ready": _("Your first PROOF"),
}
"""The steps to a first PROOF, by the name of their page."""

LABELS: Mapping[str, Promise] = {
    "name": _("Name of your organisation"),
    "short": _("Short name"),
    "contact": _("How adults reach your organisation"),
    "accent": _("Your colour"),
}
"""What the lines of a brand are called."""

HINTS: Mapping[str, Promise] = {
    "name": _("It stands on the cover, on posters and on cards, after “Adapted by”."),
    "short": _("For posters and cards, if your name is long. You can leave it empty."),
    "contact": _("A web address or a postal address. Helplines for children have a page of their own: Contacts."),
}
"""What stands below the names of fields."""

COLOURS: Mapping[str, Promise] = {
    "": _("No colour of your own"),
    "tide": _("Sea green"),
    "coral": _("Coral"),
    "lilac": _("Lilac"),
    "mint": _("Mint"),
}
"""What accents are called."""

GROUPS: Mapping[str, tuple[str, ...]] = {"lines": ("name", "short", "contact"), "accent": ("accent",)}
"""The forms of a brand: the keys that each one sends."""


class OrganisationForm(NameForm):
    """Who begins an edition: an organisation, and the person at the screen."""

    organisation = forms.CharField(
        max_length=LIMITS["name"],
        label=_("Name of your organisation"),
        help_text=_("It stands on the cover, on posters and on cards, after “Adapted by”."),
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    field_order = ("organisation", "name")

    def clean_organisation(self) -> str:
        """Return the name with single spaces."""
        return " ".join(str(self.cleaned_data["organisation"]).split())


class Line(Frozen):
    """A line of a brand in its form: its key, what it is called, what it says, its faults, and what a file says else.

    `theirs` is what the file says if somebody changed it meanwhile, None if nobody did.
    """

    key: str
    value: str
    faults: tuple[Fault, ...] = ()
    theirs: str | None = None

    @property
    def label(self) -> Promise:
        """What the line is called."""
        return LABELS[self.key]

    @property
    def hint(self) -> Promise | str:
        """What stands below its name."""
        return HINTS.get(self.key, "")

    @property
    def most(self) -> int:
        """The letters that it has at most."""
        return LIMITS.get(self.key, 60)


class BrandForm(Frozen):
    """Some lines of a brand in a form, with what the file said when it was read."""

    name: str
    lines: tuple[Line, ...]
    seen: str
    faults: tuple[Fault, ...] = ()
    """What belongs to no line."""
    now: str = ""
    """What the file says now, if somebody changed it meanwhile: for the form that takes what was sent all the same."""

    @property
    def is_faulty(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.faults) or any(line.faults for line in self.lines)

    @property
    def is_edited(self) -> bool:
        """Whether somebody else changed a line meanwhile."""
        return any(line.theirs is not None for line in self.lines)

    @property
    def value(self) -> str:
        """What the first line says."""
        return self.lines[0].value


def brand_form(name: str, project: Project) -> BrandForm:
    """Return a form as the file is."""
    fields = lines_said(project)
    return BrandForm(name, tuple(Line(key, fields[key]) for key in GROUPS[name]), sign_seen(fields))


def lines_said(project: Project) -> dict[str, str]:
    """Return what the lines of a brand say; raise `SourceError` if its file is no YAML."""
    said = brand_fields(project)
    return {key: str(said.get(key) or "") for key in LABELS}


class Tile(Frozen):
    """A colour to choose: its name in files, what it is called, the colour on a screen, whether it is chosen."""

    name: str
    label: Promise
    colour: str
    is_chosen: bool


def accent_tiles(project: Project, chosen: str) -> list[Tile]:
    """Return the colours to choose from, and none."""
    colours = [("", "#FFFFFF"), *((accent.name, accent.colour) for accent in list_accents(project))]
    return [Tile(name, COLOURS.get(name, _("A colour")), colour, name == chosen) for name, colour in colours]


class LanguageChoice(Frozen):
    """A language of the guide: its tag, whether the edition has it, and how many people there use it."""

    tag: str
    is_chosen: bool
    spoken: Spoken | None


class LanguageForm(Frozen):
    """The languages of an edition in a form, with what the file said when it was read."""

    choices: tuple[LanguageChoice, ...]
    seen: str
    faults: tuple[Fault, ...] = ()
    theirs: tuple[str, ...] = ()
    """What the file says if somebody changed it meanwhile."""
    now: str = ""
    """The same for the form that takes what was chosen all the same."""


def language_form(edition: Edition, project: Project) -> LanguageForm:
    """Return the languages of an edition: those that it has, then those of its country, then the others."""
    chosen = project.country(edition.country).locales
    return LanguageForm(order_choices(edition, project, chosen), sign_seen(list(chosen)))


def order_choices(edition: Edition, project: Project, chosen: tuple[str, ...]) -> tuple[LanguageChoice, ...]:
    """Return the languages to choose from, with those that are chosen first."""
    spoken = {one.tag: one for one in spoken_in(edition.country, project.locales)}
    others = sorted(set(project.locales) - {*chosen, *spoken}, key=lambda tag: language_name(tag, "en"))
    tags = dict.fromkeys((*chosen, *spoken, *others))
    return tuple(LanguageChoice(tag, tag in chosen, spoken.get(tag)) for tag in tags)


USUAL_FACES = ("zuri kind", "linh kind", "elias kind", "noor kind")
"""Whom a cover with faces shows before anybody has chosen others."""

FEELINGS: Mapping[str, Promise] = {"kind": pgettext_lazy("face", "kind"), "worried": pgettext_lazy("face", "worried")}
"""How a face looks."""


class Face(Frozen):
    """A face to choose: its name in files, the name of the young person, how they look."""

    name: str

    @property
    def label(self) -> str:
        """The face in words."""
        who, _between, looks = self.name.partition(" ")
        return f"{who.capitalize()}, {FEELINGS.get(looks, looks)}"


class CoverForm(Frozen):
    """What the cover shows: our picture, faces, or a picture of the partner's that stands in the file."""

    kind: str
    chosen: tuple[str, ...]
    faces: tuple[Face, ...]
    seen: str
    faults: tuple[Fault, ...] = ()
    is_edited: bool = False
    """Whether somebody else changed it meanwhile."""
    now: str = ""
    """What the file says then, for the form that takes what was chosen all the same."""


def cover_said(project: Project) -> object:
    """Return what the file says of the cover, as JSON can hold it, None if nothing."""
    return brand_fields(project).get("cover") or None


def cover_form(project: Project, wanted: object = None, **more: Any) -> CoverForm:
    """Return the form of the cover, as the file says it or as it was sent."""
    said = cover_said(project)
    shown = wanted if wanted is not None else said
    tiles = shown.get("tiles") if isinstance(shown, Mapping) else None
    kind = "faces" if tiles else "picture" if isinstance(shown, Mapping) and shown.get("picture") else "ours"
    chosen = tuple(map(str, tiles)) if isinstance(tiles, list) else USUAL_FACES
    more.setdefault("seen", sign_seen(said))
    names = dict.fromkeys((*list_faces(project), *chosen))  # a file may have a face that only hands write
    return CoverForm(kind, (*chosen, *USUAL_FACES)[:FACES], tuple(map(Face, names)), **more)
