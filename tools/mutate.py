"""Change one thing at a time in the rooms that guard truth, and tell which changes the quick tests do not see.

    python tools/mutate.py                    # 100 changes, chosen by a digest; writes tests/mutations.tsv
    python tools/mutate.py --seed 2 --room facts

The tests of a room are collected once; for each change a child of that process (`fork`) swaps the code of the function
that it stands in and runs them until one fails. A change that no test sees has survived: it wants a test, or it shows a
line that does nothing. Tests that begin processes of their own see the program as it is. mutmut and cosmic-ray were
weighed: one rewrites all functions of a package through trampolines, which our frozen values and `kept` functions do
not bear, the other starts pytest anew for each change, which takes eight seconds here.
"""

import argparse
import ast
import copy
import csv
import importlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from inspect import unwrap
from pathlib import Path
from types import CodeType, FunctionType
from typing import NamedTuple

ROOT = Path(__file__).parent.parent

KEPT = ROOT / "tests" / "mutations.tsv"

SECONDS = 120
"""How long the tests of a room may take with a change: what takes longer is seen, too."""

ROOMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "facts": (("booklet/facts/*.py",), ("tests/facts", "tests/project", "tests/api", "tests/make")),
    "claims": (
        (
            *("booklet/sources/claims.py", "booklet/sources/*address*.py", "booklet/sources/hosts.py"),
            *("booklet/sources/numbers.py", "booklet/sources/statements.py", "booklet/sources/shelters.py"),
            *("booklet/words/signs.py", "booklet/words/spelt*.py", "booklet/words/digits.py"),
        ),
        ("tests/sources", "tests/words", "tests/check/proof", "tests/project"),
    ),
    "proof": (("booklet/check/proof/*.py",), ("tests/check/proof", "tests/web", "tests/linear", "tests/make")),
    "imposition": (("booklet/impose/*.py", "booklet/sheets/*.py"), ("tests/impose", "tests/sheets", "tests/make")),
    "rights": (("booklet/service/rights.py",), ("tests/service",)),
    "orders": (("booklet/service/orders/*.py",), ("tests/service", "tests/pod")),
}
"""The rooms: which modules are changed, and the tests that are asked, those nearest first."""


class Change(NamedTuple):
    """One thing changed in a function: its file and line, the name of the function, what it was and what it became."""

    room: str
    file: str
    line: int
    function: str
    was: str
    becomes: str

    @property
    def name(self) -> str:
        """What stays the same while lines above it move."""
        return f"{self.file} {self.function}: {self.was} -> {self.becomes}"


class Outcome(NamedTuple):
    """What came of a change: the test that saw it, "" if none did."""

    change: Change
    seen_by: str


# what is changed

_OTHERWISE: dict[type[ast.AST], type[ast.AST]] = {
    **{ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq},
    **{ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And},
    **{ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult},
}

_SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any"}

Found = tuple[ast.AST, ast.AST]
"""A node of a function, and what takes its place."""


def list_changes(tree: ast.AST) -> Iterator[Found]:
    """Yield what can be changed in a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare | ast.BoolOp | ast.BinOp):
            yield from _change_operators(node)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield node, node.operand
        elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int | float):
            yield node, ast.Constant(not node.value if isinstance(node.value, bool) else node.value + 1)
        elif isinstance(node, ast.Name) and node.id in _SWAPPED:
            yield node, ast.Name(_SWAPPED[node.id], ast.Load())
        elif isinstance(node, ast.If | ast.IfExp):
            yield node, _with(node, test=ast.UnaryOp(ast.Not(), node.test))
        elif isinstance(node, ast.comprehension) and node.ifs:
            yield node, _with(node, ifs=[])
        elif isinstance(node, ast.Continue | ast.Raise) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        ):
            yield node, ast.Pass()


def _change_operators(node: ast.Compare | ast.BoolOp | ast.BinOp) -> Iterator[Found]:
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            other = [*node.ops[:place], _OTHERWISE[type(operator)](), *node.ops[place + 1 :]]
            yield node, _with(node, ops=other)
    elif type(node.op) in _OTHERWISE:
        yield node, _with(node, op=_OTHERWISE[type(node.op)]())


def _with(node: ast.AST, **fields: object) -> ast.AST:
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


class _Place(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, found: Found) -> None:
        self._found = found

    def visit(self, node: ast.AST) -> ast.AST:
        old, new = self._found
        return ast.copy_location(new, node) if node is old else super().generic_visit(node)


def list_functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield the functions of a module and of its classes, with their names."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{one.name}", one) for one in node.body if isinstance(one, ast.FunctionDef))


def changes_of(room: str, file: str) -> dict[Change, Found]:
    """Return all changes of a file with the nodes that they are of; the n-th of equal ones is named so."""
    text = (ROOT / file).read_text(encoding="utf-8")
    made: dict[Change, Found] = {}
    for name, function in list_functions(ast.parse(text)):
        for statement in function.body:
            for old, new in list_changes(statement):
                change = Change(room, file, getattr(old, "lineno", function.lineno), name, *_tell(old, new))
                made.setdefault(change, (old, new))
    return made


def _tell(old: ast.AST, new: ast.AST) -> tuple[str, str]:
    """Return how a change reads, in a line each."""
    was, becomes = (re.sub(r"\s+", " ", ast.unparse(ast.fix_missing_locations(one))).strip() for one in (old, new))
    return was[:100], becomes[:100]


def choose(rooms: Iterable[str], count: int, seed: str) -> list[Change]:
    """Return changes, as many of each room as there is room for, chosen by their digests."""
    chosen: list[Change] = []
    names = list(rooms)
    for place, room in enumerate(names):
        files = sorted({str(path.relative_to(ROOT)) for one in ROOMS[room][0] for path in ROOT.glob(one)})
        found = [change for file in files for change in changes_of(room, file)]
        found.sort(key=lambda change: blake2b(f"{seed} {change.name}".encode()).digest())
        chosen += found[: (count - len(chosen)) // (len(names) - place)]
    return chosen


# what is asked


def swap(change: Change) -> None:
    """Let the function of a change run as changed, in this process."""
    path = ROOT / change.file
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for name, function in list_functions(tree):
        for statement in function.body if name == change.function else ():
            for old, new in list_changes(statement):
                if (getattr(old, "lineno", function.lineno), *_tell(old, new)) == (
                    change.line,
                    change.was,
                    change.becomes,
                ):
                    code = compile(ast.fix_missing_locations(_Place((old, new)).visit(tree)), str(path), "exec")
                    _running(change).__code__ = _code_of(code, change.function)
                    return
    raise LookupError(change.name)


def _running(change: Change) -> FunctionType:
    """Return the function of a change as it is imported, without what wraps it."""
    found: object = importlib.import_module(change.file.removesuffix(".py").replace("/", "."))
    for name in change.function.split("."):
        found = vars(found)[name] if isinstance(found, type) else getattr(found, name)
    if isinstance(found, property):
        found = found.fget
    found = getattr(found, "func", getattr(found, "__func__", found))  # of a cached property, of a class method
    found = unwrap(found)  # type: ignore[arg-type]
    assert isinstance(found, FunctionType), change.name
    return found


def _code_of(code: CodeType, function: str) -> CodeType:
    for name in function.split("."):
        code = next(one for one in code.co_consts if isinstance(one, CodeType) and one.co_name == name)
    return code


class Asked:
    """A part of pytest: after tests are collected, a child for each change runs them until one fails."""

    def __init__(self, changes: Sequence[Change], told: int) -> None:
        self._changes, self._told = changes, told
        self._seen_by = ""

    def pytest_runtestloop(self, session: object) -> bool:
        """Run the tests as they are, then once for each change, each time in a child of this process."""
        for change in (None, *self._changes):
            child = os.fork()
            if child == 0:
                self._run(session, change)
            os.waitpid(child, 0)
        return True

    def _run(self, session: object, change: Change | None) -> None:
        """Run the tests with a change, tell which one saw it, and end this process."""
        signal.signal(signal.SIGALRM, lambda *_: self._tell("it takes too long"))
        signal.alarm(SECONDS)
        if change:
            swap(change)
        for place, item in enumerate(session.items):  # type: ignore[attr-defined]
            after = session.items[place + 1] if place + 1 < len(session.items) else None  # type: ignore[attr-defined]
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if self._seen_by:
                break
        self._tell(self._seen_by)

    def pytest_runtest_logreport(self, report: object) -> None:
        """Note the first test that fails."""
        if report.failed:  # type: ignore[attr-defined]
            self._seen_by = self._seen_by or report.nodeid  # type: ignore[attr-defined]

    def _tell(self, seen_by: str) -> None:
        os.write(self._told, f"{seen_by}\n".encode())
        os._exit(0)


def ask(room: str, changes: Sequence[Change]) -> Iterator[Outcome]:
    """Yield what comes of changes of a room, in a process that collects its tests once."""
    reads, writes = os.pipe()
    command = [sys.executable, __file__, "--child", str(writes), "--room", room]
    given = "\n".join("\t".join(map(str, change)) for change in changes)
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, pass_fds=[writes], cwd=ROOT
    ) as run:
        os.close(writes)
        assert run.stdin
        run.stdin.write(given.encode())
        run.stdin.close()
        with os.fdopen(reads) as told:
            unchanged = told.readline().strip()
            if unchanged:
                raise SystemExit(f"{room}: {unchanged} fails before anything is changed")
            for change, line in zip(changes, told, strict=True):
                yield Outcome(change, line.rstrip("\n"))


def be_child(room: str, told: int) -> int:
    """Collect the tests of a room, and run them for each change that is read from the input."""
    import pytest

    rows = [line.rstrip("\n").split("\t") for line in sys.stdin]
    changes = [Change(room, file, int(line), *rest) for _, file, line, *rest in rows]
    options = ["--rootdir", str(ROOT), "-n", "0", "-q", "-p", "no:cacheprovider", "--hypothesis-seed", "0"]
    return int(
        pytest.main([*options, *(str(ROOT / place) for place in ROOMS[room][1])], plugins=[Asked(changes, told)])
    )


# what is told


def read_equal() -> dict[str, str]:
    """Return what was written down by hand of changes that change nothing, by their names."""
    if not KEPT.exists():
        return {}
    with KEPT.open(encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter="\t"))
    return {_name(row): row[-1] for row in rows if row[-1].startswith(EQUAL)}


EQUAL = "nothing changes: "
"""How a line of the kept file begins to say, by hand, why nobody can see a change."""


def _name(row: Sequence[str]) -> str:
    _, file, function, was, becomes, *_ = row
    return f"{file} {function}: {was} -> {becomes}"


def write(outcomes: Iterable[Outcome]) -> None:
    """Keep what came of changes."""
    equal = read_equal()
    with KEPT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(("room", "file", "function", "was", "becomes", "seen by"))
        for change, seen_by in sorted(outcomes):
            row = (change.room, change.file, change.function, change.was, change.becomes)
            writer.writerow((*row, seen_by or equal.get(change.name, "")))


def _line(outcome: Outcome) -> str:
    change, seen_by = outcome
    return f"{change.file}:{change.line} {change.was} -> {change.becomes}: {seen_by or 'SURVIVED'}"


def main() -> int:
    """Ask about changes; return 1 if one has survived of which nobody has written that it changes nothing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--room", action="append", choices=ROOMS, help="only this room; may be said again")
    parser.add_argument("--count", type=int, default=100, help="how many changes (100)")
    parser.add_argument("--seed", default="1", help="another word chooses other changes")
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.child:
        return be_child(said.room[0], said.child)
    chosen, outcomes, equal = choose(said.room or ROOMS, said.count, said.seed), [], read_equal()
    with ThreadPoolExecutor(2) as two:
        rooms = {change.room: [one for one in chosen if one.room == change.room] for change in chosen}
        for found in two.map(lambda room: list(ask(room, rooms[room])), rooms):
            for outcome in found:
                outcomes.append(outcome)
                print(f"{len(outcomes)}/{len(chosen)} {_line(outcome)}", flush=True)
    survived = [change for change, seen_by in outcomes if not seen_by and change.name not in equal]
    print(f"{len(survived)} of {len(outcomes)} survived")
    if not said.room and said.count == 100 and said.seed == "1":
        write(outcomes)
    return 1 if survived else 0


if __name__ == "__main__":
    raise SystemExit(main())
