"""What the documentation takes from the code, and where its links lead."""

import json
import re
import shlex
from pathlib import Path

import pytest
from projects import OWN

import booklet
from booklet.cli import COMMANDS


@pytest.fixture(autouse=True)
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(OWN / "tools"))


DOCS = OWN / "docs"


def test_every_name_of_the_api_has_its_place_in_the_reference() -> None:
    text = (DOCS / "reference/api.md").read_text("utf-8")
    named = re.findall(r"auto\w+:: booklet\.(\w+)", text)
    assert sorted(named) == sorted(set(booklet.__all__) - {"__version__"})


def test_every_name_of_the_pages_for_reportlab_has_its_place_in_the_reference() -> None:
    from booklet import platypus

    text = (DOCS / "reference/platypus.md").read_text("utf-8")
    named = re.findall(r"auto\w+:: booklet\.platypus\.(\w+)", text)
    assert sorted(named) == sorted(set(platypus.__all__) - {"GROUP", "Story"})


def test_the_docstring_of_all_that_is_done_says_what_it_raises() -> None:
    """A property and a value have nothing to raise; what reads, makes or writes has."""
    quiet = {"contact_state"}
    own = (getattr(booklet.Project, name) for name in dir(booklet.Project) if name[0] != "_" and name not in quiet)
    methods = [value for value in own if callable(value)]
    assert len(methods) >= 20
    functions = [booklet.open_project, booklet.new_project, booklet.compare_countries]
    for function in (*methods, *functions, booklet.check_pdf, booklet.impose_pdf):
        assert re.search(r"[Rr]aises?\s", function.__doc__ or ""), function.__name__


def test_every_command_and_every_key_of_a_file_is_in_the_reference() -> None:
    from handbook import commands, schema

    said = commands("", DOCS)
    assert sorted(re.findall(r"^## (\S+)$", said, re.MULTILINE)) == sorted(COMMANDS)
    assert "--back-shift" in said and "usage: make_booklet.py words import" in said
    for path in (OWN / "translations/schemas").glob("*.json"):
        keys = json.loads(path.read_text("utf-8")).get("properties", {})
        table = schema(path.stem, DOCS)
        assert all(f"| `{key}` |" in table for key in keys)
    assert "`contacts[].numbers[].printed`" in schema("country", DOCS)


def test_links_lead_to_pages_and_what_is_no_page_is_named() -> None:
    from handbook import written

    page = DOCS / "howto/office.md"
    assert written("[a](../truth.md#b) [c](https://d.example) [e](#f)", page) == (
        "[a](../truth.md#b) [c](https://d.example) [e](#f)"
    )
    assert written("[it](../../ARCHITECTURE.md)", page) == "[it](../architecture.md)"
    assert written("[`LICENSE`](../../LICENSE) [MIT](../../LICENSE)", page) == "`LICENSE` MIT (`LICENSE`)"
    with pytest.raises(ValueError, match="there is no"):
        written("[gone](../gone.md)", page)
    assert written("see [3](#help-now)", DOCS / "translations/ar.md") == r"see \[3](#help-now)"
    assert not written("<!-- written: body ARCHITECTURE.md -->", DOCS / "architecture.md").startswith("#")
    assert "country: XX\n" in written("<!-- written: template country -->", DOCS / "reference/files.md")
    assert "](truth.md)" in written("<!-- written: include CHANGELOG.md -->", DOCS / "changelog.md")


@pytest.mark.slow
def test_all_pages_have_working_links_and_none_fetches_anything() -> None:
    from handbook import written

    for page in sorted(DOCS.rglob("*.md")):
        if "examples" not in page.relative_to(DOCS).parts:
            text = written(page.read_text("utf-8"), page)
            assert not re.search(r"!\[[^]]*\]\(https?:|<script|<iframe", text), page


def test_pages_of_one_thing_show_commands_and_options_that_there_are() -> None:
    from booklet.cli import make_parser

    parser, shown = make_parser(), []
    for page in sorted([*(DOCS / "howto").glob("*.md"), DOCS / "tutorial.md"]):
        for line in re.findall(r"^(?:\$ )?make_booklet\.py (.+)$", page.read_text("utf-8"), re.MULTILINE):
            shown.append(line)
            parser.parse_args(shlex.split(line))
    assert len(shown) > 30


def test_the_examples_for_python_are_python_and_name_what_there_is() -> None:
    text = (DOCS / "howto/python.md").read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert blocks[0] in (OWN / "README.md").read_text("utf-8")
    for block in blocks:
        compile(block, "python.md", "exec")
        assert all(hasattr(booklet, name) for name in re.findall(r"booklet\.(\w+)", block))
        assert all(hasattr(booklet.Project, name) for name in re.findall(r"project\.(\w+)", block))


def test_the_picture_of_the_way_names_the_rooms_there_are() -> None:
    picture = (DOCS / "pictures/way.svg").read_text("utf-8")
    rooms = set(re.findall(r"\b([a-z]+)/", "".join(re.findall(r"monospace[^>]*>([^<]+)<", picture))))
    assert rooms and all((Path(booklet.__file__).parent / room).is_dir() for room in rooms)


def test_a_page_that_fetches_anything_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from offline import main

    (tmp_path / "a.html").write_text(
        '<link rel="canonical" href="https://x.example"><a href="https://x.example">x</a><script src="a.js"></script>'
    )
    assert main([str(tmp_path)]) == 0
    for page in (
        '<script src="https://x.example/a.js">',
        '<p style="background: url(//x.example/b)">',
        '<img src="//c">',
    ):
        (tmp_path / "b.html").write_text(page)
        assert main([str(tmp_path)]) == 1
        assert "b.html: " in capsys.readouterr().err
    (tmp_path / "b.html").unlink()
    (tmp_path / "b.css").write_text("@import 'https://x.example/d.css';")
    assert main([str(tmp_path)]) == 1
    assert main([str(tmp_path / "empty")]) == 1
