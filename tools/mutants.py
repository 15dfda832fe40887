"""Mutants of a module: the same text with one small thing changed that a test should see.

Positions come from the syntax tree and texts are replaced as bytes, so that all else of a file stays as it is.
"""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import accumulate
from typing import NamedTuple

_COMPARED: Mapping[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Eq),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Eq),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
"""A bound that lies one further, and the opposite."""

_COUNTED: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}

_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}

_KEPT = frozenset({"cache", "lru_cache", "cached_property", "kept"})
"""What only saves time: without it nobody sees a difference."""


class Mutant(NamedTuple):
    """One change: the bytes from `start` to `end` of a file become others.

    `within` names what holds them, `nth` counts equal changes there. With these, and without its line, it is known.
    """

    file: str
    line: int
    within: str
    was: str
    becomes: str
    nth: int
    start: int
    end: int

    def applied_to(self, source: bytes) -> bytes:
        """Return a file with the change."""
        return source[: self.start] + self.becomes.encode() + source[self.end :]


Change = tuple[ast.AST, str]
"""What is replaced, and what stands there instead."""


def mutants_of(source: bytes, file: str) -> Iterator[Mutant]:
    """Yield all mutants of a module, in the order of its text.

    >>> [found.becomes for found in mutants_of(b"def may(day): return day < 2", "a.py")]
    ['return None', '(day <= 2)', '(day >= 2)', '3']
    """
    starts = list(accumulate(map(len, source.splitlines(keepends=True)), initial=0))
    found = []
    for within, (node, becomes) in _changes_in(ast.parse(source), ""):
        assert isinstance(node, (ast.expr, ast.stmt))
        assert node.end_lineno is not None and node.end_col_offset is not None
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[node.end_lineno - 1] + node.end_col_offset
        if becomes == NO_DECORATOR:
            start, becomes = start - 1, ""
        was = " ".join(source[start:end].decode().split())
        found.append(Mutant(file, node.lineno, within, was, becomes, 1, start, end))
    seen: Counter[tuple[str, ...]] = Counter()
    ordered = sorted(found, key=lambda one: (one.start, one.end, one.becomes))
    for one in ordered:
        seen[one.within, one.was, one.becomes] += 1
        yield one._replace(nth=seen[one.within, one.was, one.becomes])


def digest_of(mutant: Mutant, seed: str) -> str:
    """Return what orders mutants by chance: it changes with their own words alone, not with the lines around them."""
    said = (seed, mutant.file, mutant.within, mutant.was, mutant.becomes, str(mutant.nth))
    return sha256("\n".join(said).encode()).hexdigest()


NO_DECORATOR = "no decorator"


def _changes_in(node: ast.AST, within: str) -> Iterator[tuple[str, Change]]:
    """Yield the changes below a node; not those of types, of messages, and of what we only assert of ourselves."""
    for child in ast.iter_child_nodes(node):
        inside = within
        if isinstance(child, (ast.FunctionDef, ast.ClassDef)):
            inside = f"{within}.{child.name}".lstrip(".")
        if not _is_left_out(child):
            yield from ((inside, change) for change in _changes_of(child))
            yield from _changes_in(_without_types(child), inside)


def _is_left_out(node: ast.AST) -> bool:
    match node:
        case ast.If(ast.Name("TYPE_CHECKING")) | ast.Assert() | ast.keyword("strict"):
            return True
    return isinstance(node, (ast.JoinedStr, ast.Import, ast.ImportFrom))


def _without_types(node: ast.AST) -> ast.AST:
    if isinstance(node, ast.arg):
        return ast.Pass()
    if isinstance(node, ast.AnnAssign):
        return ast.Expr(node.value) if node.value else ast.Pass()
    if isinstance(node, ast.FunctionDef):
        return ast.Module([ast.Expr(default) for default in _defaults(node.args)] + node.body, [])
    return node


def _defaults(arguments: ast.arguments) -> list[ast.expr]:
    return [*arguments.defaults, *filter(None, arguments.kw_defaults)]


def _changes_of(node: ast.AST) -> Iterator[Change]:
    yield from _changes_of_value(node)
    yield from _changes_of_condition(node)
    yield from _changes_of_statement(node)


def _changes_of_value(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Constant(value=bool(value)):
            yield node, str(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield node, str(0 if value == 1 else value + 1)
        case ast.BinOp(_, ast.BitOr(), ast.Constant(value=None)):
            return  # a type
        case ast.BinOp(left, operator, right) if other := _COUNTED.get(type(operator)):
            yield node, _say(ast.BinOp(left, other(), right))
        case ast.UnaryOp(ast.USub(), operand):
            yield node, _say(operand)
        case ast.Call(ast.Name(name)) if name in _CALLED:
            yield node.func, _CALLED[name]
        case ast.IfExp(_, body, orelse):
            yield from ((node, _say(one)) for one in (body, orelse))


def _changes_of_condition(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare(left, operators, compared):
            for place, operator in enumerate(operators):
                for other in _COMPARED[type(operator)]:
                    changed = [*operators[:place], other(), *operators[place + 1 :]]
                    yield node, _say(ast.Compare(left, changed, compared))
        case ast.BoolOp(operator, values):
            yield node, _say(ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values))
            for place in range(len(values)):
                rest = [*values[:place], *values[place + 1 :]]
                yield node, _say(ast.BoolOp(operator, rest) if len(rest) > 1 else rest[0])
        case ast.UnaryOp(ast.Not(), operand):
            yield node, _say(operand)
        case ast.comprehension(ifs=conditions):
            yield from ((condition, "True") for condition in conditions)
        case ast.If(test) if isinstance(test, (ast.Name, ast.Call, ast.Attribute)):
            yield test, _say(ast.UnaryOp(ast.Not(), test))


def _changes_of_statement(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Return(ast.Constant(value=bool() | None) | None):
            return  # true and false are changed themselves
        case ast.Return():
            yield node, "return None"
        case ast.Continue() | ast.Break() | ast.AugAssign() | ast.Raise():
            yield node, "pass"
        case ast.Expr(ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield node, "pass" if isinstance(node.value, ast.Call) else "yield from ()"
        case ast.FunctionDef(decorator_list=decorators):
            yield from ((one, NO_DECORATOR) for one in decorators if _name(one) not in _KEPT)


def _name(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.id if isinstance(called, ast.Name) else ""


def _say(value: ast.expr) -> str:
    """Return an expression as text, in brackets where it might be torn apart by what stands around it."""
    said = ast.unparse(ast.fix_missing_locations(value))
    return said if isinstance(value, (ast.Name, ast.Attribute, ast.Constant, ast.Call, ast.Tuple)) else f"({said})"
