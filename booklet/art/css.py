"""How drawing programs say what a shape looks like: style sheets, `style` attributes, and attributes, in that order.

Rules are for an element, a class or an id, or for several of these at once. Nothing is fetched, and whatever asks for
it is refused.
"""

import re
from collections.abc import Iterator, Mapping

from booklet.art.faults import Faults, UndrawnError
from booklet.art.numbers import excerpt
from booklet.art.tree import SvgElement
from booklet.values import Frozen, field

_SELECTOR = re.compile(r"(\*|[A-Za-z][\w-]*+)?((?:[.#][\w-]++)*+)", re.ASCII)
_NAME = re.compile(r"[.#][\w-]++", re.ASCII)
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/)?")
"""A comment; one without an end goes on to the end of the text."""

_CHARSET = re.compile(r'\s*+@charset\s++"[^"]*+"\s*+;')
"""How a sheet may begin: with the encoding it had in a file of its own."""

_IGNORED = "@font-face"
"""What a sheet may say that changes no shape: where type is, which a drawing without text does not need."""

MOST_MATCHES = 5_000_000
"""Rules by elements, each of which is asked about each rule: a second or two; programs write a tenth of that."""

_ELSEWHERE = ("color(", "lab(", "lch(", "oklab(", "oklch(", "icc-color(", "device-cmyk(")
"""Values that stand behind one in sRGB, for programs that know them; those that do not know them keep the first."""


class _Rule(Frozen):
    """What holds for elements of a tag ("" = any) with some names: classes as `.a`, ids as `#a`."""

    tag: str
    names: frozenset[str]
    said: Mapping[str, str]
    is_important: bool

    def applies(self, tag: str, names: frozenset[str]) -> bool:
        return self.tag in {"", tag} and self.names <= names

    @property
    def weight(self) -> tuple[bool, int, int, bool]:
        ids = len([name for name in self.names if name[0] == "#"])
        return self.is_important, ids, len(self.names) - ids, bool(self.tag)


class StyleSheet(Frozen):
    """The rules of a file, weakest first."""

    rules: list[_Rule] = field(default_factory=list)

    def attributes_of(self, element: SvgElement) -> dict[str, str]:
        """Return the attributes of an element with what rules and its own `style` say in their place."""
        found = {name: text for name, text in element.attributes.items() if name != "style"}
        names = {f".{name}" for name in found.get("class", "").split()}
        names |= {f"#{found['id']}"} if "id" in found else set()
        held = frozenset(names)
        strong: dict[str, str] = {}
        for rule in self.rules:
            if rule.applies(element.tag, held):
                (strong if rule.is_important else found).update(rule.said)
        for declared, is_important in _declarations(element.attributes.get("style", "")):
            (strong if is_important else found).update(declared)
        return found | strong


def read_sheets(root: SvgElement, faults: Faults) -> StyleSheet:
    """Return the rules of all style sheets in a file; what they say that we cannot follow is noted."""
    rules: list[_Rule] = []
    elements = [*root.descendants()]
    for element in elements:
        if element.tag == "style":
            rules += faults.attempt(element, _read_sheet, "".join(element.texts), [])
    if len(rules) * len(elements) > MOST_MATCHES:
        faults.stop(UndrawnError(f"there are {len(rules)} styles for {len(elements)} parts", "style"), root.line)
    return StyleSheet(sorted(rules, key=lambda rule: rule.weight))


def _read_sheet(text: str) -> list[_Rule]:
    rules: list[_Rule] = []
    for part in _CHARSET.sub("", _COMMENT.sub(" ", text)).replace("<!--", " ").replace("-->", " ").split("}"):
        selectors, opened, body = part.partition("{")
        if not opened and not selectors.strip():
            continue
        if selectors.strip().startswith(_IGNORED):
            continue
        if not opened or "{" in body or ";" in selectors or selectors.strip().startswith("@"):
            raise UndrawnError(f'the style "{excerpt(selectors)}" is not followed', "style")
        for selector in selectors.split(","):
            rules += _read_rule(selector.strip(), body)
    return rules


def _read_rule(selector: str, body: str) -> Iterator[_Rule]:
    match = _SELECTOR.fullmatch(selector)
    if not selector or not match:
        raise UndrawnError(f'the style "{excerpt(selector)}" is not followed', "style")
    tag = match[1] or ""
    for said, is_important in _declarations(body):
        yield _Rule("" if tag == "*" else tag, frozenset(_NAME.findall(match[2])), said, is_important)


def _declarations(text: str) -> Iterator[tuple[dict[str, str], bool]]:
    """Yield what declarations say: first what holds as usual, then what is called important.

    >>> list(_declarations("fill:#f00; fill:color(display-p3 1 0 0);stroke:none!important"))
    [({'fill': '#f00'}, False), ({'stroke': 'none'}, True)]
    """
    usual: dict[str, str] = {}
    strong: dict[str, str] = {}
    for declaration in _COMMENT.sub(" ", text).split(";"):
        name, _, value = declaration.partition(":")
        value, mark, _ = value.partition("!")
        name, value = name.strip().lower(), value.strip()
        if name and value and not value.lower().startswith(_ELSEWHERE):
            (strong if mark else usual)[name] = value
    yield usual, False
    if strong:
        yield strong, True
