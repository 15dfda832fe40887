"""Filters for words that people read before they sign them."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from booklet.api.signing import read_aloud
from booklet.desk.signing.roles import role_name
from booklet.desk.signing.subjects import product_name

register = template.Library()

FILLED = re.compile(r"\{([a-z0-9:.-]+|record:[^{}\n]+)\}")
"""What is filled in for each country."""


@register.filter
def readable(words: str) -> SafeString:
    """Return words without their markup; what a country fills in stands in a frame, by its name."""
    parts = FILLED.split(read_aloud(words))
    return format_html_join("", "{}", ((_frame(part) if number % 2 else part,) for number, part in enumerate(parts)))


def _frame(name: str) -> SafeString:
    kind, _colon, rest = name.partition(":")
    names = {"number": _("number"), "helpline": _("name of the helpline"), "page": _("page"), "country": _("country")}
    return format_html('<span class="filled">{}</span>', names.get(kind, rest or kind))


@register.filter
def role(name: str) -> str:
    """Return the name of a role."""
    return role_name(name)


@register.filter
def product(name: str) -> str:
    """Return the name of a product."""
    return product_name(name)
