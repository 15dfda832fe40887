"""Content that is written as plainly as ours, in operators and their operands: no strings in brackets, no comments."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pikepdf import Name

from booklet.check.preflight.read.content import OPERATORS


class UnfitError(Exception):
    """A file that cannot be read in passages; it has to be read as a whole."""


class Step(NamedTuple):
    """An operator with its operands: numbers, names, strings as bytes, arrays as lists."""

    operator: str
    operands: list[Any]


_TOKENS = re.compile(rb"<<|>>|<[0-9A-Fa-f]*>|/[^\s/<>\[\]]+|[\[\]]|[^\s/<>\[\]]+")
_SPACE = b" \t\r\n\f\0"
_FIGURES = b"+-.0123456789"
_PASSED_OVER = {"BMC", "BDC", "EMC", "MP", "DP", "ET", "h", "i", "j", "J", "M", "d", "ri"}
_KNOWN = {name.encode(): name for name in {*OPERATORS, *_PASSED_OVER} - {"INLINE IMAGE", "'", '"'}}
_UNSAFE = re.compile(rb"[(){}%#]")


def steps_of(content: bytes) -> Sequence[Step]:
    """Return the operators of some content; raise `UnfitError` for all that is not plain.

    >>> steps_of(b"/A <</MCID 4>> BDC [<4142>-20]TJ")[1]
    Step(operator='TJ', operands=[[b'AB', -20.0]])
    """
    tokens = _TOKENS.findall(content)
    if _UNSAFE.search(content) or b"".join(tokens) != content.translate(None, _SPACE):
        raise UnfitError("strings, comments or other things in the content")
    try:
        return _steps(iter(tokens))
    except ValueError as error:
        raise UnfitError("a number that is none") from error


def _steps(tokens: Iterator[bytes]) -> list[Step]:
    steps: list[Step] = []
    operands: list[Any] = []
    outer: list[Any] | None = None
    for token in tokens:
        operator = _KNOWN.get(token)
        if operator is not None:
            if outer is not None:
                raise UnfitError("an operator in an array")
            steps.append(Step(operator, operands))
            operands = []
        elif not token.strip(_FIGURES):
            operands.append(float(token))
        elif token == b"[" and outer is None:
            outer, operands = operands, []
        elif token == b"]" and outer is not None:
            operands, outer = [*outer, operands], None
        elif token == b"<<":
            _pass_over(tokens)
            operands.append(None)
        else:
            operands.append(_operand(token))
    if operands or outer is not None:
        raise UnfitError("content ends without an operator")
    return steps


def _pass_over(rest: Iterator[bytes]) -> None:
    """Pass over a dictionary, which only tags have."""
    for token in rest:
        if token == b">>":
            return
        if token == b"<<":
            break
    raise UnfitError("a dictionary in the content")


def _operand(token: bytes) -> Any:
    first = token[:1]
    if first == b"/":
        return Name(token.decode("ascii"))
    if first == b"<" and token != b"<<":
        digits = token[1:-1].decode()
        return bytes.fromhex(digits if len(digits) % 2 == 0 else digits + "0")
    raise UnfitError("an operator that nobody knows")
