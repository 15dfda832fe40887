"""The words of a scene: which message stands where, and who says it; never the letters themselves."""

from booklet.art.part import Point
from booklet.geometry import mm
from booklet.look.layout import Theme
from booklet.scenes.model import Words
from booklet.sources.figures import parse_decimal
from booklet.sources.record import Record

KINDS = ("caption", "bubble", "thought", "signed", "message")
"""What words in a panel may be: the narrator's, spoken, thought, signed, typed."""

PAGE_KINDS = (
    *("title", "lead", "text", "sign", "note", "myth", "way", "tread"),
    *("arm", "line", "tick", "dot", "question", "tile", "block"),
)
"""What words on a page may be; a block is set as on other pages, a tile holds all words of a card's front; ways to get
help and treads are on posters."""

COVER_KINDS = ("card", "foot", "publisher", "logo")
"""What stands on covers beside their words: whom to call, for whom the booklet is, who publishes it, and a logo."""

FREE_KINDS = ("stamp",)
"""What a cover may have a place for and need not: the box for a stamp, as large as `measure` and `room` at most."""

POINTS = ("on", "back", "none")
"""Where the point of an arm may be: at its end, at its start, nowhere."""

VOICES = {"": "white", "helpline": "tide", "phone": "tide", "other": "oat"}
"""The ink of a bubble by whose voice it is: somebody seen, the helpline, the unseen other."""

LARGEST = 500.0
"""Millimetres that a place or a measure has at most."""


def read_words(record: Record, theme: Theme) -> Words:
    """Return words of a panel."""
    known = (*KINDS, *PAGE_KINDS, *COVER_KINDS, *FREE_KINDS)
    kind = next((kind for kind in known if kind in record), "")
    if not kind:
        hint = f"begin with {', '.join(f'{one}:' for one in known[:-1])} or {known[-1]}:"
        record.fault("unknown-words", record.where, "words say what they are", hint)
    ink = VOICES[record.choice("voice", VOICES, "")]
    if kind in PAGE_KINDS or kind in COVER_KINDS:
        ink = record.choice("ground", theme.grounds, "oat" if kind == "note" else "white")
    return Words(
        kind=kind or "caption",
        name=record.text(kind) if kind else "",
        at=_point(record, "at") or (0.0, 0.0),
        measure=mm(record.number("measure", least=5)),
        is_fixed=_is_yes(record, "fixed"),
        up=_is_yes(record, "up"),
        by=record.text("by", ""),
        to=_point(record, "to"),
        gap=mm(record.number("gap", 0.0)) if "gap" in record else None,
        ink=record.choice("avatar", theme.inks, "lilac") if kind == "message" else ink,
        is_gone=_is_yes(record, "gone"),
        is_strong=_is_yes(record, "strong"),
        is_numbered=_is_yes(record, "numbered"),
        points=record.choice("points", POINTS, "on"),
        room=mm(record.number("room", 0.0)),
        where=record.where,
    )


def _is_yes(record: Record, key: str) -> bool:
    return record.choice(key, ("yes", "no"), "no") == "yes"


def _point(record: Record, key: str) -> Point | None:
    """Return a place in millimetres from the upper start corner of a panel."""
    if key not in record:
        if key == "at":
            record.text("at")
        return None
    text = record.text(key)
    try:
        x, y = (parse_decimal(part, -LARGEST, LARGEST) for part in text.split())
    except ValueError:
        hint = "write millimetres from the panel's corner: 33 7"
        record.fault("wrong-type", record.place(key), f'"{key}: {text}" is not understood', hint)
        return None
    return mm(x), mm(y)
