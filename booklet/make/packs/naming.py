"""What a pack is called: by its partner, for whom it is, what is in it, in which language and for which country."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from booklet.jobs import DEFAULT_NAME, shorten_item, usual_layout
from booklet.make.document import Document
from booklet.make.packs.kinds import PackKind
from booklet.make.planning import items_in
from booklet.sources.load import Sources
from booklet.words.guide import TALK

LONGEST_PARTNER = 24


def name_pack(documents: Sequence[Document], name: str, kind: PackKind, sources: Sources) -> str:
    """Return the name of a pack without its version; two packs of different things have different names.

    `name` says whom it is for. What is as usual is not named: all items, all bands, layout, ink and printer.
    """
    job = documents[0].job
    found = {document.job.band for document in documents}
    bands = () if found == set(sources.guide.bands) else ("+".join(sorted(found)),)
    partner = shorten(sources.brand.short or sources.brand.name)
    products = "" if _is_as_usual(documents, kind, sources) else _products(documents, sources)
    parts = (partner, name, "" if products == name else products, _unusual(documents, kind), *bands)
    return "_".join(filter(None, (DEFAULT_NAME, *parts, job.language, job.country)))


def shorten(name: str) -> str:
    """Return a partner's name for the names of files; "" if none of its letters is Latin.

    >>> shorten("Amani House (Nairobi)"), shorten("Señal, A.C."), shorten("أمان")
    ('amani-house-nairobi', 'senal-a-c', '')
    """
    latin = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", latin.lower()).strip("-")[:LONGEST_PARTNER].strip("-")


def _is_as_usual(documents: Sequence[Document], kind: PackKind, sources: Sources) -> bool:
    """Tell whether a pack of parts has all of them that there are for its bands, with a day or without."""
    bands = {document.job.band for document in documents}
    jobs = [document.job for document in documents]
    found = {(sources.guide.set_of(job.product, job.item), job.item) for job in jobs}
    ways = (
        {
            (part.product, item)
            for part in kind.list_parts(has_event=has_event)
            for band in bands
            for item in sources.guide.items(part.product, band)
            if part.holds(part.product, item)
        }
        for has_event in (True, False)
    )
    return bool(kind.parts) and found in ways


def _products(documents: Sequence[Document], sources: Sources) -> str:
    """Return the products of a pack, each with its items if some are left out."""
    parts = []
    for product in dict.fromkeys(document.job.product for document in documents):
        own = [document for document in documents if document.job.product == product]
        items = list(dict.fromkeys(document.job.item for document in own))
        every = {item for one in own for item in items_in(one.layout, sources.guide.items(product, one.job.band), ())}
        deck = {item for one in own for item in sources.guide.items(TALK, one.job.band)}
        some = TALK if set(items) == deck else "-".join(items)
        parts += [product, *([shorten_item(some)] if set(items) != every else ())]
    return "-".join(parts)


def _unusual(documents: Sequence[Document], kind: PackKind) -> str:
    """Return the layouts, inks and printers of a pack that are not those of its kind."""
    return "-".join(dict.fromkeys(part for document in documents for part in _list_unusual(document, kind)))


def _list_unusual(document: Document, kind: PackKind) -> Iterator[str]:
    job = document.job
    if job.layout != usual_layout(job.product, job.country, job.locale, is_small=kind.is_small, item=job.item):
        yield document.trim[0]
    usual = kind.edition if kind.ink == "colour" else f"{kind.edition}-{kind.ink}"
    usual += "-one-side" * kind.is_one_sided
    if not kind.is_for_upload and job.edition == kind.edition and job.printed_as != usual:
        yield job.printed_as.removeprefix(usual).removeprefix(kind.edition).strip("-") or "colour"
