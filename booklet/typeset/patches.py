"""A country's changes to printed copies, as patches; each is set by the function that set the page it covers."""

from collections.abc import Callable, Iterator, Mapping

from booklet.geometry import Size, mm
from booklet.look.layout import Layout, PagePlan, Theme
from booklet.typeset import card, help, posterstrip
from booklet.typeset.board import Board
from booklet.typeset.brief import DANGER, Brief, Colophon, make_brief
from booklet.typeset.coverparts import publisher_lines
from booklet.typeset.directory import help_list
from booklet.typeset.drawncover import back_card, place_publisher
from booklet.typeset.fit import Placed, dress_house, fit, make_product_forms, product_house, settle_page
from booklet.typeset.flow import danger_height
from booklet.typeset.foot import STRIP
from booklet.typeset.head import head
from booklet.typeset.helppage import night_foot
from booklet.typeset.house import House
from booklet.typeset.masters import BACK_CARD, FOOTED
from booklet.typeset.patch import Patch
from booklet.typeset.placed import Form, PlacedPage, forms_of
from booklet.typeset.proofmark import ProofMark
from booklet.typeset.stickers import sheets
from booklet.values import Frozen, replace
from booklet.words.manuscript import Manuscript

PAD, AT_NUMBER, AT_END = mm(1.5), mm(3.4), 0.0
"""How much wider a patch is than its words, where its ground goes on around them; before the number of a poster, behind
the last words of its strip."""

LIST_FOOT = STRIP - help.STRIP_HEIGHT
"""How far down the directory is covered: its list may have been longer."""


class PrintedCopies(Frozen):
    """What copies were printed from: layouts with their items, and the words that they would have today."""

    layouts: tuple[Layout, ...]
    items: Mapping[str, tuple[str, ...]]
    manuscript: Manuscript
    theme: Theme
    colophon: Colophon
    bleed: float


def fit_stickers(
    layout: Layout, printed: PrintedCopies, mark: ProofMark | None, before: PrintedCopies | None = None
) -> tuple[Layout, Placed]:
    """Return a layout with as many sheets as its patches need, and these sheets.

    `mark` is printed on each patch if it must not go to readers. `before` are copies that say something else: only
    patches in which both differ are set.
    """
    house = product_house(layout, printed.manuscript, printed.theme)
    plans: list[PagePlan] = []
    pages: list[PlacedPage] = []
    for plan in layout.pages:
        brief, dress = (
            _sheet_brief(plan, layout, printed, mark, before),
            dress_house(house, printed.theme.sections[plan.section]),
        )
        for patches in sheets(brief, dress):
            pages.append(fit(replace(brief, number=len(pages), patches=patches), dress))
            plans.append(plan)
    forms = (form for found in _find_layouts("booklet", printed) for form in _forms(found, printed))
    return replace(layout, pages=tuple(plans)), Placed(tuple(pages), tuple(dict.fromkeys(forms)))


def _sheet_brief(
    plan: PagePlan, layout: Layout, printed: PrintedCopies, mark: ProofMark | None, before: PrintedCopies | None
) -> Brief:
    manuscript, colophon = printed.manuscript, printed.colophon
    topic = manuscript.topic(plan.place)
    brief = make_brief(plan, 0, topic, layout, manuscript, colophon, printed.bleed)
    return replace(
        brief,
        patches=_list_patches(plan.master, printed, before),
        mark=mark,
        place_name=colophon.place or manuscript.labels["international"],
    )


def _list_patches(master: str, printed: PrintedCopies, before: PrintedCopies | None) -> tuple[Patch, ...]:
    """Return the patches of a sheet, without those that would say the same as before; a form is set by its name."""
    found = tuple(PATCHES[master](printed))
    old = tuple(PATCHES[master](before)) if before else ()
    if before is None or len(found) != len(old):
        return found
    changed = {form.name for form in _booklet_forms(printed) - _booklet_forms(before)}
    return tuple(
        patch
        for patch, other in zip(found, old, strict=True)
        if patch.component != other.component or changed & set(forms_of(patch.component.items))
    )


def _help(printed: PrintedCopies) -> Iterator[Patch]:
    """Yield the patches of the help page and the back cover."""
    for layout, plan, brief, house in _pages("booklet", printed):
        where = _page_label(brief, printed)
        if plan.master == "help-now":
            foot, top = night_foot(brief, house)
            yield Patch(foot, 0, top, layout.trim.width, layout.trim.height - top, "night", where)
        elif plan.master == "back-cover":
            size = back_card(layout) or Size(_back_measure(layout), BACK_CARD)
            ground = brief.scene.panels[0].ground if brief.scene else "oat"
            yield _form_patch("card-back", "Sect", *size, ground, where, house)


def _lines(printed: PrintedCopies) -> Iterator[Patch]:
    """Yield strips, what to do in danger, and the back cover's note on numbers.

    Beyond its cut a strip continues as far as the bleed of a page.
    """
    for layout, plan, brief, house in _pages("booklet", printed):
        where = _page_label(brief, printed)
        if DANGER in brief.topic.blocks:
            ground = "lilac" if plan.master == "story" else "white"
            yield _pad_patch(_form_patch("danger", "P", brief.measure, danger_height(house), ground, where, house))
        if plan.master in FOOTED and brief.is_recto:
            width = layout.trim.width - brief.start
            yield _form_patch("strip", "Link", width, help.STRIP_HEIGHT, "white", where, house)
        if plan.master == "back-cover":
            drawn = place_publisher(brief, house, brief.scene)[0] if brief.scene else None
            lines = drawn or publisher_lines(brief, house, _back_measure(layout))
            yield _pad_patch(Patch(lines, 0, 0, lines.width, lines.height, "oat", where))


def _back_measure(layout: Layout) -> float:
    return layout.trim.width - 2 * layout.margins.outer


def _directory(printed: PrintedCopies) -> Iterator[Patch]:
    """Yield the whole list of the directory, since any of its rows may have changed."""
    for layout, plan, brief, house in _pages("booklet", printed):
        if plan.master == "directory":
            top = head(Board(brief.topic.id, house.setting), brief, house)
            board = Board(brief.topic.id, house.setting)
            help_list(board, brief, house, top)
            found = board.finish(layout.trim.width, layout.trim.height)
            where = _page_label(brief, printed)
            yield _pad_patch(
                Patch(found, brief.start, top, brief.measure, brief.trim.height - LIST_FOOT - top, "white", where)
            )


def _posters(printed: PrintedCopies) -> Iterator[Patch]:
    """Yield the words at the foot of posters and their QR code; posters with the same words share a patch."""
    found: dict[Patch, list[str]] = {}
    for _, _, brief, house in _pages("poster", printed):
        assert brief.help is not None
        words = posterstrip.foot_words(brief, brief.help, house)
        patches = [_pad_patch(Patch(words, 0, 0, words.width, words.height, "night", ""), AT_NUMBER, AT_END)]
        if help.target(brief.help.lead):
            code = help.code(brief.help.lead, posterstrip.TILE, house)
            patches.append(Patch(code, 0, 0, posterstrip.TILE, posterstrip.TILE, "night", ""))
        for patch in patches:
            found.setdefault(patch, []).append(brief.topic.id.upper())
    for patch, items in found.items():
        where = printed.manuscript.labels["sticker.poster"].replace("{item}", ", ".join(items))
        yield replace(patch, where=where)


def _cards(printed: PrintedCopies) -> Iterator[Patch]:
    """Yield the helpline on the back of each tip card."""
    for layout, plan, brief, house in _pages("card", printed):
        if plan.master == "card-back" and brief.help:
            foot, height = card.helpline_foot(brief, house)
            where = printed.manuscript.labels["sticker.card"].replace("{item}", brief.topic.id.upper())
            yield Patch(foot, 0, layout.trim.height - height, layout.trim.width, height, "sun", where)


PATCHES: Mapping[str, Callable[[PrintedCopies], Iterator[Patch]]] = {
    "sticker-help": _help,
    "sticker-lines": _lines,
    "sticker-directory": _directory,
    "sticker-poster": _posters,
    "sticker-card": _cards,
}
"""What stands on a sheet, by the master of the sheet."""


def _find_layouts(product: str, printed: PrintedCopies) -> Iterator[Layout]:
    return (layout for layout in printed.layouts if layout.product == product)


def _forms(layout: Layout, printed: PrintedCopies) -> tuple[Form, ...]:
    return make_product_forms(layout, printed.manuscript, printed.theme, printed.bleed)


def _booklet_forms(printed: PrintedCopies) -> frozenset[Form]:
    return frozenset(form for layout in _find_layouts("booklet", printed) for form in _forms(layout, printed))


def _pages(product: str, printed: PrintedCopies) -> Iterator[tuple[Layout, PagePlan, Brief, House]]:
    """Yield the pages that were printed, with their briefs and the house style in which each is set."""
    for layout in _find_layouts(product, printed):
        house = product_house(layout, printed.manuscript, printed.theme)
        for item in printed.items[product]:
            for number, plan in enumerate(layout.pages):
                if plan.master in COVERED:
                    brief = _brief(layout, number, item, printed)
                    section = printed.theme.sections[plan.section]
                    yield layout, plan, *settle_page(brief, dress_house(house, section, plan.ink, brief.look))


def _brief(layout: Layout, number: int, item: str, printed: PrintedCopies) -> Brief:
    """Return the brief of a page; a list is set as if it had no picture, for it may have had more rows and none."""
    plan, manuscript = layout.pages[number], printed.manuscript
    topic = manuscript.topic(plan.place or item)
    brief = make_brief(plan, number, topic, layout, manuscript, printed.colophon, printed.bleed)
    return replace(brief, scene=None) if plan.master == "directory" else brief


COVERED = FOOTED | {"help-now", "back-cover", "directory", "poster", "card-back"}
"""Masters that print what changes with the country."""


def _page_label(brief: Brief, printed: PrintedCopies) -> str:
    return printed.manuscript.labels["sticker.booklet"].replace("{page}", str(brief.number + 1))


def _pad_patch(patch: Patch, start: float = PAD, end: float = PAD) -> Patch:
    return replace(patch, x=patch.x - start, width=patch.width + start + end)


def _form_patch(name: str, role: str, width: float, height: float, ground: str, where: str, house: House) -> Patch:
    """Return a form as a patch."""
    board = Board(name, house.setting)
    board.form(name, 0, 0, role)
    return Patch(board.finish(width, height), 0, 0, width, height, ground, where)
