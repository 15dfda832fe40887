"""The guide as one web page that fetches nothing: words, styles, fonts and pictures stand in it.

It works without a script. With one, leaving it is quicker, and it leaves one entry in the history of its tab, which
the page after it replaces.
"""

import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from pathlib import Path

from booklet.web import helping
from booklet.web.guide import EXIT, ReflowedEdition, by_topic
from booklet.web.markup import Linker, element, plain
from booklet.web.pictures import Pictures, colour
from booklet.web.topics import TopicWriter, warnings
from booklet.web.typefaces import Face, family_rule, make_faces

HERE = Path(__file__).parent

LEADING = 1.5
"""The height of lines of Latin script, by the size of its type."""


def write_page(edition: ReflowedEdition) -> bytes:
    """Return the guide as one HTML file."""
    manuscript = edition.manuscript
    locale = manuscript.locale
    pages = by_topic(edition.pages)
    linker = Linker({topic: f"#{topic}" for topic in pages}, dict(edition.numbers), edition.is_rtl)
    pictures = Pictures(edition.theme.inks, edition.is_rtl)
    writer = TopicWriter(edition, linker, pictures)
    sections = "".join(map(writer.section, pages.values()))
    body = _body(edition, linker, sections, pictures.list_parts())
    faces = make_faces(edition.theme, locale, (visible_text(body),))
    head = _head(edition, style_of(edition, faces, {face: face.data_address for face in faces}))
    whole = element("html", head, element("body", body), lang=locale.tag, dir=locale.direction)
    covers = edition.coverage.replace("--", "&#45;-")
    return f"<!DOCTYPE html>\n<!-- <dc:coverage>{covers}</dc:coverage> -->\n{whole}\n".encode()


def visible_text(body: str) -> str:
    """Return the characters of an element, without its markup."""
    return unescape(re.sub("<[^>]*>", " ", body))


def style_of(edition: ReflowedEdition, faces: tuple[Face, ...], addresses: dict[Face, str]) -> str:
    """Return the styles of an edition: its fonts, its inks, the size that its script needs, then those of the house."""
    locale = edition.manuscript.locale
    body = edition.theme.fonts.families(locale.script, locale.tag)["body"]
    inks = "".join(f"--{name}:{colour(ink)};" for name, ink in edition.theme.inks.items() if name in INKS)
    families = "".join(f"--{family}:{family_rule(faces, family)};" for family in ("body", "display"))
    scale = f"--size:{round(112.5 * body.size)}%;--leading:{round(LEADING * max(1.0, body.leading), 2)}"
    rules = "".join(face.rule(addresses[face]) for face in faces)
    return f"{rules}:root{{{inks}{families}{scale}}}{(HERE / 'style.css').read_text(encoding='utf-8')}"


INKS = frozenset({"black", "night", "tide", "sun", "oat"})
"""The inks that styles name."""


def _head(edition: ReflowedEdition, style: str) -> str:
    script = read_script()
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    metas = (
        {"name": "viewport", "content": "width=device-width, initial-scale=1"},
        {"name": "referrer", "content": "no-referrer"},
        {"name": "color-scheme", "content": "light dark"},
        {"name": "format-detection", "content": "telephone=no"},
        *([{"name": "robots", "content": "noindex"}] if edition.proof else []),
    )
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        *(element("meta", **meta) for meta in metas),
        element("title", plain(edition.title)),
        f"<style>{style}</style>",
        f'<script type="module">{script}</script>',
    )


def read_script() -> str:
    """Return the script of the way out."""
    return (HERE / "exit.js").read_text(encoding="utf-8")


def _hash(said: str) -> str:
    """Return what a policy says of the one style or script that it lets in (CSP 3, 2.3.1)."""
    return f"sha256-{b64encode(sha256(said.encode()).digest()).decode('ascii')}"


def _body(edition: ReflowedEdition, linker: Linker, sections: str, parts: str) -> str:
    manuscript, first = edition.manuscript, edition.find_page("helpline-card")
    skip = ""
    if first:
        skip = element("a", linker.inline(first.topic.title), class_="skip", href=linker.topics[first.plan.place])
    header = element("header", warnings(edition), skip)
    lead = manuscript.help.lead
    call = element("p", element("span", linker.inline(lead.name)), " ", helping.call_link(lead, linker), class_="call")
    leave = element("a", linker.inline(manuscript.labels["exit"]), class_="exit", href=EXIT, rel="noreferrer")
    bar = element("nav", call, element("p", leave, class_="leave"), class_="bar", aria_label=manuscript.labels["exit"])
    return header + element("main", sections) + bar + parts
