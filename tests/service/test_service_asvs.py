"""The page about security: every chapter is answered, and every test that it names is there."""

import re
from pathlib import Path

TESTS = Path(__file__).parent.parent
PAGE = (TESTS.parent / "docs" / "reference" / "asvs.md").read_text(encoding="utf-8")


def test_every_chapter_is_answered() -> None:
    chapters = re.findall(r"^## V(\d+) ", PAGE, re.MULTILINE)
    assert chapters == [str(number) for number in range(1, 18)]


def test_every_test_that_is_named_is_there() -> None:
    named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", PAGE)
    assert len(named) > 40
    for file, name in named:
        (path,) = TESTS.rglob(file)
        assert re.search(rf"^def {name}\(", path.read_text(encoding="utf-8"), re.MULTILINE), f"{file}::{name}"


def test_what_is_not_met_is_said_in_one_place() -> None:
    told, _, table = PAGE.partition("## What is not met")
    numbers = {
        number
        for part in re.findall(r"Not met.*?\n\n", told, re.DOTALL)
        for number in re.findall(r"\d+\.\d+(?:\.\d+)?", part)
    }
    assert numbers <= set(re.findall(r"\d+\.\d+(?:\.\d+)?", table))
