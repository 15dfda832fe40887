"""Catalogues changed: to the English of today, or by an agency's table; values in, values and findings out."""

from collections.abc import Iterable, Mapping
from datetime import date

from booklet.errors import Finding, Severity, Where, did_you_mean
from booklet.translators.pofile import obsolete_lines
from booklet.values import Frozen, replace
from booklet.words.catalogue import FUZZY, Catalogue, Message, MessageSlot, TranslationState, find_fixed_parts, state_of
from booklet.words.cldr import plural_rule


class CatalogueRow(Frozen):
    """A line of a table: the message's context, its English, and the translation.

    `state` is what the catalogue said about it, or what those say who send it (`is_theirs`), `before` the English that
    an outdated translation was made for.
    """

    context: str
    source: str
    text: str
    where: Where
    state: str = ""
    before: str = ""
    remarks: tuple[str, ...] = ()
    is_theirs: bool = False


def catalogue_rows(catalogue: Catalogue) -> tuple[CatalogueRow, ...]:
    """Return the rows of a catalogue that somebody sends back."""
    return tuple(
        CatalogueRow(
            message.context,
            message.source,
            message.text,
            message.where,
            TranslationState.STALE
            if message.is_fuzzy and message.previous
            else TranslationState.FUZZY
            if message.is_fuzzy
            else "",
            message.previous,
            message.remarks,
            is_theirs=True,
        )
        for message in catalogue.messages.values()
    )


def new_header(locale: str, made: date) -> dict[str, str]:
    """Return the header of a catalogue that nobody has signed."""
    return {
        "Project-Id-Version": "booklet",
        "PO-Revision-Date": f"{made.isoformat()} 00:00+0000",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": locale.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_rule(locale),
    }


def update_catalogue(catalogue: Catalogue, known: Mapping[str, MessageSlot]) -> Catalogue:
    """Return a catalogue with the messages of today: new ones empty, changed ones outdated, lost ones out of use.

    An outdated message keeps its translation and the English it was made for; if that returns, it holds again.
    """
    found = catalogue.messages
    messages = {context: _update_message(found.get(context), slot) for context, slot in known.items()}
    lost = [message for context, message in found.items() if context not in known and message.text]
    obsolete = tuple(line for message in lost for line in obsolete_lines(message))
    return replace(catalogue, messages=messages, obsolete=(*catalogue.obsolete, *obsolete))


def _update_message(message: Message | None, slot: MessageSlot) -> Message:
    if message is None or not message.text:
        return Message(slot.context, slot.text, "", slot.where, remarks=message.remarks if message else ())
    if message.source == slot.text:
        return message
    others = tuple(flag for flag in message.flags if flag != FUZZY)
    if message.made_for == slot.text:  # the English has come back
        return replace(message, source=slot.text, previous="", flags=others)
    if message.is_fuzzy and not message.previous:  # it never held, so nothing is to be kept
        return replace(message, source=slot.text)
    return replace(message, source=slot.text, previous=message.made_for, flags=(FUZZY, *others))


class Imported(Frozen):
    """A catalogue with the translations of some rows, by context: those taken, those kept as unsure, and findings."""

    catalogue: Catalogue
    taken: tuple[str, ...]
    unsure: tuple[str, ...]
    findings: tuple[Finding, ...]


def import_rows(
    catalogue: Catalogue, rows: Iterable[CatalogueRow], known: Mapping[str, MessageSlot], *, force: bool = False
) -> Imported:
    """Return a catalogue with the translations of some rows, and findings about the others.

    A translation that holds is not overwritten unless `force` says so. One for another English comes in outdated. One
    that has lost a placeholder is kept as unsure where nothing holds, so that no work is lost and none of it printed.
    Remarks are always kept.
    """
    today = update_catalogue(catalogue, known)
    messages = dict(today.messages)
    findings: list[Finding] = []
    taken: list[str] = []
    unsure: list[str] = []
    seen: dict[str, CatalogueRow] = {}
    for row in rows:
        fault = _fault(row, known, seen)
        if fault:
            findings.append(fault)
        if row.context not in known:
            continue
        messages[row.context] = _add_remarks(messages[row.context], row)
        if fault or not row.text.strip():
            continue
        old, slot = messages[row.context], known[row.context]
        if find_fixed_parts(row.text) != find_fixed_parts(slot.text):
            findings.append(lost_finding(slot, row.text, row.where))
            if state_of(slot, old) is not TranslationState.TRANSLATED:
                messages[row.context] = _keep_unsure(row, old)
                unsure.append(row.context)
        elif fault := _report_overwriting(row, old, slot, force=force):
            findings.append(fault)
        else:
            seen[row.context] = row
            messages[row.context] = _take_row(row, old, slot)
            taken.append(row.context)
    return Imported(replace(today, messages=messages), tuple(taken), tuple(unsure), tuple(findings))


def _fault(row: CatalogueRow, known: Mapping[str, MessageSlot], seen: Mapping[str, CatalogueRow]) -> Finding | None:
    """Return why a row cannot be taken over at all."""
    if row.context not in known:
        hint = did_you_mean(row.context, known, "take the contexts of words export")
        return Finding("unknown-message", row.where, f'no message is called "{row.context}"', hint)
    if row.context in seen:
        message = f'"{row.context}" stands already at {seen[row.context].where}'
        return Finding("duplicate-message", row.where, message, "delete one of them; the first counts")
    return None


def lost_finding(slot: MessageSlot, text: str, where: Where, severity: Severity = Severity.ERROR) -> Finding:
    """Return the placeholders and link targets that a translation has lost or added."""
    message = f'"{slot.context}" {say_lost(slot, text)}: “{text}”'
    return Finding("placeholder-lost", where, message, f"keep what ours has: “{slot.text}”", severity)


def say_lost(slot: MessageSlot, text: str) -> str:
    """Return in words which placeholders and link targets a translation has lost or added."""
    (names, targets), (ours, leads) = find_fixed_parts(text), find_fixed_parts(slot.text)
    missing = [f"{{{name}}}" for name in ours if name not in names] + [lead for lead in leads if lead not in targets]
    extra = [f"{{{name}}}" for name in names if name not in ours] + [lead for lead in targets if lead not in leads]
    said = "; ".join(
        f"{what} {', '.join(parts)}" for what, parts in (("has lost", missing), ("has besides", extra)) if parts
    )
    return said or "says a placeholder or link more or less often"


def _report_overwriting(row: CatalogueRow, old: Message, slot: MessageSlot, *, force: bool) -> Finding | None:
    holds = bool(old.text) and state_of(slot, old) is TranslationState.TRANSLATED
    if force or not holds or old.text == row.text:
        return None
    message = f'"{row.context}" is translated already: “{old.text}”'
    return Finding("would-overwrite", row.where, message, "import with --force to write over it")


def _add_remarks(message: Message, row: CatalogueRow) -> Message:
    """Return a message with the remarks of a row after its own, whether or not its translation can be taken."""
    new = (line for line in row.remarks if line not in message.remarks)
    return replace(message, remarks=(*message.remarks, *new))


def _keep_unsure(row: CatalogueRow, old: Message) -> Message:
    """Return a message in the words of a row that cannot be printed as they are."""
    others = tuple(flag for flag in old.flags if flag != FUZZY)
    return replace(old, text=row.text, previous="", flags=(FUZZY, *others), where=row.where)


def _take_row(row: CatalogueRow, old: Message, slot: MessageSlot) -> Message:
    """Return a message in the words of a row: changed words hold from now on, unless those who send them are unsure.

    Others stay what they were; a table that went out before they were found good does not make them unsure again.
    """
    if not row.is_theirs and old.text == row.text and state_of(slot, old) is TranslationState.TRANSLATED:
        return old
    others = tuple(flag for flag in old.flags if flag != FUZZY)
    new = replace(old, text=row.text, previous="", flags=others, where=row.where)
    if row.source.strip() not in ("", slot.text.strip()):
        return replace(new, previous=row.source, flags=(FUZZY, *others))
    is_new = bool(old.text) and old.text != row.text and not row.is_theirs
    if is_new or row.state not in (TranslationState.FUZZY, TranslationState.STALE):
        return new
    return replace(new, previous=row.before, flags=(FUZZY, *others))
