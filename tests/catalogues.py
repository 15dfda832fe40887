"""Catalogues as tests lay them into a project: every message said in a made-up way."""

from collections.abc import Callable
from datetime import date

from booklet.translators.merge import new_header
from booklet.translators.pofile import po_text
from booklet.words.catalogue import Catalogue, Message, slots
from booklet.words.guide import Guide

MADE = date(2026, 11, 25)


def whole(guide: Guide, locale: str, say: Callable[[str], str] = str) -> Catalogue:
    """Return a catalogue that says every message in a way, by default as it is in English."""
    messages = {
        slot.context: Message(slot.context, slot.text, say(slot.text), slot.where) for slot in slots(guide).values()
    }
    return Catalogue(locale, messages, new_header(locale, MADE))


def po(guide: Guide, locale: str, say: Callable[[str], str] = str) -> str:
    """Return such a catalogue as the text of its file."""
    return po_text(whole(guide, locale, say), slots(guide).values(), {})
