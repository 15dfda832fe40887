"""Shelves for tests: a service in whose edition "amani" posters, cards and a booklet are released."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from signing import lay_signed

from booklet.desk.models import Release
from booklet.desk.signing.state import state_of

THING = "/c/KE/en/amani/poster-a3/14-17/p1/"
"""The address of a poster."""

CARD = "/c/KE/en/amani/card-85x55/14-17/c1/"

BOOKLET = "/c/KE/en/amani/booklet-a5/14-17/all/"


def release(name: str, *wanted: tuple[str, str], locales: Iterable[str] = ("en",)) -> None:
    """Sign all words of an edition, call all its numbers, and release products, each with a layout ("" = the usual)."""
    from django.utils import timezone

    from booklet.service.models import Partner
    from booklet.service.shelf.offers import at_desk

    edition = Partner.objects.get(name=name).edition
    for locale in locales:
        lay_signed(edition.path, locale)
    with at_desk(edition):
        project = edition.project()
        for contact in project.to_call(edition.country):
            project.record_call(contact, by="A. Tester")
        for locale in locales:
            for product, layout in wanted:
                axes = {"locale": locale, "band": "14-17", "layout": layout}
                state = state_of(edition, product, **axes)
                assert state.may_be_released, state.missing
                Release.objects.create(product=product, of=state.of, by="A. Lead", released=timezone.now(), **axes)


def shown_files(home: Path, beginning: str = "") -> list[str]:
    """Return the keys of all files that a service keeps."""
    folder = home / "files"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob(f"{beginning}*") if path.is_file())


def body(answer: Any) -> bytes:
    """Return what was sent, and let go of the file that it came from."""
    found = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return bytes(found)
