"""What a visitor fills in: the name of a school for a poster or card, and who prints something in which ink."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from unicodedata import normalize

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from booklet import Finding
from booklet.api.named import LONGEST_CONTACT, LONGEST_NAME, PlaceName
from booklet.service.shelf.offers import Offer
from booklet.service.shelf.printing import COLOUR, FORMS, GREY, INKS, LOW, OFFICE, PACK, PRESS, PRINTERS, SHOP

PRINTER_CHOICES = (
    (OFFICE, _("A printer at home or in an office")),
    (SHOP, _("A copy shop")),
    (PRESS, _("A print shop with a press")),
)

INK_CHOICES = ((COLOUR, _("Colour")), (GREY, _("Black and white")), (LOW, _("Little ink")))

FORM_CHOICES = ((PACK, _("PDF and how to print it (zip)")), ("pdf", _("The PDF alone")))


class NameForm(forms.Form):
    """The name of a school, and whom children find there."""

    name = forms.CharField(
        label=_("Name of the school or place"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Write the name.")},
        widget=forms.TextInput({"autocomplete": "off", "maxlength": LONGEST_NAME, "dir": "auto"}),
    )
    contact = forms.CharField(
        label=_("Whom children find there"),
        help_text=_("You may leave it empty. A role and a door, without a number: the counsellor, beside the library."),
        max_length=LONGEST_CONTACT,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "maxlength": LONGEST_CONTACT, "dir": "auto"}),
    )

    def place(self) -> PlaceName:
        """Return what was typed, each on one line, its letters as typefaces have them."""
        said = self.cleaned_data
        return PlaceName(_one_line(said["name"]), _one_line(said["contact"]))

    def refuse(self, findings: Iterable[Finding], offer: Offer) -> None:
        """Say at its field what is wrong with a name, and what to do."""
        for field, words in dict.fromkeys((*_say(findings, offer),)):
            self.add_error(field, words)


def _one_line(text: str) -> str:
    return " ".join(normalize("NFC", text).split())


def _say(findings: Iterable[Finding], offer: Offer) -> Iterator[tuple[str, Any]]:
    """Yield the field and the words of each finding."""
    lacking: list[str] = []
    for found in findings:
        field = found.where.file if found.where.file in ("name", "contact") else "name"
        if found.code == "missing-glyph":
            lacking += re.findall(r"has '(.)'", found.message)
        elif found.code in WORDS:
            yield field, WORDS[found.code]
        elif found.code == "place-unconfirmed":
            yield field, format_lazy(UNCONFIRMED, partner=offer.partner)
        elif found.code == "recipient-too-long":
            (number,) = re.findall(r"\d+", found.hint)[:1] or ["1"]
            yield field, TOO_LONG % {"count": int(number)}
        else:
            yield field, _("It cannot be printed like this. Write it in other words.")
    if lacking:
        letters = " ".join(dict.fromkeys(lacking))
        yield (
            "name",
            format_lazy(_("Our typefaces lack a letter: {letters}. Write it in other letters."), letters=letters),
        )


WORDS = {
    "wrong-record": _("Write one short line, in letters that can be seen."),
    "empty-text": _("Write the name."),
    "recipient-no-place": _("There is no room for this here. Leave it empty."),
}
"""What is said of findings, by their code."""

UNCONFIRMED = _(
    "Leave out digits and addresses, or write a number in words: children may dial what they see, so a person calls "
    "each number before it is printed. Ask {partner} if you need your number on it."
)

TOO_LONG = ngettext_lazy(
    "Both lines together are too long for this. Make them about %(count)d letter shorter.",
    "Both lines together are too long for this. Make them about %(count)d letters shorter.",
    "count",
)


class PrintForm(forms.Form):
    """Who prints something, in which ink, alone or with a page that tells how."""

    printer = forms.ChoiceField(
        label=_("Who prints it"), choices=PRINTER_CHOICES, widget=forms.RadioSelect, initial=OFFICE
    )
    ink = forms.ChoiceField(label=_("Ink"), choices=INK_CHOICES, initial=COLOUR)
    form = forms.ChoiceField(label=_("What you get"), choices=FORM_CHOICES, initial=PACK)


def read_print(printer: str, ink: str, form: str) -> bool:
    """Tell whether an address names a printer, an ink and a form that there are."""
    return printer in PRINTERS and ink in INKS and form in FORMS
