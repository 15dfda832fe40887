"""A warning of ours fails a test, one of a package about another does not, wherever its stack level points."""

import importlib
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import blame
import pytest

OLD = """
import warnings

def tell():
    warnings.warn("tell is old", FutureWarning, stacklevel={level})

def __getattr__(name):
    if name == "thing":
        warnings.warn("thing is old", FutureWarning, stacklevel={level})
        return 1
    raise AttributeError(name)
"""

USER = """
import functools
import old_package

def act():
    old_package.tell()

def act_by_another():
    functools.reduce(lambda one, other: old_package.tell(), (1, 2))

def act_at_once():
    from old_package import thing
"""

IMPORTER = "from old_package import thing\n"

NAMES = ("old_package", "user_package", "importer_package")

LEVELS = pytest.mark.parametrize("level", range(1, 9))


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, level: int) -> Iterator[None]:
    """Lay a package that warns, and two that use it, where packages are found."""
    for name, text in zip(NAMES, (OLD.format(level=level), USER, IMPORTER), strict=True):
        (tmp_path / f"{name}.py").write_text(text, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield
    for name in NAMES:
        sys.modules.pop(name, None)


@pytest.fixture
def told() -> Iterator[list[warnings.WarningMessage]]:
    """What is told instead of raised, while warnings are judged as in any test."""
    with warnings.catch_warnings(record=True) as found, blame.judged():
        warnings.simplefilter("always")
        yield found


@LEVELS
@pytest.mark.parametrize("name", ["act", "act_by_another", "act_at_once"])
@pytest.mark.usefixtures("packages")
def test_what_a_package_says_of_another_is_told(told: list[warnings.WarningMessage], name: str) -> None:
    getattr(importlib.import_module("user_package"), name)()
    assert [str(one.message).partition(" ")[2] for one in told] == ["is old"]


@LEVELS
@pytest.mark.usefixtures("packages")
def test_what_a_package_says_while_another_is_imported_is_told(told: list[warnings.WarningMessage]) -> None:
    importlib.import_module("importer_package")
    assert [str(one.message) for one in told] == ["thing is old"] * len(told) and told


@LEVELS
@pytest.mark.usefixtures("packages")
def test_what_a_package_says_of_another_in_a_thread_is_told(told: list[warnings.WarningMessage]) -> None:
    for target in (importlib.import_module("user_package").act, importlib.import_module("old_package").tell):
        thread = Thread(target=target)
        thread.start()
        thread.join()
    assert [str(one.message) for one in told] == ["tell is old"] * 2


@pytest.mark.parametrize("level", [2])
@pytest.mark.usefixtures("packages", "told")
def test_what_a_package_says_of_our_call_is_raised() -> None:
    with pytest.raises(FutureWarning, match="tell is old"):
        importlib.import_module("old_package").tell()
    with pytest.raises(FutureWarning, match="thing is old"):
        from old_package import thing  # type: ignore[import-not-found]  # noqa: F401


@pytest.mark.usefixtures("told")
def test_what_we_warn_of_is_raised_here_and_in_a_thread() -> None:
    with pytest.raises(UserWarning, match="ours"):
        warnings.warn("ours", stacklevel=1)
    caught: list[BaseException] = []

    def act() -> None:
        try:
            warnings.warn("ours", stacklevel=3)
        except UserWarning as error:
            caught.append(error)

    thread = Thread(target=act)
    thread.start()
    thread.join()
    assert [str(one) for one in caught] == ["ours"]


def test_what_python_says_of_the_text_of_a_package_is_told(
    told: list[warnings.WarningMessage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "careless_package.py").write_text('ONE = "\\d"\n', "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("careless_package")
    assert ["invalid escape sequence" in str(one.message) for one in told] == [True]
    with pytest.raises(SyntaxError, match="invalid escape sequence"):
        compile('ONE = "\\d"\n', f"{blame.ROOT}/booklet/careless.py", "exec")


TESTS = """
import gc
import multiprocessing
import threading
import warnings

import booklet
import importer_package
import pytest
import user_package


@pytest.mark.parametrize("turn", range(20))
def test_theirs_at_call(turn):
    user_package.act()


def test_theirs_in_a_thread():
    thread = threading.Thread(target=user_package.act)
    thread.start()
    thread.join()


def test_theirs_in_a_process():
    process = multiprocessing.get_context("spawn").Process(target=user_package.act)
    process.start()
    process.join()
    assert process.exitcode == 0


def test_ours_here():
    warnings.warn("ours")


def test_ours_there():
    booklet.act()


def test_ours_in_a_thread():
    thread = threading.Thread(target=booklet.act)
    thread.start()
    thread.join()


def test_ours_left_open():
    open(__file__)
    gc.collect()


def test_pytest_about_us():
    return 1
"""

CONFTEST = """
import blame
import pytest
import user_package

user_package.act()


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    with blame.judged():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol():
    with blame.judged():
        return (yield)
"""


@pytest.mark.slow
def test_a_whole_run_fails_of_ours_and_tells_theirs_once_for_each_place(tmp_path: Path) -> None:
    own, site = tmp_path / "own", tmp_path / "site"
    texts = {
        own / "booklet" / "__init__.py": "import warnings\n\n\ndef act():\n    warnings.warn('ours')\n",
        own / "tests" / "conftest.py": CONFTEST,
        own / "tests" / "test_trial.py": TESTS,
        **{site / f"{name}.py": text for name, text in zip(NAMES, (OLD.format(level=3), USER, IMPORTER), strict=True)},
    }
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    shutil.copy(blame.__file__, own / "tests")
    found = f"pythonpath={own} {own}/tests {site}"
    options = ("-n2", "-c", blame.ROOT / "pyproject.toml", "--rootdir", own, "-o", found)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *map(str, options), "-p", "no:cacheprovider", str(own / "tests")],
        cwd=own,
        capture_output=True,
        text=True,
        check=False,
    )
    failed = {line.split("::")[1].partition(" ")[0] for line in run.stdout.splitlines() if line.startswith("FAILED")}
    ours = {"test_ours_here", "test_ours_there", "test_ours_in_a_thread", "test_ours_left_open", "test_pytest_about_us"}
    assert failed == ours, run.stdout
    assert "5 failed, 22 passed" in run.stdout
    summary = run.stdout.partition("warnings summary")[2].partition("short test summary")[0]
    told = [line for line in summary.splitlines() if "FutureWarning" in line]
    assert len(told) == len(set(told)) == 4, summary
