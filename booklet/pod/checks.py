"""What is wrong with an order before a provider sees it: all at once, by the names of fields and not their content."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from booklet.errors import Finding, Where
from booklet.pod.faults import PodError, report_other_order
from booklet.pod.values import Address, Item, Line, Order, Placed, Source

REFERENCE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){7,59}")
"""Long enough that a search for it finds nothing else."""

MAIL = re.compile(r"[^\s@<>,;\"']{1,64}@[^\s@<>,;\"']{1,190}\.[^\s@<>,;\"'.]{2,60}")

PRODUCT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,299}")

MD5 = re.compile(r"[0-9a-f]{32}")

JOINERS = {0x200C: None, 0x200D: None}

MOST_COPIES = 10_000

MOST_ITEMS = 20

LONGEST = 200
"""Letters in one line of an address, whatever a provider allows."""


def check_order(provider: str, order: Order, *more: Finding) -> None:
    """Raise `PodError` with all that is wrong with an order, and with what a provider finds besides."""
    findings = (*_order_faults(provider, order), *more)
    if findings:
        raise PodError(*findings)


def check_same(order: Order, there: Placed) -> Placed:
    """Return an order that a provider has under our reference; raise `PodError` if it is of other things."""
    wanted = {Line(item.product, item.copies) for item in order.items}
    if not set(there.lines) <= wanted:
        raise report_other_order(there.provider, order.reference)
    return there


def check_item(provider: str, item: Item) -> None:
    """Raise `PodError` with all that is wrong with an item."""
    findings = tuple(_item_faults(provider, item))
    if findings:
        raise PodError(*findings)


def report_order(provider: str, field: str, hint: str) -> Finding:
    """Return that a field of an order is wrong; its content stays out of it."""
    return Finding("pod-wrong-order", Where(provider), f"the order has a wrong {field}", hint)


def report_state(provider: str, address: Address, countries: frozenset[str]) -> Iterator[Finding]:
    """Yield that an address has no state, where a provider's carriers want one."""
    if address.country in countries and not address.state:
        yield report_order(provider, "address.state", "write the code of the state or province: NY")


def report_lengths(provider: str, address: Address, longest: Mapping[str, int]) -> Iterator[Finding]:
    """Yield the fields of an address that are longer than a provider prints: cut short, parcels get lost."""
    for field, most in longest.items():
        value = address.streets if field == "streets" else (getattr(address, field),)
        if any(len(line) > most for line in value):
            yield report_order(provider, f"address.{field}", f"write it in {most} letters at most")


def _order_faults(provider: str, order: Order) -> Iterator[Finding]:
    if not REFERENCE.fullmatch(order.reference):
        yield report_order(provider, "reference", "take 8 to 60 letters, digits and single hyphens: school-7f3a9c21")
    if not re.fullmatch(r"[A-Z]{3}", order.currency):
        yield report_order(provider, "currency", "write three letters of ISO 4217: EUR")
    if not MAIL.fullmatch(order.contact):
        yield report_order(provider, "contact", "write the mail address of who answers questions")
    if not 1 <= len(order.items) <= MOST_ITEMS:
        yield report_order(provider, "number of items", f"order 1 to {MOST_ITEMS} products at a time")
    for item in order.items:
        yield from _item_faults(provider, item)
    yield from _address_faults(provider, order.address)


def _item_faults(provider: str, item: Item) -> Iterator[Finding]:
    if not PRODUCT.fullmatch(item.product):
        yield report_order(provider, "product", "take the provider's name for it from its file in layouts/printers")
    if not 1 <= item.copies <= MOST_COPIES:
        yield report_order(provider, "number of copies", f"order 1 to {MOST_COPIES}")
    if not 1 <= item.pages <= 2000:
        yield report_order(provider, "number of pages", "say how many pages are inside")
    if not _is_line(item.title):
        yield report_order(provider, "title", "write one line")
    for field in ("size", "paper"):
        if getattr(item, field) and not _is_line(getattr(item, field)):
            yield report_order(provider, field, "write one line, or nothing")
    is_whole = item.file is not None and item.interior is None and item.cover is None
    is_apart = item.file is None and item.interior is not None and item.cover is not None
    if not (is_whole or is_apart):
        yield report_order(provider, "set of files", "give interior and cover, or one file")
    for source in item.sources:
        if not _is_address(source) or not (source.md5 == "" or MD5.fullmatch(source.md5)):
            yield report_order(provider, "file", "give its address with https and its MD5 sum")


def _address_faults(provider: str, address: Address) -> Iterator[Finding]:
    for field in ("name", "city"):
        if not _is_line(getattr(address, field)):
            yield report_order(provider, f"address.{field}", "write one line")
    for field in ("postcode", "state", "phone"):
        value = getattr(address, field)
        if value and not _is_line(value):
            yield report_order(provider, f"address.{field}", "write one line, or nothing")
    if not address.streets or not all(_is_line(street) for street in address.streets):
        yield report_order(provider, "address.streets", "write one or two lines")
    if not re.fullmatch(r"[A-Z]{2}", address.country):
        yield report_order(provider, "address.country", "write two letters of ISO 3166-1: KE; Great Britain is GB")
    if address.email and not MAIL.fullmatch(address.email):
        yield report_order(provider, "address.email", "write a mail address, or nothing")


def _is_line(text: str) -> bool:
    """Tell whether a text is one line that somebody can read on a parcel; joiners of letters are part of many names."""
    return bool(text.strip()) and text.translate(JOINERS).isprintable() and len(text) <= LONGEST


def _is_address(source: Source) -> bool:
    """Tell whether a file is at an address that a provider can fetch; without TLS on this computer alone."""
    try:
        parts = urlsplit(source.url)
        host = parts.hostname or ""
    except ValueError:
        return False
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host in ("127.0.0.1", "::1", "localhost"))
    return is_safe and bool(host) and "@" not in parts.netloc and source.url.isascii() and len(source.url) <= 2000
