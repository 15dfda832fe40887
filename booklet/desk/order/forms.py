"""The form of an order: what a person ticks and writes, and what JSON keeps of it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from booklet import Project
from booklet.desk.edition import Edition
from booklet.desk.order.asked import HOUSE, OFFICE, PRESS, SAID, SHOP, Asked
from booklet.desk.order.things import items_of, things_of

PRINTERS = (
    (OFFICE, _("Our office printer")),
    (SHOP, _("A copy shop")),
    (PRESS, _("A print shop with a press")),
    (HOUSE, _("A website that prints on demand")),
)

INKS = (("colour", _("Colour")), ("grey", _("Black and white")), ("low-ink", _("Little ink")))

SIDES = (("both", _("Both sides")), ("one", _("One side only")))

PER = (("sheet", _("a sheet")), ("side", _("a printed side")), ("copy", _("a copy")), ("all", _("all together")))

SEVERAL = ("poster", "card")
"""Products of which there are several: somebody may want some of them alone."""

MOST_COPIES = 10_000_000

LONGEST = 160


def locales_of(project: Project, country: str) -> tuple[str, ...]:
    """Return the languages of an edition: those of its country first, then all others."""
    own = [tag for tag in project.country(country).locales if tag in project.locales]
    return tuple(dict.fromkeys((*own, *project.locales)))


PRICE = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,6})?\s*\D{0,10}")
"""A number with a currency."""


class OrderForm(forms.Form):
    """An order."""

    layouts = forms.MultipleChoiceField(label=_("What"), required=False, widget=forms.CheckboxSelectMultiple)
    locales = forms.MultipleChoiceField(label=_("Languages"), required=False, widget=forms.CheckboxSelectMultiple)
    bands = forms.MultipleChoiceField(label=_("Ages"), required=False, widget=forms.CheckboxSelectMultiple)
    items = forms.MultipleChoiceField(
        label=_("Only these posters and cards"), required=False, widget=forms.CheckboxSelectMultiple
    )
    quantity = forms.IntegerField(
        label=_("How many of each"),
        help_text=_("Of each poster and of each card, in each language."),
        min_value=1,
        max_value=MOST_COPIES,
    )
    printer = forms.ChoiceField(label=_("Who prints it"), choices=PRINTERS, widget=forms.RadioSelect)
    house = forms.ChoiceField(label=_("Website"), required=False)
    ink = forms.ChoiceField(label=_("Ink"), choices=INKS, required=False)
    sides = forms.ChoiceField(label=_("Print on"), choices=SIDES, required=False)
    paper = forms.CharField(
        label=_("Paper"),
        help_text=_("As it is called on its pack, such as 80 g/m² recycled. Then the weight is known, too."),
        max_length=LONGEST,
        required=False,
    )
    finish = forms.CharField(label=_("Finish"), help_text=_("Such as: matt cover"), max_length=LONGEST, required=False)
    price = forms.CharField(
        label=_("Price"), help_text=_("As the shop told you, with its money: 5 KES"), max_length=60, required=False
    )
    per = forms.ChoiceField(label=_("This price is for"), choices=PER, required=False)
    deliver_to = forms.CharField(label=_("Deliver to"), max_length=LONGEST, required=False)
    due = forms.DateField(label=_("Wanted by"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    client = forms.CharField(label=_("Who orders it"), max_length=LONGEST, required=False)
    contact = forms.CharField(
        label=_("Whom the shop can ask"),
        help_text=_("A name with a telephone number."),
        max_length=LONGEST,
        required=False,
    )
    language = forms.ChoiceField(label=_("Language of the papers for the shop"), required=False)

    def __init__(self, edition: Edition, project: Project, said: Mapping[str, Any] | None, **given: Any) -> None:
        super().__init__(said, **given)
        country = edition.country
        self.things = things_of(project, country)
        self.country, self.project = country, project
        locales = locales_of(project, country)
        presses = [name for name in project.printers if project.printer(name).booklets]
        self._choose("layouts", [(name, title) for name, title, _remark in self.things])
        self._choose("locales", [(tag, tag) for tag in locales])
        self._choose("bands", [(band, band) for band in project.bands])
        self.items_by_product = {product: items_of(project, product) for product in SEVERAL}
        self._choose("items", [(item, item) for items in self.items_by_product.values() for item in items])
        self._choose("house", [("", "–"), *((name, name) for name in presses)])
        self._choose("language", [("", _("that of the files")), *((tag, tag) for tag in locales)])

    def _choose(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def clean(self) -> dict[str, Any]:
        """Return what was written; words for a printer stand on one line."""
        found = super().clean() or {}
        for name in ("client", "contact", "deliver_to", "paper", "finish", "price"):
            found[name] = " ".join(str(found.get(name) or "").split())
        is_in_words = found.get("printer") == PRESS and found.get("per") == "all"
        if found["price"] and not is_in_words and not PRICE.fullmatch(found["price"]):
            self.add_error("price", _("This is no price. Write a number with its money: 5 KES"))
        return found

    def chosen_items(self) -> list[tuple[str, str, bool]]:
        """Return the posters and cards with their products, and whether they are ticked."""
        ticked = set(self["items"].value() or ())
        return [(product, item, item in ticked) for product, items in self.items_by_product.items() for item in items]

    def _list_items(self) -> list[str]:
        """Return the items that are asked for: those that are ticked, and all of a product of which none is.

        Products that nobody asked for have none, though some of theirs are still ticked.
        """
        ordered = {self.project.layout(name).product for name in self.cleaned_data["layouts"]}
        groups = [items for product, items in self.items_by_product.items() if product in ordered]
        ticked = {item for items in groups for item in items} & {*self.cleaned_data["items"]}
        if not ticked:
            return []
        return [item for items in groups for item in ([one for one in items if one in ticked] or items)]

    def said(self) -> dict[str, Any]:
        """Return the order as JSON keeps it."""
        found = self.cleaned_data
        due = found["due"].isoformat() if found.get("due") else ""
        printer = found["printer"]
        return {
            "country": self.country,
            **{key: list(found[key]) for key in ("layouts", "locales", "bands")},
            "ticked": list(found["items"]),
            "items": self._list_items(),
            "quantity": found["quantity"],
            "printer": printer,
            "house": found["house"] if printer == HOUSE else "",
            "ink": (found["ink"] or "colour") if printer in (OFFICE, SHOP) else "",
            "sides": found["sides"] or "both",
            "price": found["price"],
            "per": "" if found["per"] == "all" and printer == PRESS else found["per"].replace("all", "") or "sheet",
            "language": found["language"] if printer in (SHOP, PRESS) else "",
            "said": {key: due if key == "due" else found[key] for key in SAID},
        }


def fields_of(asked: Asked) -> dict[str, Any]:
    """Return what the form's fields say of an order that was kept."""
    return {
        **{key: list(getattr(asked, key)) for key in ("layouts", "locales", "bands")},
        **{key: getattr(asked, key) for key in ("quantity", "printer", "house", "ink", "sides", "price", "language")},
        "items": list(asked.ticked),
        "per": asked.per or "all",
        **asked.said,
    }
