"""A catalogue as the text of a PO file: an entry a message, a line a string, so that changes show what changed."""

from collections.abc import Iterable, Iterator, Mapping

from booklet.words.catalogue import Catalogue, Message, MessageSlot

ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def po_text(catalogue: Catalogue, known: Iterable[MessageSlot], notes: Mapping[str, tuple[str, ...]]) -> str:
    """Return the file of a catalogue: the guide's messages in its order, then those it no longer has.

    `notes` are for translators, by context.
    """
    found, order = catalogue.messages, [slot.context for slot in known]
    files = {slot.context: slot.where.file for slot in known}
    others = [context for context in found if context not in files]
    entries = [
        "\n".join(_entry(found[context], notes.get(context, ()), files.get(context, "")))
        for context in (*order, *others)
        if context in found
    ]
    obsolete = "\n".join(catalogue.obsolete).replace("\n#~ msgctxt", "\n\n#~ msgctxt")
    return "\n\n".join(("\n".join(_head(catalogue)), *entries, *filter(None, (obsolete,)))) + "\n"


def _head(catalogue: Catalogue) -> Iterator[str]:
    yield from (f"# {line}".rstrip() for line in catalogue.remarks)
    yield 'msgid ""'
    yield 'msgstr ""'
    yield from (f'"{f"{key}: {value}".translate(ESCAPES)}\\n"' for key, value in catalogue.header.items())


def _entry(message: Message, notes: Iterable[str], file: str) -> Iterator[str]:
    yield from (f"# {line}".rstrip() for line in message.remarks)
    yield from (f"#. {note}" for note in notes)
    if file:
        yield f"#: {file}"
    if message.flags:
        yield f"#, {', '.join(message.flags)}"
    if message.previous:
        yield f"#| msgid {_quote(message.previous)}"
    yield f"msgctxt {_quote(message.context)}"
    yield f"msgid {_quote(message.source)}"
    yield f"msgstr {_quote(message.text)}"


def _quote(text: str) -> str:
    return f'"{text.translate(ESCAPES)}"'


def obsolete_lines(message: Message) -> tuple[str, ...]:
    """Return an entry that the guide no longer uses, as lines that programs skip."""
    return tuple(f"#~ {line}" for line in _entry(message, (), ""))
