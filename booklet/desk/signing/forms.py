"""The forms with which somebody is asked, and an edition is released and recalled."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from booklet import Project
from booklet.api.packing import usual_layout
from booklet.api.reviews import TopicStanding, standings_of
from booklet.api.signing import TopicToRead, words_to_read
from booklet.desk.edition import Edition
from booklet.desk.order.things import name_layout, things_of
from booklet.desk.signing.links import LARGEST_DAYS
from booklet.desk.signing.roles import BACK, OF_PAGES, OF_WORDS, ROLES
from booklet.desk.signing.subjects import LAW, PAGES, PRODUCTS, WORDS, product_name
from booklet.values import Frozen

EVERYTHING = "*"
"""The choice of all that a role has not signed."""

LARGEST_CHOICE = 400
"""Topics that one link can be about."""


class AskForm(forms.Form):
    """Whom to ask, as what, until when, with a message."""

    person = forms.CharField(max_length=80, label=_("Who is it?"), help_text=_("Their name, as they would sign."))
    days = forms.IntegerField(
        min_value=1, max_value=LARGEST_DAYS, initial=14, label=_("Days until the link stops working")
    )
    message = forms.CharField(
        max_length=1000,
        required=False,
        label=_("A message to them"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("They see it above the words."),
    )

    def clean_person(self) -> str:
        """Return the name with single spaces."""
        name = " ".join(str(self.cleaned_data["person"]).split())
        if not name.isprintable() or not any(letter.isalpha() for letter in name):
            raise forms.ValidationError(_("Write the name in letters."))
        return name


class ReasonForm(forms.Form):
    """Why an edition is recalled."""

    reason = forms.CharField(max_length=1000, label=_("What is wrong with it?"), widget=forms.Textarea({"rows": 3}))


LONGEST_CODE = 4
"""Letters of the name of a poster or card that people know it by, such as P1."""

GROUPS = {
    "message": _("Fixed messages"),
    "page": _("Pages"),
    "poster": _("Posters"),
    "card": _("Cards"),
    "kit": _("Papers for a session"),
    "labels": _("Everywhere"),
}
"""What words are of."""


class Choice(Frozen):
    """Words that somebody can be asked to sign: the topic, its title, the English one, whether the role signed it."""

    topic: str
    kind: str
    title: str
    english: str
    is_signed: bool


class Axes(Frozen):
    """What is asked about, as far as it is chosen: only values that there are."""

    kind: str
    role: str
    locale: str
    band: str
    product: str
    item: str
    layout: str = ""
    """Another size or form than the usual one."""

    @property
    def edition(self) -> dict[str, Any]:
        """What names these pages in this size or form: what is released."""
        return {**self.subject, "layout": self.layout}

    @property
    def subject(self) -> dict[str, Any]:
        """What names these pages."""
        return {"product": self.product, "locale": self.locale, "band": self.band, "item": self.item}

    @property
    def roles(self) -> dict[str, Any]:
        """The roles that sign this kind."""
        names = {WORDS: OF_WORDS, PAGES: OF_PAGES, LAW: ("lawyer",)}[self.kind]
        return {name: ROLES[name] for name in names}


def read_axes(said: Mapping[str, str], edition: Edition) -> Axes:
    """Return what is chosen; what there is not becomes the first that there is."""
    project = edition.project()
    kind = _one_of(said.get("kind"), (WORDS, PAGES, LAW))
    roles = {WORDS: OF_WORDS, PAGES: OF_PAGES, LAW: ("lawyer",)}[kind]
    product = _one_of(said.get("product"), tuple(name for name in PRODUCTS if name != "sticker"))
    band = _one_of(said.get("band"), project.bands)
    items = items_of(project, product, band)
    return Axes(
        kind,
        _one_of(said.get("role"), roles),
        _one_of(said.get("locale"), locales_of(edition, project)),
        band,
        product,
        _one_of(said.get("item"), ("", *items)),
        _one_of(
            said.get("layout"), ("", *(name for name, _title in layouts_of(project, product, edition.country)[1:]))
        ),
    )


def layouts_of(project: Project, product: str, country: str) -> list[tuple[str, str]]:
    """Return the sizes and forms of a product with what people call them, the usual one first, as "".

    Each paper for a session has one of its own.
    """
    if product == "kit":
        return [("", product_name(product))]
    usual = usual_layout(product, country)
    known = [name for name, *_ in things_of(project, country) if project.layout(name).product == product]
    return [("", name_layout(usual)), *((name, name_layout(name)) for name in known if name != usual)]


def locales_of(edition: Edition, project: Project) -> tuple[str, ...]:
    """Return the languages of the edition, English first: a translation is signed beside it."""
    return tuple(dict.fromkeys(("en", *project.country(edition.country).locales)))


def items_of(project: Project, product: str, band: str) -> tuple[str, ...]:
    """Return the single posters, cards or papers of a product, none if it is one file."""
    if product not in ("poster", "card", "kit"):
        return ()
    jobs = project.plan(product, locale="en", band=band, edition="screen")
    return tuple(dict.fromkeys(job.item for job in jobs))


def _one_of(value: str | None, known: tuple[str, ...]) -> str:
    return value if value is not None and value in known else known[0]


def list_choices(project: Project, axes: Axes) -> tuple[Choice, ...]:
    """Return the words that a role can sign in a locale and band; raise `SourceError` with all faults of them."""
    standings = {one.topic: one for one in standings_of(project.sources, axes.locale, _tell) if one.band == axes.band}
    return tuple(
        Choice(one.topic, one.kind, title_of(one), one.english, _has_signed(standings.get(one.topic), axes.role))
        for one in words_to_read(project, axes.locale, axes.band)
        if one.is_fixed == (axes.role == BACK)
    )


def title_of(topic: TopicToRead) -> str:
    """Return what words are called in lists."""
    if topic.kind == "labels":
        return str(_("Labels that stand on many pages"))
    named = topic.kind in ("poster", "card", "message") and len(topic.topic) <= LONGEST_CODE
    return " · ".join(filter(None, (topic.topic.upper() if named else "", topic.title)))


def group_choices(choices: tuple[Choice, ...]) -> dict[str, list[Choice]]:
    """Return choices by what they are words of."""
    found: dict[str, list[Choice]] = {}
    for one in choices:
        found.setdefault(str(GROUPS[one.kind]), []).append(one)
    return found


def _has_signed(standing: TopicStanding | None, role: str) -> bool:
    return standing is not None and any(one.role == role for one in standing.signed)


def _tell(findings: object) -> None:
    """Leave out what reviews say of topics that are gone: the screen of words shows it."""


def read_topics(chosen: list[str], choices: tuple[Choice, ...]) -> list[str]:
    """Return the topics chosen, in the order of the guide; "*" stands for all that the role has not signed."""
    wanted = set(chosen)
    if EVERYTHING in wanted:
        wanted |= {one.topic for one in choices if not one.is_signed}
    return [one.topic for one in choices if one.topic in wanted][:LARGEST_CHOICE]
