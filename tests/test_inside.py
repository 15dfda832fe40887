"""Tests call what can be called from outside a module: the private names of our program are for itself."""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from projects import OWN

BOUNDED = "what a face or a style remembers is bounded, and nothing outside shows how much it is"

THEIRS = "python-pptx has no other way to the text that stands for a picture"

ALLOWED = {
    ("make/test_slides.py", "_element"): THEIRS,
    ("make/test_slides_file.py", "_element"): THEIRS,
    ("text/test_every_script.py", "_codes"): BOUNDED,
    ("text/test_every_script.py", "_maker"): BOUNDED,
    ("text/test_every_script.py", "_shaped"): BOUNDED,
}
"""Private names that a file of tests uses, each with its reason; ten at most."""

NAME = r"_[A-Za-z]\w*"

OF_MODULE = re.compile(rf"^(?:async def |def |class )?({NAME})\b", re.MULTILINE)

OF_OBJECT = re.compile(
    rf"^ +(?:async )?def ({NAME})\b|^    ({NAME})(?:: .*| = .*)$|\bself\.({NAME})(?:: .*| = .*|, .*)$", re.MULTILINE
)

IN_TEXT = re.compile(rf"(?<=[\w)\]]\.){NAME}|(?<=import ){NAME}")
"""Where a text names something private: a place to be set, or a program for another process."""

ASKED = re.compile(rf"""(?:(?<!self)[.'"]|[ ,])({NAME})""")
"""Where something private may be asked for: only there is a file looked at closely."""

SETTERS = {"setattr", "getattr", "delattr", "hasattr"}


class Names(NamedTuple):
    """Private names: of what stands in modules, and of what belongs to objects."""

    modules: set[str]
    objects: set[str]


def list_private(*texts: str) -> Names:
    """Return the private names that files give."""
    modules = {name for text in texts for name in OF_MODULE.findall(text)}
    return Names(modules, {name for text in texts for names in OF_OBJECT.findall(text) for name in names if name})


def find_private(text: str, ours: Names) -> set[str]:
    """Return the private names of ours that a file asks for and does not give itself."""
    asked = set(ASKED.findall(text)) & (ours.modules | ours.objects)
    if asked:
        own = list_private(text)
        asked -= own.modules | own.objects
    return asked and asked & {*ask_private(ast.parse(text), ours)}


def ask_private(tree: ast.Module, ours: Names) -> Iterator[str]:
    """Yield private names that a file asks of modules of ours, of any object but `self`, and in texts."""
    imported = list_imported(tree)
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module), names=names) if is_ours(module):
                yield from (alias.name for alias in names)
            case ast.Attribute(value=ast.Name(id="self" | "cls")):
                pass
            case ast.Attribute(value=value, attr=name):
                if root_of(value) in imported or name in ours.objects:
                    yield name
            case ast.Call(
                func=ast.Name(id=call) | ast.Attribute(attr=call), args=[_, ast.Constant(value=str(name)), *_]
            ):
                if call in SETTERS:
                    yield name
            case ast.Constant(value=str(text)) if "booklet" in text:
                yield from IN_TEXT.findall(text)


def list_imported(tree: ast.Module) -> set[str]:
    """Return what modules and classes of ours are called in a file."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module), names=names) if is_ours(module):
                found |= {alias.asname or alias.name for alias in names}
            case ast.Import(names=names):
                found |= {alias.asname or "booklet" for alias in names if is_ours(alias.name)}
    return found


def is_ours(module: str) -> bool:
    return module.partition(".")[0] == "booklet"


def root_of(node: ast.expr) -> str:
    """Return the name that an expression begins with, "" if it begins with none."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


@pytest.fixture(scope="module")
def ours() -> Names:
    return list_private(*(path.read_text("utf-8") for path in (OWN / "booklet").rglob("*.py")))


@pytest.mark.parametrize(
    "text",
    [
        "from booklet.text.words import _maker",
        "from booklet.text import words\nwords._maker.cache_clear()",
        "import booklet.text.words\nbooklet.text.words._maker",
        "import booklet.text.words as w\nw._maker",
        "from booklet.text import words\nmonkeypatch.setattr(words, '_maker', None)",
        "monkeypatch.setattr('booklet.text.words._maker', None)",
        "PROGRAM = '''from booklet.text import words\nx = words._maker'''",
        "PROGRAM = 'from booklet.text.words import _maker'",
        "def test(face): face._shaped",
    ],
)
def test_every_way_to_what_is_private_is_seen(text: str, ours: Names) -> None:
    assert find_private(text, ours)


@pytest.mark.parametrize(
    "text",
    [
        "class Own:\n    def _shaped(self): ...\n    def ask(self): self._shaped",
        "from docx.table import _Cell",
        "def test(line): line._replace(runs=())",
        "NAMES = {'_maker', 'a/._one.yaml'}",
        "from booklet.text.words import words_of",
    ],
)
def test_what_is_public_or_not_ours_is_no_fault(text: str, ours: Names) -> None:
    assert find_private(text, ours) == set()


def test_no_test_asks_for_what_is_private_but_for_a_reason(ours: Names) -> None:
    tests = OWN / "tests"
    texts = {path.relative_to(tests).as_posix(): path.read_text("utf-8") for path in tests.rglob("*.py")}
    del texts["test_inside.py"]
    found = {(file, name) for file, text in texts.items() for name in find_private(text, ours)}
    assert found - ALLOWED.keys() == set(), "ask the door, or compare values"
    assert ALLOWED.keys() - found == set(), "these are asked for no more"
    assert len(ALLOWED) <= 10 and all(ALLOWED.values())
