"""Forms of accounts: only what stands in them is ever written."""

import re
from functools import cache
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from booklet import open_project
from booklet.api.called import language_name
from booklet.api.countries import find_countries
from booklet.desk.people import NameForm
from booklet.desk.settings import LANGUAGES
from booklet.service.models import Partner, Person, Role

TITLES = {
    Role.TRANSLATOR: _("Translator"),
    Role.PARTNER: _("Partner"),
    Role.CALLER: _("Caller"),
    Role.LEAD: _("Safeguarding lead"),
    Role.COORDINATOR: _("Coordinator"),
    Role.PRINTER: _("Printer"),
}
"""What roles are called."""

INVITED_BY_PARTNERS = (Role.CALLER, Role.TRANSLATOR)
"""To what a partner may invite, for the own edition."""

ADDRESS = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


@cache
def known_locales() -> tuple[str, ...]:
    """Return the tags of all languages that there are or that can be begun, but English, which is written by us."""
    catalogues = open_project(None).catalogues
    return tuple(sorted({*catalogues.locales(), *catalogues.list_new()} - {"en"}))


class AccountForm(NameForm):
    """What somebody says about themselves."""

    language = forms.ChoiceField(choices=LANGUAGES, label=_("Language of the pages and mails"))


class PartnerField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """A choice of partners."""

    def label_from_instance(self, obj: Partner) -> str:
        """Return what a partner is called."""
        return obj.title


class RoleForm(forms.Form):
    """A role that somebody may be given by a person: what they may not give stands in no choice."""

    role = forms.ChoiceField(label=_("Role"))
    partner = PartnerField(Partner.objects.none(), required=False, label=_("For which partner"), empty_label=_("all"))
    locale = forms.ChoiceField(required=False, label=_("Language of a translator"))

    def __init__(self, giver: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_of_all = is_coordinator(giver)
        roles = tuple(TITLES) if self.is_of_all else INVITED_BY_PARTNERS
        self.fields["role"].choices = [(role.value, TITLES[role]) for role in roles]  # type: ignore[attr-defined]
        partner = self.fields["partner"]
        assert isinstance(partner, PartnerField)
        partner.queryset = partners_to_give(giver)
        partner.required = not self.is_of_all
        tag = get_language() or "en"
        names = sorted((language_name(one, tag), one) for one in known_locales())
        self.fields["locale"].choices = [("", _("all")), *((one, name) for name, one in names)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return what was chosen, if it fits together."""
        said = self.cleaned_data
        role = said.get("role")
        if role in (Role.PARTNER, Role.TRANSLATOR, Role.CALLER) and not said.get("partner") and not self.is_of_all:
            self.add_error("partner", _("Choose the partner."))
        if role == Role.PARTNER and not said.get("partner"):
            self.add_error("partner", _("Choose the partner."))
        if role == Role.COORDINATOR:
            said["partner"] = None
        if role != Role.TRANSLATOR:
            said["locale"] = ""
        return said


class InvitationForm(RoleForm):
    """Whom to invite, and to what."""

    email = forms.EmailField(label=_("Address of their mail"), max_length=254)
    name = forms.CharField(required=False, max_length=80, label=_("Their name"))
    language = forms.ChoiceField(choices=LANGUAGES, label=_("Language of the mail"))
    field_order = ("email", "name", "language", "role", "partner", "locale")

    def clean_email(self) -> str:
        """Return the address in small letters: one person has one account."""
        return str(self.cleaned_data["email"]).lower()

    def clean_name(self) -> str:
        """Return the name with single spaces; it is written into a mail, so nothing but a name is taken."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if name and (not name.isprintable() or "://" in name or not any(letter.isalpha() for letter in name)):
            raise forms.ValidationError(_("Write the name in letters."))
        return name


class PartnerForm(forms.Form):
    """A new partner."""

    title = forms.CharField(max_length=120, label=_("Name of the organisation"))
    name = forms.CharField(max_length=60, label=_("Short name"), help_text=_("For the address, as amani-house"))
    country = forms.CharField(max_length=3, label=_("Country"), help_text=_("Its two letters, as KE"))

    def clean_name(self) -> str:
        """Return a name that no partner has, nor had."""
        name = str(self.cleaned_data["name"]).lower()
        if not ADDRESS.fullmatch(name):
            raise forms.ValidationError(_("Use the letters a to z, digits and hyphens."))
        if Partner.objects.filter(name=name).exists():
            raise forms.ValidationError(_("There is one of this name. Choose another."))
        return name

    def clean_country(self) -> str:
        """Return the code of a country that there is."""
        code = str(self.cleaned_data["country"]).upper()
        if not any(one.code == code for one in find_countries(code)):
            raise forms.ValidationError(_("There is no country with this code."))
        return code


def is_coordinator(person: Person) -> bool:
    """Tell whether somebody coordinates the service."""
    return any(one.role == Role.COORDINATOR and one.partner is None for one in person.held)


def partners_to_give(person: Person) -> "QuerySet[Partner]":
    """Return the open partners to whose editions somebody may invite."""
    open_ones = Partner.objects.filter(closed=None).order_by("title")
    if is_coordinator(person):
        return open_ones
    held = [one for one in person.held if one.role == Role.PARTNER]
    if any(one.partner is None for one in held):
        return open_ones
    return open_ones.filter(pk__in=[one.partner.pk for one in held if one.partner])
