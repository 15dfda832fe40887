"""Passages that differ from known ones in the strings they show: everything else of them is known."""

import re
from collections.abc import Sequence
from dataclasses import replace

from booklet.check.preflight.model import Mark
from booklet.check.preflight.read.passages import Memory, Passage, Pattern, Show, has_ground
from booklet.check.preflight.read.plain import UnfitError
from booklet.check.preflight.read.replay import FileLibrary
from booklet.check.preflight.read.strings import TextCursor

_SHOWN = re.compile(rb"\[([^\]]*)\]TJ")


def outline_of(content: bytes) -> tuple[bytes, list[bytes]]:
    """Return content without what it shows, and that.

    >>> outline_of(b"BT /F 9 Tf [<0041>-20<0042>]TJ ET")
    (b'BT /F 9 Tf []TJ ET', [b'<0041>-20<0042>'])
    """
    pieces = _SHOWN.split(content)
    return b"[]TJ".join(pieces[::2]), pieces[1::2]


def filled(pattern: Pattern, shown: Sequence[bytes], library: FileLibrary, memory: Memory) -> Passage:
    """Return the passage that a pattern makes of strings; raise `UnfitError` for what are none."""
    cursor, strings = TextCursor(), iter(shown)
    codes: dict[str, set[int]] = {}
    marks: list[Mark] = []
    for mark in pattern.marks:
        if not isinstance(mark, Show):
            marks.append(mark)
            continue
        font = mark.state.text.font
        assert font is not None
        state = mark.state.copied()
        state.text.font = library.here(font)
        if mark.start is not None:
            cursor.place(mark.start)
        text = cursor.show(_parts(next(strings)), state)
        if cursor.hidden is not None:
            raise UnfitError("a string that nobody sees")
        codes.setdefault(font.label, set()).update(cursor.codes)
        if text is not None:
            marks.append(text)
    bits = tuple((label, sum([1 << code for code in own])) for label, own in codes.items())
    serial = memory.next_number()
    return replace(
        pattern.passage,
        marks=tuple(marks),
        codes=bits,
        serial=serial,
        grounds=(serial,) if pattern.passage.ground else (),
        has_text=has_ground(marks),
        is_usual=library.is_usual(bits),
    )


def _parts(shown: bytes) -> list[bytes | float]:
    """Return the strings and numbers of an array.

    >>> _parts(b"<4142>-20<43>")
    [b'AB', -20.0, b'C']
    """
    first, *rest = shown.split(b"<")
    parts: list[bytes | float] = [float(number) for number in first.split()]
    try:
        for piece in rest:
            digits, _, numbers = piece.partition(b">")
            parts.append(bytes.fromhex(digits.decode()))
            if numbers:
                parts += map(float, numbers.split())
    except ValueError as error:
        raise UnfitError("an array that holds more than strings and numbers") from error
    return parts
