"""What a print shop reads: the letter of an order with its ticket, and the letter that asks not to print it."""

from collections.abc import Iterator

from booklet.pod.values import Item, Order, Source


def write_order(order: Order, link: str) -> str:
    """Return the letter of an order: what, how many, on what, from which files, for where and until when."""
    lines = [
        "Good day,",
        "",
        f"please print and send order {order.reference}. If a letter with this number came before, it is the same "
        "order: print it once.",
        "",
        *(line for place, item in enumerate(order.items, 1) for line in _item_lines(place, item)),
        "DELIVER TO",
        *(f"  {line}" for line in _address_lines(order)),
        "",
        f"WANTED BY  {order.wanted_by:%d %B %Y}" if order.wanted_by else "WANTED BY  as soon as you can",
        "",
        "Please print the files as they are: at 100 %, all pages, nothing left out. The telephone numbers in them are "
        "for children who need help.",
        "",
        "TELL US how far it is (accepted, printed, sent) on this page; it needs no password:",
        link,
        "",
        f"Questions? Answer this letter: {order.contact}",
    ]
    return "\n".join(lines) + "\n"


def write_cancelling(reference: str, link: str) -> str:
    """Return the letter that asks a shop not to print an order."""
    lines = [
        "Good day,",
        "",
        f"please do not print order {reference}. If you have not begun, choose “stopped” on this page, or tell us that "
        "it is printed already:",
        link,
    ]
    return "\n".join(lines) + "\n"


def _item_lines(place: int, item: Item) -> Iterator[str]:
    """Yield the ticket of one product."""
    yield f"{place}. {item.title}"
    yield f"  Copies  {item.copies}"
    yield f"  Pages   {item.pages}"
    if item.size:
        yield f"  Size    {item.size}"
    if item.paper:
        yield f"  Paper   {item.paper}"
    for what, source in (("File", item.file), ("Inside", item.interior), ("Cover", item.cover)):
        if source is not None:
            yield from _source_lines(what, source)
    yield ""


def _source_lines(what: str, source: Source) -> Iterator[str]:
    yield f"  {what:<7} {source.url}"
    if source.md5:
        yield f"          (MD5 {source.md5})"


def _address_lines(order: Order) -> Iterator[str]:
    """Yield an address a line at a time, in the order it was given."""
    address = order.address
    yield address.name
    yield from address.streets
    yield " ".join(part for part in (address.postcode, address.city) if part)
    yield ", ".join(part for part in (address.state, address.country) if part)
    if address.phone:
        yield f"Telephone {address.phone}"
    if address.email:
        yield f"Mail {address.email}"
