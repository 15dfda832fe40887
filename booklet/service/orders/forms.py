"""The form of an order: how many, by whom printed, how sent, and where to."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from booklet.api.called import country_name
from booklet.pod.checks import MOST_COPIES
from booklet.pod.values import Shipping
from booklet.service.orders.models import Shop
from booklet.service.orders.providers import list_providers

CURRENCIES = ("EUR", "USD", "GBP")

WAYS = {
    Shipping.MAIL: _("by mail, slow and cheap"),
    Shipping.PRIORITY: _("by priority mail"),
    Shipping.GROUND: _("by road"),
    Shipping.EXPEDITED: _("faster"),
    Shipping.EXPRESS: _("as fast as can be"),
}

LINE = re.compile(r"[^\x00-\x1f\x7f<>{}]+")
"""What may stand on an envelope: no signs that steer a machine."""


class OrderForm(forms.Form):
    """What an order needs beside what is printed."""

    copies = forms.IntegerField(label=_("Copies"), min_value=1, max_value=MOST_COPIES, initial=25)
    provider = forms.ChoiceField(label=_("Who prints"))
    shipping = forms.ChoiceField(label=_("How it is sent"), choices=list(WAYS.items()))
    currency = forms.ChoiceField(label=_("Price in"), choices=[(code, code) for code in CURRENCIES])
    name = forms.CharField(label=_("Name on the parcel"), max_length=60)
    street = forms.CharField(label=_("Street and number"), max_length=60)
    street2 = forms.CharField(label=_("Second line, if there is one"), max_length=60, required=False)
    city = forms.CharField(label=_("Town"), max_length=60)
    postcode = forms.CharField(label=_("Postcode, if there is one"), max_length=20, required=False)
    state = forms.CharField(label=_("State or province, if there is one"), max_length=20, required=False)
    country = forms.CharField(label=_("Country, as two letters"), min_length=2, max_length=2)
    phone = forms.CharField(label=_("Phone, for the carrier"), max_length=20)
    email = forms.EmailField(label=_("Your mail"), max_length=254)

    def __init__(self, *args: Any, layout: str, is_named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].choices = list_providers(layout, is_named=is_named)  # type: ignore[attr-defined]  # a choice's field has them

    def clean(self) -> dict[str, Any]:
        """Refuse lines that no envelope has."""
        said = super().clean() or {}
        for key in ("name", "street", "street2", "city", "postcode", "state", "phone"):
            text = " ".join(str(said.get(key, "")).split())
            if text and not LINE.fullmatch(text):
                self.add_error(key, _("Write it as on an envelope, without special signs."))
            said[key] = text
        return said

    def clean_country(self) -> str:
        """Return the country's code in capitals."""
        code = str(self.cleaned_data["country"]).upper()
        if not country_name("en", code):
            raise forms.ValidationError(_("There is no country of this code."))
        return code

    def clean_phone(self) -> str:
        """Return the phone number."""
        text = str(self.cleaned_data["phone"])
        if not re.fullmatch(r"\+?[0-9 ().-]{5,20}", text):
            raise forms.ValidationError(_("Write a phone number in digits."))
        return text

    def address(self) -> dict[str, Any]:
        """Return the address as an order keeps it."""
        said = self.cleaned_data
        streets = [line for line in (said["street"], said["street2"]) if line]
        keys = ("name", "city", "postcode", "country", "state", "phone", "email")
        return {**{key: said[key] for key in keys}, "streets": streets}


class ShopForm(forms.Form):
    """A print shop that gets orders by mail."""

    name = forms.CharField(label=_("Name of the print shop"), max_length=80)
    email = forms.EmailField(label=_("Its mail"), max_length=254)
    country = forms.CharField(label=_("Country, as two letters"), min_length=2, max_length=2)

    clean_country = OrderForm.clean_country

    def clean_name(self) -> str:
        """Return the name, which no other shop has."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if Shop.objects.filter(name=name).exists():
            raise forms.ValidationError(_("There is a print shop of this name already."))
        return name
