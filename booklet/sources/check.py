"""Checks between files: references lead somewhere, art is drawn, pages find their topics, a theme is complete."""

import re
from collections.abc import Iterable, Iterator, Mapping

from booklet.bands import BANDS
from booklet.errors import Finding, Where, did_you_mean
from booklet.look.layout import SLIDE_MASTERS, Layout, PagePlan, Theme
from booklet.sources.contrast import contrast_findings
from booklet.sources.guide import KINDS
from booklet.words.guide import (
    HOLDERS,
    ITEMISED,
    KIT,
    RECORD,
    SEVERAL,
    Guide,
    SourceBlock,
    SourceTopic,
    Wording,
    columns_in,
    wordings_in,
)
from booklet.words.signs import find_crossed_links

REFERENCE = re.compile(r"\]\(#([^)\]]*)\)|\{page:([^{}]*)\}")

LINK = re.compile(r"\]\(([^)\s\]]*)\)")

TARGET = re.compile(r"#|https?://|tel:|mailto:")
"""What a link may lead to: a topic, or what a reader can call or open."""

CARD = frozenset({"steps", "paragraph", "heading", "list", "banner", "note"})

FITS = {
    "poster": CARD | {"action"},
    "notice": CARD | {"action"},
    "card-front": CARD,
    "card-back": CARD,
    "card-whole": CARD,
    "card-steps": CARD,
    "card-help": CARD,
    "help-now": frozenset(KINDS) - {"sentences"},
    **dict.fromkeys(SLIDE_MASTERS, frozenset({"slide"})),
    "easy": frozenset({"sentences", "banner", "note", "helpline-card", "imprint"}),
}
"""The kinds of block a master can set."""

POSTERS = frozenset({"poster", "notice"})
"""The masters that set posters."""

SIDES = {
    "card-front": ("front",),
    "card-back": ("back",),
    "card-whole": ("front", "back"),
    "card-steps": ("back",),
    "card-help": ("back",),
}
"""The sides of a card that a master sets."""

WORDLESS = frozenset({"card-owner"})
"""Masters that set nothing of their topic."""

FLOW = frozenset(KINDS) - {"helpline-card", "sentences"}
"""The kinds that the other masters set."""

LABELLED = frozenset({"text", "opener"})
"""Masters that print the name of their section."""


def check_guide(guide: Guide, art: Iterable[str]) -> list[Finding]:
    """Return findings about references to topics that do not exist, nameless speakers, and icons that are not drawn."""
    icons = {name.removeprefix("icon-") for name in art if name.startswith("icon-")}
    findings: list[Finding] = []
    findings += (finding for band in BANDS for finding in _find_lost_references(guide, band))
    for wording in _wordings(guide):
        findings += _find_wrong_links(wording)
        findings += report_crossed_links(wording.where, *wording.forms)
    findings += _labels_of_places(guide)
    for block in guide.every_block():
        if block.icon and block.icon not in icons:
            findings.append(_report_missing_icon(block, icons))
        if block.speaker and guide.labels and f"name.{block.speaker}" not in guide.labels:
            message = f'"{block.speaker}" speaks and has no name'
            findings.append(Finding("missing-label", block.where, message, f"add name.{block.speaker}: to labels.yaml"))
    return list(dict.fromkeys(findings))


def _wordings(guide: Guide) -> Iterator[Wording]:
    for topic in guide.every_topic():
        yield from topic.titles.values()
    for block in guide.every_block():
        yield from block.strings.values()
    yield from guide.labels.values()


def _find_lost_references(guide: Guide, band: str) -> Iterator[Finding]:
    """Yield findings about pages that words of a band name and that its book has not; the kit names those of both."""
    every = {topic.id for topic in guide.topics} | set(HOLDERS)
    book = {topic.id for topic in guide.topics if topic.is_for(band)} | set(HOLDERS)
    of_kit = {where for where, _ in _list_references(guide.kit, band)}
    for where, topic in (*_list_references(guide.every_topic(), band), *_list_shared_references(guide, band)):
        if topic not in every:
            yield Finding("unknown-reference", where, f'no topic is called "{topic}"', did_you_mean(topic, book))
        elif topic not in book and where not in of_kit:
            message = f'the book for ages {band} has no page "{topic}"'
            yield Finding("unknown-reference", where, message, "name one that it has, or give the age words of its own")


def _list_references(every: Iterable[SourceTopic], band: str) -> Iterator[tuple[Where, str]]:
    """Yield the topics that words of some topics name in a band, each with its place."""
    topics = [topic for topic in every if topic.is_for(band)]
    blocks = [block for topic in topics for block in _list_below(topic.blocks, band)]
    wordings = [wording for topic in topics for wording in wordings_in(topic.titles, band)]
    yield from _find_references(wordings, blocks, band)


def _list_shared_references(guide: Guide, band: str) -> Iterator[tuple[Where, str]]:
    """Yield the topics that fixed messages and labels name in a band, each with its place."""
    names = dict.fromkeys(key.partition("@")[0] for key in guide.labels)
    labels = (guide.labels.get(f"{name}@{band}") or guide.labels.get(name) for name in names)
    topics = (topic for topic in guide.every_topic() if topic.is_for(band))
    used = {block.use for topic in topics for block in _list_below(topic.blocks, band)}
    messages = (message for message in guide.messages if message.id in used)
    yield from _find_references(filter(None, labels), list(_list_below(messages, band)), band)


def _find_references(wordings: Iterable[Wording], blocks: list[SourceBlock], band: str) -> Iterator[tuple[Where, str]]:
    """Yield the topics that some wordings and blocks name in a band, each with its place."""
    own = (wording for block in blocks for wording in wordings_in(block.strings, band))
    for wording in (*wordings, *own):
        for form in wording.forms:
            yield from ((wording.where, found[1] or found[2] or "") for found in REFERENCE.finditer(form))
    yield from ((block.where, block.to) for block in blocks if block.to)


def _list_below(blocks: Iterable[SourceBlock], band: str) -> Iterator[SourceBlock]:
    """Yield the blocks of a band and all below them."""
    for block in _select_band(blocks, band):
        yield block
        yield from _list_below(block.items, band)


def _find_wrong_links(wording: Wording) -> Iterator[Finding]:
    for form in wording.forms:
        for found in LINK.finditer(form):
            if not TARGET.match(found[1]) or "{" in found[1]:
                hint = "write #topic, https://..., tel:... or mailto:..., and no placeholder: {number} is a link itself"
                yield Finding("wrong-link", wording.where, f'a link cannot lead to "{found[1]}"', hint)


def report_crossed_links(where: Where, *forms: str) -> Iterator[Finding]:
    """Report links whose words show another number or address than they lead to."""
    for form in forms:
        for words, target in find_crossed_links(form) if "](" in form else ():
            message = f'the words of a link show "{words}", and it leads to "{target}"'
            yield Finding("crossed-link", where, message, "let it show what it leads to, or words without any")


def _labels_of_places(guide: Guide) -> Iterator[Finding]:
    """Yield labels that name a column of a table, since labels are the same words in every file."""
    for key, wording in guide.labels.items():
        if any(columns_in(form) for form in wording.forms):
            message, hint = f'the label "{key}" cannot say {{{RECORD}...}}', "say it in a sentence of a poster or card"
            yield Finding("record-in-label", wording.where, message, hint)


def _report_missing_icon(block: SourceBlock, icons: set[str]) -> Finding:
    return Finding("missing-art", block.where, f'no icon is called "{block.icon}"', did_you_mean(block.icon, icons))


def faces(art: Iterable[str]) -> frozenset[str]:
    """Return the faces that are drawn, by the names that layouts use."""
    return frozenset(name.removeprefix("cast-").replace("-", " ") for name in art if name.startswith("cast-"))


def check_casts(layout: Layout, name: str, art: Iterable[str]) -> list[Finding]:
    """Return findings about faces that a layout names and that are not drawn."""
    drawn = faces(art)
    casts = [(f"page {number}", plan.cast) for number, plan in enumerate(layout.pages, start=1)]
    casts += [(f"band {style.band}", plan.cast) for style in layout.bands for plan in style.pages]
    casts += [(look.item, look.cast) for look in layout.looks]
    return [
        Finding("missing-art", Where(name), f'{place}: no face is called "{face}"', did_you_mean(face, drawn))
        for place, cast in casts
        for face in cast
        if face not in drawn
    ]


def check_theme(theme: Theme, ours: Theme, name: str) -> list[Finding]:
    """Return what a project's theme lacks: pages and art use everything in ours except its sections."""
    parts: list[tuple[str, Mapping[str, object], Mapping[str, object]]]
    parts = [("ink", ours.inks, theme.inks), ("ground", ours.grounds, theme.grounds)]
    parts += [("area of low ink", ours.low_ink, theme.low_ink), ("filling", ours.fillings, theme.fillings)]
    parts += [(f"role of the {product}", roles, theme.roles.get(product, {})) for product, roles in ours.roles.items()]
    found = [
        Finding("missing-key", Where(name), f'the theme has no {what} "{key}"', f"add {key}: as in our theme")
        for what, known, theirs in parts
        for key in known
        if key not in theirs
    ]
    return found or list(contrast_findings(theme, ours, name))


def check_plans(layout: Layout, name: str, guide: Guide) -> list[Finding]:
    """Return findings about pages without a topic, or whose topic does not suit their master, in each band."""
    findings: list[Finding] = []
    for band in filter(layout.is_for, guide.every_band):
        for number, plan in enumerate(layout.for_band(band).pages, start=1):
            place = f"page {number} of {layout.name}"
            findings += _find_lost_places(plan, place, layout, guide, band)
            for topic in _list_on_page(plan, layout, guide, band) if layout.product != "sticker" else ():
                findings += _misfits(plan, place, topic, guide, band)
            findings += _find_unsure_page(plan, place, layout, guide, Where(name))
            if plan.master in LABELLED and f"section.{plan.section}" not in guide.labels:
                message, hint = f'{place} prints the label "section.{plan.section}"', "add it to labels.yaml"
                findings.append(Finding("missing-label", Where(name), message, hint))
    findings += _find_unsaid(layout, guide)
    findings += _find_lost_slides(layout, name, guide)
    return list(dict.fromkeys(findings))


def _find_lost_places(plan: PagePlan, place: str, layout: Layout, guide: Guide, band: str) -> Iterator[Finding]:
    """Yield findings about topics that a page asks for and that are not there, or not in the book of its band."""
    known = [topic.id for topic in guide.topics_of(layout.product, band)]
    every = {topic.id for other in BANDS for topic in guide.topics_of(layout.product, other)}
    for wanted in _list_wanted(plan, layout):
        if wanted not in known and not (layout.product == KIT and wanted in every):
            book = f"the book for ages {band} has no topic" if wanted in every else "no topic is called"
            message = f'{place}: {book} "{wanted}"'
            yield Finding("unknown-place", Where(f"layouts/{layout.name}.yaml"), message, did_you_mean(wanted, known))


def _list_wanted(plan: PagePlan, layout: Layout) -> list[str]:
    """Return the topics that a page asks for; none if it is for every item of the product."""
    is_for_all = layout.product in ITEMISED and not plan.place
    return [] if is_for_all else [plan.place, *filter(None, (plan.otherwise,))]


def _list_on_page(plan: PagePlan, layout: Layout, guide: Guide, band: str) -> Iterator[SourceTopic]:
    """Yield the topics that may stand on a page, or every item of the product."""
    looks = {look.item for look in layout.looks}
    for topic in guide.topics_of(layout.product, band):
        is_item = layout.product in SEVERAL or (layout.product in ITEMISED and topic.id in looks)
        if topic.id in (plan.place, plan.otherwise) or (is_item and not plan.place):
            yield topic


def _find_lost_slides(layout: Layout, name: str, guide: Guide) -> Iterator[Finding]:
    """Report a layout that has not a page for each slide of its topic, in each band."""
    for band in guide.bands:
        plans = [plan for plan in layout.for_band(band).pages if plan.master in SLIDE_MASTERS]
        for topic in guide.topics_of(layout.product, band) if plans else ():
            count = len(_select_band(topic.blocks, band))
            if topic.id == plans[0].place and count != len(plans):
                message = f"it has {len(plans)} pages, and {topic.id} has {count} slides for ages {band}"
                yield Finding("slides-lost", Where(name), message, "give each slide a page")


def _find_unsaid(layout: Layout, guide: Guide) -> Iterator[Finding]:
    """Report what a look says and what its item has not, in any band."""
    topics = {topic.id: topic for topic in guide.every_topic()}
    for look in layout.looks:
        topic = topics.get(look.item)
        known = set(_list_ids(topic.blocks, guide)) if topic else set(look.says)
        for name in look.says:
            if name not in known:
                where, message = Where(f"layouts/{layout.name}.yaml"), f'"{look.item}" has no message "{name}"'
                yield Finding("unknown-message", where, message, did_you_mean(name, known))


def _list_ids(blocks: Iterable[SourceBlock], guide: Guide) -> Iterator[str]:
    """Yield the ids of blocks, of what they use, and of all below them."""
    for block in (below for top in blocks for below in top.walk()):
        yield block.use or block.id
        yield from (item.id for item in guide.usable[block.use].items) if block.use in guide.usable else ()


def _find_unsure_page(plan: PagePlan, place: str, layout: Layout, guide: Guide, where: Where) -> Iterator[Finding]:
    """Report a page of a booklet on which nothing would stand where a country has no signed law."""
    needing = {topic.id for topic in guide.topics if topic.needs}
    if plan.otherwise in needing or (plan.place in needing and not plan.otherwise and layout.product == "booklet"):
        message = f'{place}: "{plan.otherwise or plan.place}" needs law that not every country has signed'
        hint = "add otherwise: and a topic that needs none"
        yield Finding("unsure-page", where, message, hint)


def _misfits(plan: PagePlan, place: str, topic: SourceTopic, guide: Guide, band: str) -> Iterator[Finding]:
    blocks = _select_band(topic.blocks, band)
    is_card = any(block.kind in ("front", "back") for block in blocks)
    if plan.master in SIDES or is_card:
        sides = (side for side in blocks if side.kind in SIDES.get(plan.master, ("front",)))
        blocks = [item for side in sides for item in _select_band(side.items, band)]
    reason = _misfit(plan.master, blocks, {id: block.kind for id, block in guide.usable.items()})
    if reason and topic.blocks and plan.master not in WORDLESS:
        where = topic.titles["title"].where
        yield Finding("unfit-topic", where, f"{place}, {plan.master}: {reason}", "mend the topic or choose a master")


def _select_band(blocks: Iterable[SourceBlock], band: str) -> list[SourceBlock]:
    return [block for block in blocks if block.is_for(band)]


def _misfit(master: str, blocks: list[SourceBlock], messages: Mapping[str, str]) -> str:
    """Return why a master cannot set blocks, "" if it can; a message that cannot be read suits every master."""
    known = FITS.get(master, FLOW)
    found = [(block, messages.get(block.use, "") if block.kind == "use" else block.kind) for block in blocks]
    others = [kind for _, kind in found if kind != "action"] if master in POSTERS else [kind for _, kind in found]
    if not others:
        return "the band has no words for it"
    if master == "story" and others[0] not in {"scenario", "comic", ""}:
        return "its first block must be a scenario or a comic"
    if master in POSTERS and "heading" in others[1:]:
        return "a heading stands first"
    if master == "help-now" and "m5" not in {block.use for block in blocks}:
        return "it needs {use: m5}"
    for block, kind in found:
        if kind and kind not in known:
            return f'it has no room for "{block.use or block.id}" ({kind})'
        if kind == "steps" and (block.style == "bubbles") != (master in POSTERS):
            return f'"{block.use or block.id}" cannot stand as "{block.style}"; bubbles are for posters'
    return ""
