"""Where to get help, on a screen: the strip of every page, the card of the helpline, the rows of the directory."""

from collections.abc import Iterator

from booklet.text.markup import escape_markup
from booklet.typeset.help import REPORTED_TO, sentence, target
from booklet.web.markup import Linker, element, paragraphs, web_link
from booklet.words.manuscript import Contact, Labels, Number

DOT = " · "


def call_link(contact: Contact, linker: Linker) -> str:
    """Return the link that helps first: to the number of a contact, else to its address."""
    if contact.number:
        return linker.number(contact.number.printed, target(contact))
    return web_link(contact.address, contact.link)


def strip(lead: Contact, labels: Labels, linker: Linker) -> str:
    """Return whom to call, as it stands at the foot of every page."""
    name = lead.name if lead.number else escape_markup(labels["strip.address"])
    words = element("span", linker.inline(name), class_="who")
    return element("p", words, " ", call_link(lead, linker), class_="strip")


def card(lead: Contact, labels: Labels, linker: Linker) -> str:
    """Return the card of a helpline: its name, its number, what is known about it, and how else it is reached."""
    if not lead.number:
        said = paragraphs((linker.inline(labels["card.address"]),), class_="name")
        line = paragraphs((linker.inline(labels["card.address.line"]),))
        return element("div", said, line, element("p", call_link(lead, linker), class_="hero"), class_="card")
    first, *others = lead.numbers
    more = [*(_also(number, linker) for number in (first,)), *(_whole(number, labels, linker) for number in others)]
    lines = (
        DOT.join(filter(None, more)),
        linker.inline(sentence(lead.facts)),
        linker.inline(lead.direct),
        _online(lead, labels, linker),
        linker.inline(lead.checked),
    )
    name = element("p", linker.inline(lead.name), class_="name")
    return element("div", name, element("p", call_link(lead, linker), class_="hero"), paragraphs(lines), class_="card")


def _also(number: Number, linker: Linker) -> str:
    """Return how a number is written otherwise: in the digits of the language, with letters."""
    return DOT.join(linker.inline(escape_markup(said)) for said in (number.local, number.letters) if said)


def _whole(number: Number, labels: Labels, linker: Linker) -> str:
    """Return a number as a link, with the service that it reaches."""
    said = linker.number(number.printed, f"tel:{number.dial}")
    return DOT.join(filter(None, (service_of(number, labels, linker), said, _also(number, linker))))


def service_of(number: Number, labels: Labels, linker: Linker) -> str:
    """Return the service that a number reaches, "" if it reaches all of them."""
    return linker.inline(labels[f"service.{number.service}"]) if number.service else ""


def _online(contact: Contact, labels: Labels, linker: Linker) -> str:
    """Return where and how a place is found online."""
    ways, address = linker.inline(sentence((contact.chat,))), ""
    if contact.address:
        address = web_link(contact.address, contact.link)
    if not (ways and address):
        return ways or address
    return linker.inline(labels["chat.at"]).replace("{ways}", ways).replace("{address}", address)


def directory(
    rows: tuple[Contact, ...], lead: Contact, emergency: Contact | None, labels: Labels, linker: Linker
) -> str:
    """Return the whole directory: the helpline, the emergency numbers, every other place."""
    found = [card(lead, labels, linker), danger(emergency, labels, linker)]
    items = (element("li", *_row(contact, labels, linker)) for contact in rows)
    return "".join(found) + element("ul", *items, class_="places")


def danger(emergency: Contact | None, labels: Labels, linker: Linker) -> str:
    """Return whom to call in danger, each number with its service."""
    name = element("p", element("strong", linker.inline(labels["danger"])), class_="name")
    if emergency is None or not emergency.numbers:
        return element("div", name, element("p", linker.inline(labels["danger.local"])), class_="danger")
    said = [
        element(
            "li",
            service_of(number, labels, linker) or linker.inline(labels["danger.all"]),
            " ",
            _whole_number(number, linker),
        )
        for number in emergency.numbers
    ]
    return element("div", name, element("ul", *said), class_="danger")


def _whole_number(number: Number, linker: Linker) -> str:
    return DOT.join(filter(None, (linker.number(number.printed, f"tel:{number.dial}"), _also(number, linker))))


def _row(contact: Contact, labels: Labels, linker: Linker) -> Iterator[str]:
    """Yield the parts of a row: what kind of place it is, its name, its numbers, what is known about it."""
    is_written_to = contact.kind == "crisis" and bool(contact.direct) and not contact.numbers
    kind = labels["kind.text" if is_written_to else f"kind.{contact.kind}"]
    title = DOT.join(filter(None, (linker.inline(kind), linker.inline(contact.region))))
    yield element("p", title, class_="kind")
    yield element("p", linker.inline(contact.name), class_="name")
    yield paragraphs((_whole(number, labels, linker) for number in contact.numbers), class_="call")
    yield paragraphs((linker.inline(contact.direct),), class_="call")
    known = DOT.join(filter(None, (*contact.facts, contact.line, contact.checked)))
    yield paragraphs((linker.inline(known),))
    if not contact.numbers or contact.chat or contact.kind in REPORTED_TO:
        yield paragraphs((_online(contact, labels, linker),))
