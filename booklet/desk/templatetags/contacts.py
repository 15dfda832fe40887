"""Filters of the templates of contacts and calls: what stands at a place, and rows that know theirs."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django import template

from booklet.api.contactbook import BookContact
from booklet.desk.contacts.states import name_of

register = template.Library()

T = TypeVar("T")


@register.filter
def at(found: Mapping[str, Sequence[T]] | None, place: str) -> Sequence[T]:
    """Return what stands at a place, nothing if there is nothing."""
    return (found or {}).get(place, ())


@register.filter
def once(one: T) -> list[T]:
    """Return a list of one thing."""
    return [one]


@register.filter
def count(place: int) -> int:
    """Return a place counted from 1."""
    return place + 1


@register.filter
def placed(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return a row of a list with the place of its faults, and the name of the list of its sources."""
    where = f"{name}-{row['place']}"
    return {**row, "at": where, "list": f"{where}-sources"}


@register.filter
def contact_name(contact: BookContact) -> str:
    """Return what a contact calls itself."""
    return name_of(contact)
