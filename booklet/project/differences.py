"""The differences between two country files, in words, for whoever reads what a partner sends back."""

from collections.abc import Iterator

from booklet.facts.insert import ContactFact, Insert


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
    laws = (
        {f"{key} {tag}": text for key, lines in insert.law.items() for tag, text in lines.items()}
        for insert in (old, new)
    )
    yield from _list_changes("law ", *laws)


def facts_of(contact: ContactFact) -> dict[str, str]:
    """Return what a contact states, in words, by the name of each fact."""
    return {
        "kind": contact.kind,
        **{f"name {tag}": name for tag, name in contact.name.items()},
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
        "ages": f"{contact.ages_from}-{contact.ages_under}".strip("-"),
        "sources": ", ".join(source.address for source in contact.sources),
        "confidence": contact.confidence,
        "withheld": contact.withheld,
        "withdrawn": contact.withdrawn.isoformat() if contact.withdrawn else "",
        "checked": f"by {contact.checked.by} on {contact.checked.on}" if contact.checked else "",
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
