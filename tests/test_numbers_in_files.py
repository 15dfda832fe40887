"""No number reaches a file but through one function: what the package's own text says, and what its files hold.

PDF has no exponents (ISO 32000-2, 7.3.3). A reader that meets `8.1e-05` reads another number, or loses the page.
"""

import ast
import math
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from booklet.errors import SourceError, raise_errors
from booklet.geometry import Rect, Size
from booklet.impose.lines import write_lines
from booklet.impose.plan import Frame, SheetPlan, SheetWish, shift_backs
from booklet.impose.schemes import SCHEMES, find_wrong_size
from booklet.impose.source import source_pages
from booklet.impose.write import place
from booklet.pdf.objects import serialise
from booklet.pdfnumbers import LARGEST, number, numbers, path_lines
from booklet.values import replace

PACKAGE = Path(__file__).parents[1] / "booklet"

OPERATOR = re.compile(
    r"(?<![\w/])(?:cm|re|rg|RG|sc|SC|scn|SCN|Tf|Td|TD|Tm|TJ|Tj|TL|Tc|Tw|Tz|Ts|BT|ET|q|Q)(?!\w)"
    r"|^ (?:w|m|l|c|v|y|k|K|g|G|d|i|M)(?!\w| [A-Za-z]{3})"
)
"""What an operator looks like in a string: a word that English has not, or one letter right after a hole."""

FREE = re.compile(r"%[-+ #0]*\d*(?:\.\d+)?[eEfFgG]")
"""A place in a string that a number of any form may fill."""

SPECIFIED = re.compile(r"\.\d|[eEfFgGn%]$")
"""What a hole says that shows a number in a form of its own."""

FILES = sorted(PACKAGE.rglob("*.py"))

Defined = ast.FunctionDef | ast.ClassDef


def defined(node: ast.AST) -> Iterator[Defined]:
    """Yield each function and class that stands in a module, or in what it says."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            yield child
        if isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
            yield from defined(child)


class Texts(NamedTuple):
    """What is text by the package's own word: what functions of a name answer, what fields of a name hold."""

    functions: frozenset[str]
    fields: frozenset[str]


@cache
def known_texts() -> Texts:
    """Return the functions whose answer is text by their own word, and the fields that hold text and nothing else.

    mypy holds them to it. No tree of the package is kept: all the garbage collector's rounds would walk through it.
    """
    functions: set[str] = set()
    kinds: dict[str, set[str]] = {}
    for path in FILES:
        for node in defined(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                if isinstance(node.returns, ast.Name) and node.returns.id == "str":
                    functions.add(node.name)
                continue
            for field in node.body:
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    kinds.setdefault(field.target.id, set()).add(ast.unparse(field.annotation))
    return Texts(frozenset(functions), frozenset(name for name, found in kinds.items() if found == {"str"}))


def called(node: ast.expr) -> str:
    """Return the name of the function or method that an expression calls."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def is_text(node: ast.expr, scope: ast.AST) -> bool:
    """Whether an expression is text for sure, so that no number can be in it but one that was written as text."""
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return True
    if isinstance(node, ast.Call):
        return called(node) in known_texts().functions or called(node) == "join"
    if isinstance(node, ast.Attribute):
        return node.attr in known_texts().fields
    if isinstance(node, ast.IfExp):
        return is_text(node.body, scope) and is_text(node.orelse, scope)
    if isinstance(node, ast.Name):
        return is_always_text(node.id, scope)
    return False


def is_always_text(name: str, scope: ast.AST) -> bool:
    """Whether a name is text wherever it is given a value in a function."""
    given: list[bool] = []
    for node in ast.walk(scope):
        if isinstance(node, ast.arg) and node.arg == name:
            given.append(isinstance(node.annotation, ast.Name) and node.annotation.id == "str")
        if isinstance(node, ast.Assign):
            for target in node.targets:
                given += bound(target, node.value, name, scope)
    return bool(given) and all(given)


def bound(target: ast.expr, value: ast.expr, name: str, scope: ast.AST) -> Iterator[bool]:
    if isinstance(target, ast.Name) and target.id == name:
        yield is_text(value, scope)
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, other in zip(target.elts, value.elts, strict=True):
            yield from bound(one, other, name, scope)


def strings(tree: ast.Module) -> Iterator[tuple[ast.JoinedStr, ast.AST]]:
    """Yield each string with holes, and the function it stands in."""
    scopes = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for scope in [tree, *scopes]:
        inner = {
            node for child in ast.walk(scope) if child is not scope and child in scopes for node in ast.walk(child)
        }
        for node in ast.walk(scope):
            if isinstance(node, ast.JoinedStr) and node not in inner:
                yield node, scope


def constant(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def holes(string: ast.JoinedStr) -> Iterator[tuple[str, ast.FormattedValue, str]]:
    """Yield what stands before each hole of a string, the hole, and what stands behind it."""
    around = [None, *string.values, None]
    for before, node, after in zip(around, string.values, around[2:], strict=False):
        if isinstance(node, ast.FormattedValue):
            yield constant(before), node, constant(after)


def says_operators(string: ast.JoinedStr) -> bool:
    texts = [constant(node) for node in string.values]
    return any(OPERATOR.search(text) for text in texts[1:]) or bool(re.match(r"(?:q|Q|BT|/\w+ BMC)\b", texts[0]))


WRITERS = frozenset({"booklet.pdfnumbers", "booklet.pdf.objects", "pikepdf"})
"""Who imports one of these may write into a file."""


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def faults_of(name: str, tree: ast.Module) -> Iterator[str]:
    """Yield where a module writes numbers into operators in a form of its own."""
    writes = not WRITERS.isdisjoint(imported(tree))
    for string, scope in strings(tree):
        for before, hole, _ in holes(string):
            specified = "".join(map(constant, getattr(hole.format_spec, "values", [])))
            if writes and SPECIFIED.search(specified) and not before.endswith("D:"):
                yield f"{name}:{hole.lineno}: a number in a form of its own, {{...:{specified}}}"
            is_name = before.rsplit(" ", 1)[-1].startswith("/")
            if says_operators(string) and not is_name and not is_text(hole.value, scope):
                yield f"{name}:{hole.lineno}: a hole beside operators that is no text: {ast.unparse(hole.value)}"
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant):
            said = node.left.value.decode("latin-1") if isinstance(node.left.value, bytes) else str(node.left.value)
            said = said.replace("%%", "")
            if (writes and FREE.search(said)) or (OPERATOR.search(said) and re.search("%[rs]", said)):
                yield f"{name}:{node.lineno}: a number in a form of its own: {said!r}"
        if writes and isinstance(node, ast.Call) and called(node) == "format":
            yield f"{name}:{node.lineno}: a number in a form of its own: format()"


@pytest.mark.slow
def test_no_module_writes_numbers_into_operators_in_a_form_of_its_own() -> None:
    found = [
        fault
        for path in FILES
        if path != PACKAGE / "pdfnumbers.py"
        for fault in faults_of(path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text("utf-8")))
    ]
    assert not found, "write them with number or numbers of booklet.pdfnumbers:\n" + "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        'return f"{x:.6g} 0 0 1 0 0 cm"',
        'return f"q {x} 0 0 {y} 0 0 cm /P0 Do Q"',
        'return f"{round(x, 3)} w"',
        'return f"/Artifact BMC q {WIDTH} w"',
        'return f"{str(x)} {y} m"',
        'return "%f w" % x',
        'return b"1 0 0 1 0 %g cm" % x',
        'z = x * 2\n    return f"{z} {z} l"',
        'return "{:g} w".format(x)',
        'return "1 0 0 1 %s %s cm" % (x, y)',
        'return " ".join(f"{value:.6g}" for value in (x, y))',
    ],
)
def test_each_way_to_write_a_number_past_the_one_function_is_found(line: str) -> None:
    text = f"from booklet.pdf.objects import number\n\ndef draw(x: float, y: float) -> str:\n    {line}\n"
    assert list(faults_of("spoiled.py", ast.parse(text)))


@pytest.mark.parametrize(
    "line",
    [
        'return f"{number(x)} {number(y)} m"',
        'clip = numbers((x, y))\n    return f"q {clip} re W n /{name} Do Q"',
        'return f"page {x} is more than {y:d} times too wide"',
    ],
)
def test_what_is_written_by_the_one_function_or_for_people_is_no_fault(line: str) -> None:
    text = f"from booklet.pdf.objects import number\n\ndef draw(x: float, y: float) -> str:\n    {line}\n"
    assert not list(faults_of("fine.py", ast.parse(text)))


PLAIN = re.compile(r"-?\d+(?:\.\d+)?")

FINITE = st.floats(-LARGEST, LARGEST, exclude_min=True, exclude_max=True)


@given(value=FINITE | st.floats(-1e-3, 1e-3), decimals=st.sampled_from([3, 4, 6, 8, 10]))
def test_a_number_has_no_exponent_and_is_as_near_as_its_decimals(value: float, decimals: int) -> None:
    written = number(value, decimals)
    assert PLAIN.fullmatch(written)
    assert written != "-0"
    assert abs(Decimal(written) - Decimal(value)) <= Decimal("0.5") * Decimal(10) ** -decimals


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.0, "0"),
        (0.0004, "0"),
        (0.0006, "0.001"),
        (0.0996, "0.1"),
        (0.1234, "0.1234"),
        (99.9996, "99.9996"),
        (999.9994, "999.999"),
        (999.9996, "1000"),
        (1000.0, "1000"),
        (1000.0006, "1000.001"),
        (1234.5678, "1234.568"),
        (14400.125, "14400.125"),
        (99999.9994, "99999.999"),
        (1234567.891, "1234567.891"),
        (2147483647.0, "2147483647"),
    ],
)
def test_a_large_number_is_as_near_as_a_small_one(value: float, written: str) -> None:
    """A thousandth of a point, wherever on a sheet it stands: six digits would be a tenth of a point at 10,000."""
    assert number(value) == written
    assert number(-value) == (f"-{written}" if written != "0" else "0")
    assert abs(Decimal(written) - Decimal(value)) <= Decimal("0.0005")


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e308, -1e308, 2.0**31])
def test_what_is_no_number_of_a_file_is_never_written(value: float) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        number(value)
    with pytest.raises(ValueError, match="cannot be written"):
        numbers([1, value])
    with pytest.raises(ValueError, match="cannot be written"):
        serialise([value])
    with pytest.raises(ValueError, match="cannot be written"):
        path_lines(["m"], [0, value])


@pytest.mark.parametrize("corners", [(1, 2, 10.5, 3), (0.005, 7.115, 679.165, 7.125), (9, 8, -0.31, -77.777)])
def test_a_rectangle_is_one_operator_and_ends_where_its_corners_stand(corners: tuple[float, ...]) -> None:
    left, low, right, top = corners
    *four, operator = path_lines("mlllh", (left, low, right, low, right, top, left, top)).split()
    x, y, width, height = map(Decimal, four)
    assert operator == "re"
    assert [f"{place:.2f}" for place in (x, y, x + width, y + height)] == [f"{place:.2f}" for place in corners]
    turned = path_lines("mlllh", (left, low, left, top, right, top, right, low))
    slanted = path_lines("mlllh", (left, low, right, low, right + 1, top, left, top))
    open_path = path_lines("mlll", (left, low, right, low, right, top, left, top))
    assert not any("re" in written for written in (turned, slanted, open_path))


TOKEN = re.compile(rb"<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\)])*\)|/[^\s\[\]<>()/]*|[^\s\[\]<>()/]+")

WRITTEN = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)|[A-Za-z'\"]+[01]?\*?")
"""A number as PDF has it (7.3.3), or an operator."""


def no_tokens(content: bytes) -> list[bytes]:
    """Return what in a content stream is no string, name, operator or number that PDF knows."""
    tokens = (token for token in TOKEN.findall(content) if token[:1] not in b"<(/")
    return [token for token in tokens if not WRITTEN.fullmatch(token) or token.lower() in {b"nan", b"inf"}]


@pytest.mark.parametrize("bad", [b"8.1e-05", b"nan", b"inf", b"-inf", b"1E5", b"1_0", b"--1"])
def test_what_is_no_number_is_found_in_a_stream(bad: bytes) -> None:
    assert no_tokens(b"q 1 0 0 1 0 " + bad + b" cm /e1 Do <00E5> Tj (8e-5) Tj Q T* d0") == [bad]


@pytest.mark.slow
def test_no_stream_of_a_whole_booklet_holds_what_is_no_number(press_booklet: bytes) -> None:
    with pikepdf.open(BytesIO(press_booklet)) as pdf:
        streams = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
        forms = [thing for thing in streams if thing.get("/Subtype") == "/Form"]
        pages = [content for page in pdf.pages for content in page.obj.Contents]
        assert len(forms) > 5 and len(pages) >= 28
        assert not [found for stream in (*forms, *pages) for found in no_tokens(stream.read_bytes())]


LENGTH = st.floats(20, 3000)

SHIFT = st.floats(-40, 40) | st.sampled_from([0.0, 8.1e-5, -4e-6, 1e-12])


@pytest.mark.slow
@given(
    scheme=st.sampled_from(list(SCHEMES)),
    size=st.builds(Size, LENGTH, LENGTH),
    corner=st.tuples(SHIFT, SHIFT),
    rotation=st.sampled_from([0, 90, 180, 270]),
    wish=st.builds(
        SheetWish,
        sheet=st.none() | st.builds(Size, LENGTH, LENGTH),
        margin=st.floats(0, 100),
        is_rtl=st.booleans(),
        has_marks=st.booleans(),
        bleed=st.floats(0, 20),
        caliper=st.floats(0, 2),
        gap=st.floats(0, 50),
        overlap=st.floats(25, 100),
        scale=st.floats(0.01, 4),
        grind=st.floats(0, 20),
        short=st.floats(6, 20),
        back_shift=st.tuples(SHIFT, SHIFT),
    ),
)
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.filter_too_much])
def test_no_sheet_of_any_scheme_holds_what_is_no_number(
    scheme: str, size: Size, corner: tuple[float, float], rotation: int, wish: SheetWish
) -> None:
    frame = Frame(Rect(*corner, *size), Rect(*corner, *size).grown(5), rotation, 1.0)
    count = {"fold": 4, "roll-fold": 6, "z-fold": 6, "zine": 8}.get(scheme, 2)
    try:
        plan = shift_backs(SCHEMES[scheme](source_pages([frame] * count), wish, "a.pdf"), *wish.back_shift)
        raise_errors(find_wrong_size(plan, "a.pdf"))
    except SourceError:
        reject()
    sides = plan.sides[:4]
    assert not no_tokens(" ".join(place(spot, frame) for side in sides for spot in side.spots[:50]).encode())
    bare = SheetPlan(tuple(replace(side, spots=()) for side in sides), plan.duplex)
    with pikepdf.open(BytesIO(write_lines(bare, "sheets"))) as pdf:
        assert not [found for page in pdf.pages for found in no_tokens(page.obj.Contents.read_bytes())]
        boxes = b" ".join(
            page.obj[key].unparse() for page in pdf.pages for key in ("/MediaBox", "/TrimBox", "/BleedBox")
        )
        assert not no_tokens(boxes)
