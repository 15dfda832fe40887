"""The forms of a campaign: what all of it has in common, and each lot."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from booklet import Project
from booklet.api import called
from booklet.desk.campaign.runfile import as_list
from booklet.desk.edition import Edition
from booklet.desk.order.forms import INKS, LONGEST, MOST_COPIES, locales_of

ALL = "all"

PRODUCTS = (
    ("poster", _("Posters")),
    ("card", _("Tip cards")),
    ("booklet", _("Booklet")),
    ("insert", _("Help sheet")),
    ("sticker", _("Stickers")),
    ("kit", _("Papers for a session")),
)

EDITIONS = (("press", _("A press")), ("office", _("An office printer")), ("screen", _("Nobody: for screens")))

AS_ABOVE = _("Empty: as above")

LARGEST_TABLE = 8_000_000


def name_folder(text: str) -> str:
    """Return a name as folders can bear it; raise `ValidationError` if nothing of it is left."""
    name = str(slugify(text))
    if not name:
        raise forms.ValidationError(_("Write it in letters from a to z and digits."))
    return name


class CampaignForm(forms.Form):
    """What all lots of a campaign have in common."""

    name = forms.CharField(
        label=_("Name of the campaign"), max_length=40, help_text=_("Letters and digits, such as sid-2027")
    )
    year = forms.IntegerField(
        label=_("Safer Internet Day of the year"),
        help_text=_("Empty: nothing names the day."),
        required=False,
        min_value=2004,
        max_value=2099,
    )
    date = forms.DateField(
        label=_("The day, if it is announced"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    quantity = forms.IntegerField(label=_("Copies of each file"), required=False, min_value=1, max_value=MOST_COPIES)
    deliver_to = forms.CharField(label=_("Deliver to"), required=False, max_length=LONGEST)

    def __init__(self, said: Mapping[str, Any] | None, locales: Iterable[str], **given: Any) -> None:
        super().__init__(said, **given)
        self.locales = tuple(locales)
        for tag in self.locales:
            self.fields[f"theme-{tag}"] = forms.CharField(label=tag, required=False, max_length=120)

    def clean_name(self) -> str:
        """Return the name as folders can bear it."""
        return name_folder(self.cleaned_data["name"])

    def themes(self) -> list[tuple[str, forms.BoundField]]:
        """Return the fields of the theme, each with its language."""
        return [(tag, self[f"theme-{tag}"]) for tag in self.locales]

    def said(self) -> dict[str, Any]:
        """Return what the form says, as the run file has it."""
        found = self.cleaned_data
        return {
            "name": found["name"],
            "year": str(found["year"] or ""),
            "date": found["date"].isoformat() if found["date"] else "",
            "themes": {tag: found[f"theme-{tag}"] for tag in self.locales if found[f"theme-{tag}"]},
            "quantity": str(found["quantity"] or ""),
            "deliver-to": found["deliver_to"],
        }


class LotForm(forms.Form):
    """One lot: the same things for the same places; `was` is its name in the file."""

    name = forms.CharField(label=_("Name of the lot"), max_length=40, help_text=_("Such as schools"))
    product = forms.ChoiceField(label=_("What"), choices=PRODUCTS)
    items = forms.CharField(
        label=_("Only these"), help_text=_("Such as p1, or c1 c4. Empty: all of them."), required=False, max_length=200
    )
    records = forms.ChoiceField(label=_("For each place of a table"), required=False)
    countries = forms.MultipleChoiceField(label=_("Countries"), widget=forms.SelectMultiple({"size": 4}))
    locales = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple, required=False)
    bands = forms.MultipleChoiceField(label=_("Ages"), widget=forms.CheckboxSelectMultiple, required=False)
    editions = forms.MultipleChoiceField(
        label=_("Who prints it"), choices=EDITIONS, widget=forms.CheckboxSelectMultiple, required=False
    )
    ink = forms.ChoiceField(label=_("Ink"), choices=INKS, required=False)
    quantity = forms.IntegerField(
        label=_("Copies of each file"), help_text=AS_ABOVE, required=False, min_value=1, max_value=MOST_COPIES
    )
    deliver_to = forms.CharField(label=_("Deliver to"), help_text=AS_ABOVE, required=False, max_length=LONGEST)
    event = forms.BooleanField(label=_("Name Safer Internet Day on it"), required=False)
    gone = forms.BooleanField(label=_("Take this lot out"), required=False)

    def __init__(
        self, edition: Edition, project: Project, tables: Iterable[str], said: Mapping[str, Any] | None, **given: Any
    ) -> None:
        super().__init__(said, **given)
        self.was = ""
        locales = [(ALL, _("all that there are")), *((tag, tag) for tag in locales_of(project, edition.country))]
        self._choose("records", [("", _("no table")), *((name, name) for name in tables)])
        self._choose("countries", name_countries(project, edition.country))
        self._choose("locales", locales)
        self._choose("bands", [(band, band) for band in project.bands])

    def _choose(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def clean_name(self) -> str:
        """Return the name as folders can bear it."""
        return name_folder(self.cleaned_data["name"])

    def said(self) -> dict[str, Any]:
        """Return what the form says, as the run file has it."""
        found = self.cleaned_data
        return {
            **{key: found[key] for key in ("name", "product", "records", "event")},
            "ink": found["ink"] if found["ink"] != "colour" else "",
            "quantity": str(found["quantity"] or ""),
            "deliver-to": found["deliver_to"],
            "items": found["items"].replace(",", " ").split(),
            **{key: list(found[key]) for key in ("countries", "locales", "bands", "editions")},
        }


def fields_of_lot(lot: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the fields of a form say of a lot."""
    return {
        **{key: lot.get(key, "") for key in ("name", "product", "records", "ink", "quantity")},
        **{key: as_list(lot.get(key)) for key in ("countries", "locales", "bands", "editions")},
        "deliver_to": lot.get("deliver-to", ""),
        "items": " ".join(as_list(lot.get("items"))),
        "event": lot.get("event") == "yes",
    }


def fields_of_run(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the fields of a form say of a whole campaign."""
    event = fields.get("event") if isinstance(fields.get("event"), Mapping) else {}
    usual = fields.get("defaults") if isinstance(fields.get("defaults"), Mapping) else {}
    assert isinstance(event, Mapping) and isinstance(usual, Mapping)
    themes = event.get("theme") if isinstance(event.get("theme"), Mapping) else {}
    assert isinstance(themes, Mapping)
    return {
        "name": fields.get("name", ""),
        "year": event.get("year", ""),
        "date": event.get("date", ""),
        "quantity": usual.get("quantity", ""),
        "deliver_to": usual.get("deliver-to", ""),
        **{f"theme-{tag}": text for tag, text in themes.items()},
    }


def name_countries(project: Project, own: str) -> list[tuple[str, str]]:
    """Return all countries with their names, our own first, then the whole world, then by name."""
    tag = get_language() or "en"
    names = {code: called.country_name(tag, code) or code for code in project.countries}
    names["001"] = gettext("The whole world")
    return sorted(names.items(), key=lambda pair: (pair[0] != own, pair[0] != "001", pair[1]))


class TableForm(forms.Form):
    """A table of places, dropped in."""

    table = forms.FileField(
        label=_("Your table"), widget=forms.ClearableFileInput({"accept": ".csv,.xlsx,text/csv"}), max_length=255
    )
    instead = forms.ChoiceField(label=_("Instead of"), required=False)

    def __init__(self, tables: Iterable[str], *given: Any) -> None:
        super().__init__(*given)
        field = self.fields["instead"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("none: it is a new table")), *((name, name) for name in tables)]

    def clean_table(self) -> Any:
        """Return the file, unless it is too large to be a table."""
        found = self.cleaned_data["table"]
        if found.size > LARGEST_TABLE:
            raise forms.ValidationError(_("A table has less than 8 MB."))
        return found
