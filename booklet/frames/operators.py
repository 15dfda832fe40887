"""Whether what somebody else draws is a drawing: operators with their operands, in an order that readers follow.

What is not is taken by readers in other ways: an array that is not closed swallows what stands behind it.
"""

from collections.abc import Iterable

from booklet.pdfnumbers import is_number
from booklet.text.compose import Line
from booklet.typeset.placed import DrawingColour

PAINTS = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*"])

MOST_NESTED = 20
"""States within states: PDF/A allows 28 (ISO 19005-2, 6.1.13), and a page has some of its own."""

_OPERANDS = {
    **dict.fromkeys([*PAINTS, "q", "Q", "h", "n", "W", "W*", "BT", "ET", "T*"], 0),
    **dict.fromkeys(["w", "J", "j", "M", "TL", "Tc", "Tw", "Tz", "Ts"], 1),
    **dict.fromkeys(["m", "l", "Td"], 2),
    **dict.fromkeys(["v", "y", "re"], 4),
    **dict.fromkeys(["cm", "c", "Tm"], 6),
}

OPERATORS = frozenset([*_OPERANDS, "d"])
"""What a drawing may consist of: it names nothing, shows nothing by itself, and covers nothing in part."""

_BEGINS, _GOES_ON = frozenset(["m", "re"]), frozenset(["l", "c", "v", "y", "h", "W", "W*"])

_IN_TEXT = frozenset(["Tm", "Td", "T*", "ET"])

_ANYWHERE = frozenset(["TL", "Tc", "Tw", "Tz", "Ts", "w", "J", "j", "M", "d"])


def is_balanced(content: Iterable[str | DrawingColour | Line]) -> bool:
    """Tell whether what follows a drawing finds the state that it began in.

    >>> is_balanced(["q BT"]), is_balanced(["q", "BT ET Q"])
    (False, True)
    """
    depths = {"q": 0, "BT": 0}
    for token in (token for part in content if isinstance(part, str) for token in part.split()):
        begun = {"Q": "q", "ET": "BT"}.get(token, token)
        if begun in depths:
            depths[begun] += 1 if token == begun else -1
            if not 0 <= depths[begun] <= (1 if begun == "BT" else MOST_NESTED):
                return False
    return not any(depths.values())


def is_drawing(content: Iterable[str | DrawingColour | Line]) -> bool:
    """Tell whether a drawing, which is balanced, is written as one: numbers are where their operators want them.

    >>> is_drawing(["0 0 5 5 re f"]), is_drawing(["0 0 5 re f"]), is_drawing(["[1 2"]), is_drawing(["BT 0 0 m h ET"])
    (True, False, False, False)
    """
    in_text = in_path = False
    given: list[str] = []
    for part in content:
        if not isinstance(part, str):
            if given or in_path or (isinstance(part, Line) and not in_text):
                return False
            continue
        for token in part.split():
            if token not in OPERATORS:
                given.append(token)
                continue
            if not _has_operands(token, given) or not _is_in_place(token, in_text=in_text, in_path=in_path):
                return False
            given = []
            in_text = token == "BT" or (in_text and token != "ET")
            in_path = token in _BEGINS or (in_path and token in _GOES_ON)
    return not given


def _is_in_place(operator: str, *, in_text: bool, in_path: bool) -> bool:
    """Tell whether an operator may stand in a text or in a path, or outside of them (ISO 32000-2, figure 9)."""
    if in_text:
        return operator in _IN_TEXT or operator in _ANYWHERE
    if in_path:
        return operator in _BEGINS or operator in _GOES_ON or operator in PAINTS or operator == "n"
    return operator not in _IN_TEXT and operator not in _GOES_ON  # ReportLab paints empty paths


def _has_operands(operator: str, given: list[str]) -> bool:
    if operator == "d":
        lengths, phase = given[1:-2], given[-1:]
        brackets = [given[:1], given[-2:-1]]
        is_dash = brackets == [["["], ["]"]] and all(map(is_number, [*lengths, *phase])) and len(given) >= len("[]0")
        return is_dash and all(float(one) >= 0 for one in lengths) and (not lengths or any(map(float, lengths)))
    if len(given) != _OPERANDS[operator] or not all(map(is_number, given)):
        return False
    if operator in {"J", "j"}:
        return given[0] in {"0", "1", "2"}
    return float(given[0]) >= 0 if operator == "w" else float(given[0]) >= 1 if operator == "M" else True
