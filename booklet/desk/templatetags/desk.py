"""Tags and filters of the desk's templates: addresses of pictures, and names and days in the desk's language."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from hashlib import blake2b
from pathlib import Path

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import timezone
from django.utils.translation import get_language

from booklet.api import called
from booklet.desk.pictures import picture_address

register = template.Library()


def _tag() -> str:
    return get_language() or "en"


@register.simple_tag(takes_context=True)
def picture_url(context: Mapping[str, object], product: str, **axes: object) -> str:
    """Return the address of a picture of a page, which is another once any file of the edition has changed.

    Pages have many pictures: the files are looked at once for each page.
    """
    return picture_address(product, str(context["edition_stamp"]), **axes)


@register.simple_tag
@cache
def ours(name: str) -> str:
    """Return the address of a file of the desk, which is another once the file has changed."""
    mark = blake2b(Path(str(finders.find(f"desk/{name}"))).read_bytes(), digest_size=6).hexdigest()
    return f"{settings.STATIC_URL}desk/{name}?v={mark}"


@register.filter
def country_name(code: str) -> str:
    """Return the name of a country, its code if it has none."""
    return called.country_name(_tag(), code) or code


@register.filter
def language_name(tag: str) -> str:
    """Return the name of a language."""
    return called.language_name(tag, _tag())


@register.filter
def own_name(tag: str) -> str:
    """Return the name of a language in that language."""
    return called.own_name(tag)


@register.filter
def date_text(day: date | datetime | None) -> str:
    """Return a day in words, "" if there is none."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    return called.show_day(_tag(), day)
