"""Projects of partners, as tests lay them over our sources; countries, helplines and people are fictional."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from booklet.errors import Finding, SourceError
from booklet.jobs import DEFAULT_LAYOUTS, SOCIAL
from booklet.look.layout import Layout
from booklet.sources.countries import parse_country
from booklet.sources.folders import open_folders
from booklet.sources.load import Sources
from booklet.sources.yamlfile import LARGEST_FILE

OWN = open_folders().own

OWN_TYPEFACE = """\
typefaces:
  own: fonts/Own.ttf
scripts:
  Latn: {display: own, body: own, number: own}
last: []
"""
"""The `layouts/fonts.yaml` of a project that sets Latin in a typeface of its own."""

COUNTRY = "translations/countries/XX.yaml"

SIGNED = {"by": "L. Awyer", "role": "lawyer", "on": "2026-11-20"}


PRINTED = tuple(product for product in DEFAULT_LAYOUTS if product != SOCIAL)
"""The products of paper."""


def law(*lines: str, more: str = "") -> str:
    """Return the law of a country: a sure fact, lines on it such as `ai: {en: ...}`, and more."""
    fact = "{id: age, about: child-age, value: '18', sources: [{url: https://law.example/1}], confidence: high}"
    on_it = (line.replace("{", "{facts: age, ", 1) for line in lines)
    return f"law: {{{', '.join((f'facts: [{fact}]', *on_it, *filter(None, (more,))))}}}"


def signed_law(*lines: str) -> str:
    """Return the law of a country with a signature for exactly its lines."""
    head = "country: XX\nname: {en: X}\ncontacts: []\n"
    of = parse_country(head + law(*lines), "signed", "XX").legal.read
    return law(*lines, more=f"signed: {{by: {SIGNED['by']}, role: {SIGNED['role']}, on: {SIGNED['on']}, of: '{of}'}}")


_CALL = re.compile(r"checked: \{by: ([^,}]+), on: ([^,}]+?)(, of: [^}]*)?\}")


def called(text: str, country: str = "XX") -> str:
    """Return a country file whose calls hold for what it says now: each is given its fingerprint."""
    insert = parse_country(_CALL.sub(r"checked: {by: \1, on: \2}", text), "called", country)
    heard = iter(contact.heard for contact in insert.contacts if contact.checked)
    return _CALL.sub(lambda call: f"checked: {{by: {call[1]}, on: {call[2]}, of: '{next(heard)}'}}", text)


CONFIRMED = called("""\
country: XX
name: {en: Exampleland}
locales: [en]
lead: example-line
contacts:
  - id: example-line
    kind: helpline
    name: {en: Example Line}
    numbers:
      - {printed: '0808 157 0192', service: ''}
    web: https://line.example/
    hours: {always: unknown}
    free: yes
    private: unknown
    sources: [{url: https://line.example/about, dated: 2026-11-01}]
    confidence: high
    checked: {by: A. Tester, on: 2026-11-20}
  - id: friends
    kind: support
    name: {en: Example Friends}
    numbers: [{printed: 020 7946 0018}]
    sources: [{url: https://gazette.example/7, reference: the gazette of Exampleland}]
    confidence: high
    checked: {by: A. Tester, on: 2026-11-21}
  - id: rumour
    kind: support
    name: {en: Somebody said so}
    numbers: [{printed: 020 7946 0999}]
    web: https://rumour.example/
    sources: [{reference: a remark in a forum}]
    confidence: low
law: {}
""")
"""A country whose printed numbers were called; the numbers are Ofcom's for drama, and one is not to be trusted."""


def uncalled(text: str, day: str = "2026-11-21") -> str:
    """Return a country file without the calls of a day."""
    return re.sub(rf" *checked: \{{by: [^,}}]+, on: {day}[^}}]*\}}\n", "", text)


UNCONFIRMED = uncalled(CONFIRMED)

ALIASES = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [*{before}, *{before}]\n" for before, name in zip("abcdefghijklm", "bcdefghijklmn", strict=True)
)

TEXTS: dict[str, tuple[str, str]] = {
    "a list that doubles with every line": (ALIASES, "yaml-alias"),
    "a tag that runs code": ("country: !!python/object/apply:os.system ['true']\n", "yaml-tag"),
    "a tag of Python": ("country: !!python/object:os.stat_result {}\n", "yaml-tag"),
    "lists in lists": ("[" * 100_000, "yaml-syntax"),
    "dashes after dashes": ("- " * 99_000, "yaml-depth"),
    "mappings in mappings": ("{a: " * 40_000, "yaml-depth"),
    "questions in questions": ("? " * 99_000, "yaml-depth"),
    "a large file": ("# " + "x" * LARGEST_FILE, "file-too-large"),
    "a tab": ("country: XX\nname:\n\ten: Exampleland\n", "yaml-syntax"),
    "an open quote": ("country: 'XX\n", "yaml-syntax"),
    "a NUL": ("country: X\0X\n", "yaml-syntax"),
    "an escape code": ("country: \x1b[31mXX\n", "yaml-syntax"),
    "two documents": ("country: XX\n---\ncountry: XX\n", "yaml-documents"),
    "nothing": ("", "yaml-empty"),
    "a remark": ("# to do\n", "yaml-empty"),
    "a word": ("Exampleland\n", "wrong-type"),
    "a list": ("- country: XX\n", "wrong-type"),
    "a key that is a list": ("? [country]\n: XX\n", "yaml-key"),
    "a key twice": ("country: XX\ncountry: XX\n", "duplicate-key"),
}
"""Texts that a partner's file must not hold, and the code of what is said."""

BYTES: dict[str, tuple[bytes, str]] = {
    **{name: (text.encode(), code) for name, (text, code) in TEXTS.items()},
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "encoding"),
    "Latin-1": ("country: Österreich\n".encode("latin-1"), "encoding"),
    "UTF-16": ("country: XX\n".encode("utf-16"), "encoding"),
    "every byte there is": (bytes(range(256)), "encoding"),
}


def ours(name: str) -> str:
    """Return the text of one of our source files."""
    return (OWN / name).read_text(encoding="utf-8")


def changed(name: str, old: str, new: str) -> str:
    """Return the text of one of our source files with one thing changed."""
    text = ours(name)
    assert old in text, f"{name} does not hold {old!r} any more"
    return text.replace(old, new, 1)


def lay(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def codes(findings: Iterable[Finding]) -> list[str]:
    """Return the codes of findings, in order."""
    return [finding.code for finding in findings]


def told(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """Return the code and the place of findings, in order."""
    return [(finding.code, str(finding.where)) for finding in findings]


def only(findings: Iterable[Finding]) -> Finding:
    """Return the one finding there is, which names a remedy."""
    found = list(findings)
    assert len(found) == 1, found
    assert found[0].message and found[0].hint
    return found[0]


def faults(error: SourceError) -> tuple[Finding, ...]:
    """Return what an error carries."""
    return error.findings


def book(sources: Sources, band: str = "14-17", country: str = "001") -> Layout:
    """Return the A5 booklet of a band, with the pages that it has in a country."""
    return sources.layout("booklet-a5").for_band(band).without_topics(sources.unmet_topics(country, "en"))
