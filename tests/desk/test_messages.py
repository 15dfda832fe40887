"""What the desk says: all of it can be translated, and every language of the desk says all of it, in files of today."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.template.base import Lexer, TokenType
from projects import OWN

from booklet.desk.settings import LANGUAGES

TEMPLATES = sorted(
    path for room in ("desk", "service") for path in (OWN / "booklet" / room / "templates").rglob("*.html")
)

BLOCKS = {"blocktranslate": "endblocktranslate", "blocktrans": "endblocktrans", "comment": "endcomment"}
"""Tags within which the words are translated, or nobody's."""

SPOKEN = r'(?:alt|title|aria-label|placeholder)="([^"]*)"'
"""Attributes that are read to somebody."""

OURS = r"""(?s)<(code|kbd)\b[^>]*>.*?</\1>|<(\w+)[^>]* lang="en"[^>]*>.*?</\2>"""
"""What is typed as it stands, keys, and findings, which are in English."""

FIELDS = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def tool(request: pytest.FixtureRequest) -> object:
    patch = pytest.MonkeyPatch()
    patch.syspath_prepend(str(OWN / "tools"))
    request.addfinalizer(patch.undo)
    import desk_messages

    return desk_messages


def untranslated(text: str) -> list[str]:
    """Return the words of a template that no catalogue can reach."""
    said, until = [], ""
    for token in Lexer(text).tokenize():
        if token.token_type is TokenType.BLOCK:
            name = token.contents.split()[0]
            until = ("" if name == until else until) if until else BLOCKS.get(name, "")
        elif token.token_type is TokenType.TEXT and not until:
            said.append(token.contents)
        elif token.token_type is TokenType.VAR and not until:
            said.append("•")
        if token.token_type is TokenType.BLOCK and token.contents.split()[0] in {"translate", "trans"}:
            said.append("•")
    whole = re.sub(OURS, "", "".join(said))
    seen = [
        *re.findall(SPOKEN, whole),
        re.sub(r"<[^>]*>", "\n", re.sub(r"(?s)<!--.*?-->|<svg.*?</svg>|<script.*?</script>", "", whole)),
    ]
    return [line.strip() for part in seen for line in part.splitlines() if re.search(r"[A-Za-z]{2,}", plain(line))]


def plain(text: str) -> str:
    return re.sub(r"&\w+;|https://|\b(booklet|kB|MB|mm|PDF|CSV|PNG|SVG|QR|kg|xlsx|csv|xlf)\b", "", text)


def test_words_outside_a_tag_for_translation_are_found() -> None:
    assert untranslated("<p>{% translate 'Yes' %} no</p><img alt=\"a cat\">") == ["a cat", "• no"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_a_template_says_nothing_that_cannot_be_translated(path: Path) -> None:
    assert untranslated(path.read_text(encoding="utf-8")) == []


@pytest.mark.slow
@pytest.mark.parametrize("tag", [tag for tag, _ in LANGUAGES if tag != "en"])
def test_a_language_says_all_that_the_desk_says_today(tag: str, tool: object) -> None:
    template: Catalog = tool.make_template()  # type: ignore[attr-defined]
    catalogue: Catalog = tool.read_catalogue(tag)  # type: ignore[attr-defined]
    wanted = {(message.id, message.context) for message in template if message.id}
    assert {(message.id, message.context) for message in catalogue if message.id} == wanted
    for message in catalogue:
        forms: list[str] = [message.string] if isinstance(message.string, str) else list(message.string or ())
        assert message.id == "" or (all(forms) and not message.fuzzy), message.id
        source = message.id if isinstance(message.id, str) else message.id[-1]
        assert all(not (set(FIELDS.findall(form)) - set(FIELDS.findall(source))) for form in forms), message.id
        assert set(FIELDS.findall(forms[-1])) == set(FIELDS.findall(source)), message.id
    path: Path = tool.catalogue_path(tag)  # type: ignore[attr-defined]
    assert path.read_bytes() == tool.po_bytes(catalogue)  # type: ignore[attr-defined]
    assert path.with_suffix(".mo").read_bytes() == tool.mo_bytes(catalogue)  # type: ignore[attr-defined]
