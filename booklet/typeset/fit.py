"""Fitting: a page gives way in a fixed order until its content fits, and reports how far; the rest is overset."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from math import ceil

from booklet.bands import EASY
from booklet.errors import Finding, Severity, Where
from booklet.facts.selection import Selection
from booklet.geometry import Size
from booklet.look.layout import NOTES, SLIDE_MASTERS, Fonts, Layout, Look, Section, Theme
from booklet.machine.bounds import PAGES
from booklet.machine.store import kept
from booklet.text.fonts import Setting
from booklet.typeset import directory, help
from booklet.typeset.board import first_that_fits
from booklet.typeset.boxes import note_line
from booklet.typeset.branding import RECIPIENT
from booklet.typeset.brief import DANGER, DIRECTORY, HELPLINE, Brief, Colophon, make_brief
from booklet.typeset.drawncover import back_card
from booklet.typeset.easy import CARD
from booklet.typeset.eventlines import THEME
from booklet.typeset.flow import CARD_HEIGHT, danger_height
from booklet.typeset.house import Allowance, House, first_allowance
from booklet.typeset.legible import find_too_small
from booklet.typeset.masters import BACK_CARD, OWN_GROUND, limit, master_of
from booklet.typeset.missing import LineWith, find_missing_glyphs
from booklet.typeset.overlong import ROWS, fact_finding
from booklet.typeset.owncode import OWN_CODE
from booklet.typeset.partners import PARTNERS, STAMP_LEFT_OUT
from booklet.typeset.placed import Component, Form, Group, Overset, PlacedPage
from booklet.values import Frozen, replace
from booklet.words.manuscript import NO_TOPIC, Block, Contact, Manuscript

PICTURED = frozenset({"poster", "notice"}) | SLIDE_MASTERS
"""Masters that never give their picture away."""

TOLERANCE = 0.5
"""Points by which content may pass its limit before it is overset."""


class Placed(Frozen):
    """All pages of a file and the forms they use."""

    pages: tuple[PlacedPage, ...]
    forms: tuple[Form, ...]


def fit_product(
    layout: Layout, manuscript: Manuscript, theme: Theme, colophon: Colophon, bleed: float, item: str = ""
) -> Placed:
    """Return the placed pages of a layout; `item` names the poster or card for plans without a topic."""
    house = product_house(layout, manuscript, theme)
    pages = []
    for number, plan in enumerate(layout.pages, layout.first):
        topic = NO_TOPIC if plan.master == NOTES else manuscript.topic(plan.place or item)
        brief = make_brief(plan, number, topic, layout, manuscript, colophon, bleed)
        pages.append(fit(brief, dress_house(house, theme.sections[plan.section], plan.ink, brief.look)))
    return Placed(tuple(pages), make_product_forms(layout, manuscript, theme, bleed))


def make_product_forms(layout: Layout, manuscript: Manuscript, theme: Theme, bleed: float) -> tuple[Form, ...]:
    """Return the forms of a layout."""
    house = product_house(layout, manuscript, theme)
    return make_forms(layout, manuscript.help.lead, _danger_block(manuscript), house, bleed)


def dress_house(house: House, section: Section, ink: str = "", look: Look | None = None) -> House:
    """Return the house style of a page: its section, in another ink if asked, or a look's ground and title."""
    if look is None:
        return replace(house, section=replace(section, ink=ink or section.ink))
    sizes = (("title", *look.title),) if look.title[0] else ()
    return replace(house, section=Section(look.item, look.ground, -1), sizes=(*sizes, *house.sizes))


def product_house(layout: Layout, manuscript: Manuscript, theme: Theme) -> House:
    """Return the house style of a product before anything gives way."""
    setting = Setting(manuscript.locale.direction, manuscript.locale.script, manuscript.locale.tag)
    section = theme.sections[layout.pages[0].section]
    first = first_allowance(theme)
    return House(
        theme=theme,
        product=layout.style,
        setting=setting,
        labels=manuscript.labels,
        section=section,
        allowance=first,
        sizes=layout.sizes,
        scale=layout.scale,
        floor=layout.least_text,
        help_topic=_topic_with(HELPLINE, manuscript),
        directory_topic=_topic_with(DIRECTORY, manuscript) or _topic_with(HELPLINE, manuscript),
    )


def _topic_with(kind: str, manuscript: Manuscript) -> str:
    """Return the first topic with a block of a kind, "" if there is none."""
    return next((topic.id for topic in manuscript.topics if topic.has_kind(kind)), "")


@lru_cache(maxsize=PAGES)
def fit(brief: Brief, house: House) -> PlacedPage:
    """Return a page that has given way as little as possible; its picture is the last that it gives."""
    is_for_one = brief.brand.is_recipient  # a school, a clinic: nobody makes its page again with other words
    return _fit(brief, house)[0] if is_for_one else _fit_page(brief, house)


@kept("page")
def _fit_page(brief: Brief, house: House) -> PlacedPage:
    return _fit(brief, house)[0]


def settle(brief: Brief, house: House) -> House:
    """Return the house style of a page after it has given way."""
    return _fit(brief, house)[2]


def settle_page(brief: Brief, house: House) -> tuple[Brief, House]:
    """Return the brief of a page, with the pictures that it keeps, and its house style after it has given way."""
    return _fit(brief, house)[1:]


@lru_cache(maxsize=PAGES)
def _fit(brief: Brief, house: House) -> tuple[PlacedPage, Brief, House]:
    is_list = brief.scene is not None and brief.plan.master == "directory"
    page, given = _give_way(replace(brief, give=directory.GIVES) if is_list else brief, house)
    for fewer, gave in _list_fewer_pictures(brief) if is_overset(page.oversets) else ():
        plain, now = _give_way(fewer, house)
        if not is_overset(plain.oversets):
            return replace(plain, gave=", ".join(filter(None, (gave, plain.gave)))), fewer, now
    return page, brief, given


def _list_fewer_pictures(brief: Brief) -> Iterator[tuple[Brief, str]]:
    """Yield a page with fewer pictures, and what it gave: on the help page the last one goes first; a poster is one."""
    scene = brief.scene if brief.plan.master not in PICTURED else None
    if scene and brief.plan.master == "help-now" and len(scene.panels) > 1:
        yield replace(brief, scene=replace(scene, panels=scene.panels[:-1])), "one of its pictures"
    if scene:
        yield replace(brief, scene=None), "its picture"


def _give_way(brief: Brief, house: House) -> tuple[PlacedPage, House]:
    """Return a page and its house style after as few steps as it needs."""
    lowest = limit(brief)
    for step, allowance in allowances(house.theme, brief.give, house.allowance):
        gave, given = step, replace(house, allowance=allowance)
        component = master_of(brief.plan)(brief, given)
        if component.height <= lowest + TOLERANCE and not is_overset(component.oversets):
            break
    return _make_page(brief, component, lowest, gave, house), given


def is_overset(oversets: tuple[Overset, ...]) -> bool:
    """Tell whether anything of ours does not fit; a partner's line that does not fit is left out instead."""
    return any(not overset.where for overset in oversets)


def allowances(theme: Theme, give: tuple[str, ...], first: Allowance) -> Iterator[tuple[str, Allowance]]:
    """Yield what a page may still have, step by step: each name in `give` goes through its steps in turn."""
    now = first
    yield "", now
    for name in give:
        for value in theme.give[name][1:]:
            now = replace(now, **{name: value})
            yield f"{name} {value:g}", now


def _make_page(brief: Brief, component: Component, lowest: float, gave: str, house: House) -> PlacedPage:
    over = component.height - lowest
    oversets = component.oversets
    if over > TOLERANCE:
        oversets = (*oversets, Overset(brief.topic.id, ceil(over / house.style("body").leading), brief.topic.title))
    return PlacedPage(
        number=brief.number,
        topic=brief.topic.id,
        trim=brief.trim,
        bleed=brief.bleed,
        items=(Group(0, brief.trim.height, 0, component.items),),
        elements=component.elements,
        varies=brief.varies,
        gave=", ".join(filter(None, (*component.gave, gave))),
        room=max(0.0, -over) if brief.plan.master not in OWN_GROUND else 0.0,
        oversets=oversets,
    )


@lru_cache(maxsize=64)
def make_forms(layout: Layout, lead: Contact, danger: Block | None, house: House, bleed: float) -> tuple[Form, ...]:
    """Return the forms of a booklet: what a country changes on many pages."""
    if layout.style != "booklet":
        return ()
    margins = layout.margins
    measure = layout.trim.width - margins.inner - margins.outer
    strip_width = layout.trim.width - margins.inner + bleed
    back = back_card(layout) or Size(layout.trim.width - 2 * margins.outer, BACK_CARD)
    makers: dict[str, Callable[[House], Component]] = {
        "strip": lambda house: help.strip(lead, strip_width, bleed, house),
        "card": lambda house: help.outline_card(help.helpline_card(lead, measure, CARD_HEIGHT, house), house),
        "card-back": lambda house: help.helpline_card(lead, *back, house),
    }
    if layout.band == EASY:
        makers[CARD] = makers["card"]
    if danger is not None:
        makers["danger"] = lambda house: danger_form(danger, measure, house)
    return tuple(Form(name, _fit_form(make, house)) for name, make in makers.items())


def _fit_form(make: Callable[[House], Component], house: House) -> Component:
    """Return a form in type as large as its words allow; the size of the form does not change."""
    for step, allowance in allowances(house.theme, ("type",), house.allowance):
        component = replace(make(replace(house, allowance=allowance)), gave=(step,) if step else ())
        if not component.oversets:
            break
    return component


def _danger_block(manuscript: Manuscript) -> Block | None:
    blocks = (block for topic in manuscript.topics for block in topic.blocks)
    return next((block for block in blocks if block.id == DANGER.id), None)


def danger_form(block: Block, measure: float, house: House) -> Component:
    """Return the message on danger in its fixed room, in small type if it is long."""
    room = danger_height(house) + TOLERANCE
    component = first_that_fits((note_line(block, measure, house, role=role) for role in ("body", "small")), room)
    if component.height > room:
        component = replace(component, oversets=(Overset(block.id, 1, block.text),))
    return component


def check_placed(
    placed: Placed,
    layout: Layout,
    locale: str,
    fonts: Fonts,
    selection: Selection | None = None,
    line_with: LineWith = lambda _: None,
) -> list[Finding]:
    """Return findings about what does not fit, cannot be shown, or gave way.

    If the contacts are given, a number or name that is too long is reported with its line.
    """

    def told(overset: Overset, where: Where) -> Finding:
        fact = fact_finding(overset, f"{layout.name} in {locale}", selection, locale) if selection else None
        return fact or _overset_finding(overset, where)

    findings = []
    lists = {plan.place for plan in layout.pages if plan.master == "directory"}
    for page in placed.pages:
        where = Where(f"{layout.name} {locale} page {page.number + 1} ({page.topic})")
        findings += [
            told(_name_rows(overset) if overset.block in lists else overset, where) for overset in page.oversets
        ]
        findings += find_missing_glyphs(page.items, where, fonts, line_with)
        findings += find_too_small(page.items, where, layout)
        if page.gave and not is_overset(page.oversets):
            findings.append(_report_gave_way(page.gave, where))
    for form in placed.forms:
        where = Where(f"{layout.name} {locale} {form.name}")
        findings += [told(overset, where) for overset in form.component.oversets]
        findings += find_missing_glyphs(form.component.items, where, fonts, line_with)
        findings += find_too_small(form.component.items, where, layout)
        if form.component.gave and not form.component.oversets:
            findings.append(_report_gave_way(", ".join(form.component.gave), where))
    return findings


def _name_rows(overset: Overset) -> Overset:
    """Return what does not fit on the page of all contacts, whatever a book calls that page."""
    return replace(overset, block=ROWS)


GAVE_WAY = "gave-way"


def _report_gave_way(gave: str, where: Where) -> Finding:
    return Finding(GAVE_WAY, where, f"gave way to fit: {gave}", "shorten the text for more air", Severity.NOTE)


def _overset_finding(overset: Overset, where: Where) -> Finding:
    if overset.block == RECIPIENT:
        return _recipient_finding(overset, where)
    if overset.block == OWN_CODE:
        return _code_finding(overset, where)
    if overset.block in (PARTNERS, STAMP_LEFT_OUT):
        return _partners_finding(overset, where)
    if overset.block == THEME:
        message = f'the theme "{overset.about}" does not fit on {where}'
        hint = f"shorten it by about {overset.lines} characters"
        return Finding("theme-too-long", overset.where or where, message, hint)
    if overset.where:
        message, hint = f'"{overset.about}" has no room on {where} and is left out there', "write a shorter one: short:"
        return Finding("brand-left-out", overset.where, message, hint, Severity.WARNING)
    about = overset.about if len(overset.about) <= 40 else overset.about[:37] + "..."
    if not overset.lines:
        return Finding("overset", where, f'{overset.block}: "{about}" is wider than its place', "shorten or split it")
    lines = f"{overset.lines} line{'s' if overset.lines > 1 else ''}"
    hint = f"shorten by about {45 * overset.lines} characters"
    if overset.block == ROWS:
        hint = f"shorten names and regions of its contacts by about {45 * overset.lines} characters, or print fewer"
    return Finding("overset", where, f'{overset.block}: {lines} too many for the place ("{about}")', hint)


def _partners_finding(overset: Overset, where: Where) -> Finding:
    """Return by how much partners' logos, sentences or the box for a stamp are too large for their place."""
    place = overset.where or where
    if overset.block == STAMP_LEFT_OUT:
        message = f"the box for a stamp has no room on {where} and is left out there; it lacks {overset.lines} mm"
        return Finding("stamp-left-out", place, message, "make it smaller: stamp:", Severity.WARNING)
    about = overset.about if len(overset.about) <= 80 else overset.about[:77] + "..."
    message = f'"{about}" needs {overset.lines} mm more than there is on {where}'
    return Finding("partners-no-room", place, message, "make it smaller or shorter in brand.yaml, or print less there")


def _recipient_finding(overset: Overset, where: Where) -> Finding:
    """Return that a recipient's name has no place, or by how much it is too long."""
    place = overset.where or where
    if overset.lines:
        message = f'"{overset.about}" with its contact does not fit on {where}'
        return Finding("recipient-too-long", place, message, f"shorten it by about {overset.lines} characters")
    hint = "leave it out of the lot: items:, or layout:"
    return Finding("recipient-no-place", Where(where.file), "there is no place for a name", hint)


def _code_finding(overset: Overset, where: Where) -> Finding:
    """Return that the code of a place's page, or the host below it, has no room."""
    message = f'the code of "{overset.about}" with its host does not fit on {where}'
    hint = f"shorten the host by about {overset.lines} characters" if overset.lines else "take a shorter address"
    return Finding("recipient-too-long", overset.where or where, message, hint)
