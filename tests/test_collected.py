"""Pytest imports every file of tests: none may ask for a package that `pip install .[test]` lacks."""

import ast
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from projects import OWN, lay

TESTS = OWN / "tests"


def asked_for() -> Iterator[Requirement]:
    """Yield what our package asks for, with what tests need."""
    project = tomllib.loads((OWN / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    for wish in map(Requirement, [*project["dependencies"], *extras["test"]]):
        if wish.name == project["name"]:
            yield from (Requirement(line) for extra in wish.extras for line in extras[extra])
        else:
            yield wish


def imported(code: str) -> set[str]:
    """Return the packages that a module imports when it is imported itself.

    >>> sorted(imported("import os.path, a\\ntry:\\n    from b.c import d\\nfinally:\\n    import e"))
    ['a', 'b', 'e', 'os']
    >>> imported("if TYPE_CHECKING:\\n    import a\\ndef f() -> None:\\n    import b\\nfrom . import c")
    set()
    """
    return set(_imported(ast.parse(code).body))


def _imported(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.partition(".")[0]
        elif isinstance(node, BLOCKS) and not is_for_types(node):
            yield from _imported(ast.iter_child_nodes(node))


BLOCKS = ast.If | ast.Try | ast.With | ast.ClassDef | ast.ExceptHandler
"""What is worked through when a module is imported."""


def is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> frozenset[str]:
    """What a file of tests may import: Python's own, what our package brings with the extra `test`, ours."""
    monkeypatch.syspath_prepend(str(OWN / "tools"))
    from licences import brought

    wishes = [wish for wish in asked_for() if wish.marker is None or wish.marker.evaluate()]
    names = {name for wish in wishes for name in brought(wish.name, tuple(wish.extras))}
    packages = metadata.packages_distributions().items()
    theirs = {package for package, owners in packages if names & set(map(canonicalize_name, owners))}
    return frozenset({"booklet", *(path.stem for path in TESTS.iterdir())} | theirs | sys.stdlib_module_names)


def strange(files: Iterable[Path], known: frozenset[str]) -> set[tuple[str, str]]:
    return {(path.name, package) for path in files for package in imported(path.read_text("utf-8")) - known}


@pytest.mark.slow
def test_no_file_that_is_collected_imports_a_package_that_only_others_have(known: frozenset[str]) -> None:
    files = [path for path in TESTS.rglob("*.py") if TESTS / "bench" not in path.parents]
    assert len(files) > 150
    assert strange(files, known) == set()


@pytest.mark.slow
def test_a_file_that_does_would_be_found(known: frozenset[str], tmp_path: Path) -> None:
    code = "import sphinx\nimport pypdf\ntry:\n    pass\nexcept ImportError:\n    import weasyprint\n"
    assert strange([lay(tmp_path, {"a.py": code}) / "a.py"], known) == {("a.py", "sphinx"), ("a.py", "weasyprint")}
