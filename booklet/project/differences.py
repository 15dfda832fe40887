"""The differences between two country files, in words, for whoever reads what a partner sends back."""

from collections.abc import Iterator

from booklet.facts.fact import Fact
from booklet.facts.insert import ContactFact, Insert
from booklet.facts.law import Law


def differences(old: Insert, new: Insert) -> Iterator[str]:
    """Yield each change as a line; a change of order alone is none."""
    yield from _list_changes("", {"lead": old.lead.id if old.lead else ""}, {"lead": new.lead.id if new.lead else ""})
    yield from _list_changes("name ", dict(old.name), dict(new.name))
    yield from _list_changes("", {"locales": " ".join(old.locales)}, {"locales": " ".join(new.locales)})
    before, after = ({contact.id: contact for contact in insert.contacts} for insert in (old, new))
    for name, contact in after.items():
        if name in before:
            yield from _list_changes(f"{name}: ", facts_of(before[name]), facts_of(contact))
        else:
            yield f"{name}: new, {_summary(contact)}"
    yield from (f"{name}: gone, was {_summary(contact)}" for name, contact in before.items() if name not in after)
    yield from _list_changes("law ", *(dict(_list_legal(insert.legal)) for insert in (old, new)))


def _list_legal(law: Law) -> Iterator[tuple[str, str]]:
    """Yield what a file says of the law: facts, lines by language with the facts they rest on, and who signed."""
    for fact in law.facts:
        yield f"fact {fact.id}", _show_fact(fact, fact.about, fact.area)
    for line in law.lines:
        yield from ((f"{line.key} {tag}", text) for tag, text in line.texts.items())
        yield f"{line.key} facts", ", ".join(line.facts)
    if law.signed:
        yield "signed", f"by {law.signed.by}, {law.signed.role}, on {law.signed.on}"


def _show_fact(fact: Fact, *head: str) -> str:
    """Return a fact in words: what it says, how sure it is, and where it was read."""
    sources = ", ".join(source.address for source in fact.sources)
    return " · ".join(filter(None, (*head, fact.value, fact.says, fact.conflict, fact.confidence, sources)))


def facts_of(contact: ContactFact) -> dict[str, str]:
    """Return what a contact states, in words, by the name of each fact."""
    return {
        "kind": contact.kind,
        **{f"name {tag}": name for tag, name in contact.name.items()},
        **{f"region {tag}": region for tag, region in contact.region.items()},
        "must print": "yes" if contact.must_print else "",
        "numbers": " / ".join(" ".join((number.printed, number.service)).strip() for number in contact.numbers),
        "from abroad": contact.abroad,
        "web": contact.web,
        "chat": " ".join(contact.chat),
        "WhatsApp": contact.whatsapp,
        "text messages": " ".join(contact.sms).strip(),
        "open": "always" if contact.always else ", ".join(f"{hours.days} {hours.times}" for hours in contact.hours),
        "languages": " ".join(contact.languages),
        "free": "yes" if contact.free else "",
        "private": "yes" if contact.private else "",
        **_list_practice(contact),
        "ages": f"{contact.ages_from}-{contact.ages_under}".strip("-"),
        "sources": ", ".join(source.address for source in contact.sources),
        "confidence": contact.confidence,
        "withheld": contact.withheld,
        "withdrawn": contact.withdrawn.isoformat() if contact.withdrawn else "",
        "checked": f"by {contact.checked.by} on {contact.checked.on}" if contact.checked else "",
    }


def _list_practice(contact: ContactFact) -> dict[str, str]:
    """Return what is known of how a place works, by what it is about."""
    abouts = dict.fromkeys(fact.about for fact in contact.practice)
    return {
        f"practice {about}": " / ".join(_show_fact(fact) for fact in contact.practice if fact.about == about)
        for about in abouts
    }


def _summary(contact: ContactFact) -> str:
    facts = facts_of(contact)
    return " · ".join(filter(None, (contact.kind, facts["numbers"], contact.web, contact.confidence)))


def _list_changes(head: str, before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key, ""), after.get(key, "")
        if old != new and old and new:
            yield f"{head}{key} changed from {old} to {new}"
        elif old != new:
            yield f"{head}{key} {f'is now {new}' if new else f'is no longer said, was {old}'}"
