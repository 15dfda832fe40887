"""How a page gives way, and how it says that something does not fit."""

import re
from collections.abc import Iterable
from itertools import pairwise
from math import ceil

import pytest
from projects import book

from booklet.errors import Finding, Severity
from booklet.facts.insert import INTERNATIONAL
from booklet.geometry import Size, mm
from booklet.look.layout import Margins, PagePlan, Theme
from booklet.sources.load import Sources
from booklet.text.compose import compose, set_line
from booklet.typeset.brief import DANGER, Brief
from booklet.typeset.fit import (
    TOLERANCE,
    Placed,
    allowances,
    check_placed,
    danger_form,
    dress_house,
    fit,
    make_forms,
    settle,
)
from booklet.typeset.flow import danger_height
from booklet.typeset.house import Allowance, House
from booklet.typeset.masters import MASTERS, limit, master_of
from booklet.typeset.placed import Form, Overset, PlacedPage
from booklet.values import replace
from booklet.words.locales import find_locale
from booklet.words.localise import ManuscriptAxes, localise
from booklet.words.manuscript import Block, Manuscript, Topic

GIVE = ("gap", "opener", "small", "body")
WIDE = "W" * 60
SENTENCE = "You can tell someone you trust, and you can stop at any time. "


def brief_of(*blocks: Block, title: str = "A title", master: str = "text", give: tuple[str, ...] = GIVE) -> Brief:
    return Brief(
        plan=PagePlan(master, "topic", "happening", ()),
        number=7,
        topic=Topic("topic", title, blocks),
        trim=Size(mm(148), mm(210)),
        margins=Margins(mm(14), mm(17), mm(15), mm(24)),
        bleed=mm(3),
        give=give,
    )


def paragraph(words: int) -> Block:
    return Block("p", "paragraph", text=" ".join((SENTENCE.split() * (1 + words // 12))[:words]))


def filled(words: int, master: str = "text", give: tuple[str, ...] = GIVE) -> Brief:
    """Return a page of boxes and tips, whose gaps are worth a line at each step, and as many words as asked for."""
    law = Block("l", "law", title="Pictures", text="The law protects you.")
    action = Block("a", "action", title="Ask first", text="Wait for a yes.", icon="users")
    tip = Block("t", "tip", title="Ask first", text="Before you share a picture, ask. Wait for a yes.", icon="users")
    return brief_of(paragraph(words), law, action, law, action, tip, tip, master=master, give=give)


def fits(brief: Brief, house: House, allowance: Allowance) -> bool:
    component = MASTERS[brief.plan.master](brief, replace(house, allowance=allowance))
    return component.height <= limit(brief) + TOLERANCE and not component.oversets


def steps_of(house: House, *names: str) -> list[str]:
    """Return what pages say that gave way, as the theme has it: of some allowances, or all in their usual order."""
    found = [f"{name} {value:g}" for name in names or GIVE for value in house.theme.give[name][1:]]
    return found if names else ["", *found]


def oversets(brief: Brief, house: House) -> list[Overset]:
    return list(fit(brief, house).oversets)


def findings(page: PlacedPage, sources: Sources) -> list[Finding]:
    return check_placed(Placed((page,), ()), sources.layout("booklet-a5"), "en", sources.theme.fonts)


def codes(found: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in found]


# Giving way


def test_a_page_gives_way_in_the_order_of_its_layout(sources: Sources, house: House) -> None:
    theme = replace(sources.theme, give={"gap": (7.5, 6, 3), "opener": (60, 48), "small": (100, 95.5), "body": (100,)})
    assert [step for step, _ in allowances(theme, GIVE, house.allowance)] == [
        *("", "gap 6", "gap 3", "opener 48", "small 95.5"),
    ]
    assert [step for step, _ in allowances(theme, ("small", "gap"), house.allowance)] == [
        *("", "small 95.5", "gap 6", "gap 3"),
    ]


def test_what_gave_way_once_stays_so_when_the_next_gives_way(sources: Sources) -> None:
    theme = replace(sources.theme, give={"gap": (7.5, 6, 3), "opener": (60, 48), "small": (100, 95.5), "body": (100,)})
    assert [allowance for _, allowance in allowances(theme, GIVE, Allowance(7.5, 60, 100, 100, 100, 100))] == [
        Allowance(7.5, 60, 100, 100, 100, 100),
        Allowance(6, 60, 100, 100, 100, 100),
        Allowance(3, 60, 100, 100, 100, 100),
        Allowance(3, 48, 100, 100, 100, 100),
        Allowance(3, 48, 95.5, 100, 100, 100),
    ]


@pytest.mark.parametrize("master", ["text", "opener"])
@pytest.mark.parametrize("give", [GIVE, ("body", "gap"), ()])
def test_a_page_gives_way_no_further_than_needed(
    sources: Sources, house: House, master: str, give: tuple[str, ...]
) -> None:
    steps = list(allowances(sources.theme, give, house.allowance))
    seen = []
    for words in range(20, 330, 7):
        brief = filled(words, master, give)
        page = fit(brief, house)
        wanted = next((step for step, allowance in steps if fits(brief, house, allowance)), steps[-1][0])
        assert page.gave == wanted
        seen.append(page.gave)
    order = [step for step, _ in steps]
    assert seen == sorted(seen, key=order.index)
    assert seen[0] == ""
    assert seen[-1] == order[-1]


@pytest.mark.slow
def test_the_longer_a_text_the_further_a_page_gives_way(house: House) -> None:
    gave = [fit(filled(words), house).gave for words in range(60, 260)]
    assert gave == sorted(gave, key=steps_of(house).index)
    assert {"", *steps_of(house, "gap"), *steps_of(house, "body")} <= set(gave)


@pytest.mark.slow
def test_an_opener_lowers_its_band_before_its_type(house: House) -> None:
    gave = {fit(filled(words, "opener"), house).gave for words in range(20, 200)}
    assert set(steps_of(house, "opener")) <= gave


def test_a_page_that_fits_as_it_is_gives_nothing_and_says_what_is_free(sources: Sources, house: House) -> None:
    brief = brief_of(paragraph(20))
    page = fit(brief, house)
    height = MASTERS["text"](brief, house).height
    assert (page.gave, page.oversets) == ("", ())
    assert page.room == pytest.approx(limit(brief) - height)
    assert findings(page, sources) == []


def test_a_page_that_gave_way_says_so_in_a_note(sources: Sources, house: House) -> None:
    words = next(words for words in range(20, 330) if fit(filled(words), house).gave == steps_of(house, "gap")[1])
    (finding,) = findings(fit(filled(words), house), sources)
    assert (finding.code, finding.severity) == ("gave-way", Severity.NOTE)
    assert steps_of(house, "gap")[1] in finding.message
    assert str(finding.where) == "booklet-a5 en page 8 (topic)"


def test_a_line_fewer_makes_a_page_with_more_room(house: House) -> None:
    less, more = (fit(brief_of(paragraph(words)), house) for words in (30, 100))
    lines = (less.room - more.room) / house.style("body").leading
    assert lines >= 1
    assert lines == pytest.approx(round(lines))


def test_equal_briefs_are_one_page(house: House) -> None:
    first, second = (brief_of(paragraph(50)) for _ in range(2))
    assert first is not second
    assert fit(first, house) is fit(second, house)


def test_a_page_is_measured_from_the_top_of_its_trim(house: House) -> None:
    (group,) = fit(brief_of(paragraph(5)), house).items
    assert (group.dx, group.dy) == (0, mm(210))  # type: ignore[union-attr]


# What does not fit


def test_a_text_that_never_fits_is_overset_in_its_topic(sources: Sources, house: House) -> None:
    page = fit(filled(600), house)
    (overset,) = page.oversets
    assert overset.block == "topic"
    assert overset.lines > 5
    assert page.gave == steps_of(house)[-1]
    found = findings(page, sources)
    assert codes(found) == ["overset"]
    assert found[0].severity is Severity.ERROR
    assert f"{overset.lines} lines too many" in found[0].message
    assert f"about {45 * overset.lines} characters" in found[0].hint
    assert str(found[0].where) == "booklet-a5 en page 8 (topic)"


@pytest.mark.slow
def test_the_lines_too_many_shrink_as_words_are_removed(house: House) -> None:
    counts = []
    for words in range(600, 60, -5):
        page = fit(filled(words), house)
        counts.append(sum(overset.lines for overset in page.oversets))
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 10
    assert 1 in counts
    assert counts[-1] == 0
    assert max(before - after for before, after in pairwise(counts)) <= 2


def test_no_page_passes_its_limit_by_more_than_nobody_sees_and_each_part_of_a_line_too_many_is_one(
    house: House,
) -> None:

    def over(brief: Brief) -> float:
        return master_of(brief.plan)(brief, settle(brief, house)).height - limit(brief)

    leading, seen = house.style("body").leading, set()
    for give in ((), GIVE):
        brief = filled(230, give=give)
        width, exact = brief.trim.width, brief.trim.height + over(brief)
        for less in (-9.0, -1.0, 0.0, 0.4, 0.6, 1.0, 2.9, 9.0, 16.0, 18.0, 35.0):
            page = replace(brief, trim=Size(width, exact - less))
            lines = [overset.lines for overset in fit(page, house).oversets]
            assert lines == ([ceil(over(page) / leading)] if over(page) > 0.5 else []), (give, less)
            seen |= {"barely" for _ in lines if over(page) < 3} | {"by a part" for _ in lines if over(page) < leading}
    assert seen == {"barely", "by a part"}


def test_a_page_has_the_ink_of_its_plan_or_else_of_its_section(house: House) -> None:
    section = house.theme.sections["happening"]
    assert dress_house(house, section, "coral").section == replace(section, ink="coral")
    assert dress_house(house, section).section == section


def test_one_line_too_many_is_said_in_the_singular(sources: Sources, house: House) -> None:
    words = next(words for words in range(100, 600) if [o.lines for o in fit(filled(words), house).oversets] == [1])
    (finding,) = findings(fit(filled(words), house), sources)
    assert "1 line too many" in finding.message


def speech(style: str) -> tuple[Block, ...]:
    return (Block("b.0", "story", text="She waits."), Block("b.1", "speech-line", style, text=WIDE))


UNBREAKABLE = {
    "paragraph": Block("b", "paragraph", text=WIDE),
    "heading": Block("b", "heading", text=WIDE),
    "list": Block("b", "list", items=(Block("b.1", "item", text=WIDE),)),
    "definition title": Block("b", "definition", title=WIDE, text="a"),
    "definition text": Block("b", "definition", title="a", text=WIDE),
    "question": Block("b", "question", title=WIDE, items=(Block("b.1", "paragraph", text="a"),)),
    "answer": Block("b", "question", title="a", items=(Block("b.1", "paragraph", text=WIDE),)),
    "note": Block("b", "note", title=WIDE, text="a", icon="tag"),
    "note line": Block("b", "note", "line", title="a", text=WIDE, icon="tag"),
    "taking action": Block("b", "taking-action", title="a", text=WIDE, label="b"),
    "banner title": Block("b", "banner", title=WIDE, text="a"),
    "banner text": Block("b", "banner", title="a", text=WIDE),
    "action": Block("b", "action", title=WIDE, text="a", icon="tag"),
    "tip": Block("b", "tip", title="a", text=WIDE, icon="tag"),
    "law": Block("b", "law", title="a", text=WIDE),
    "told": Block("b", "scenario", title="a", items=(Block("b.1", "story", text=WIDE),)),
    "scenario title": Block("b", "scenario", title=WIDE, items=(Block("b.1", "story", text="a"),)),
    "young speech": Block("b", "scenario", items=speech("young")),
    "adult speech": Block("b", "scenario", items=speech("adult")),
    "closing": Block("b", "scenario", items=(Block("b.1", "closing", text=WIDE),)),
    "question line": Block("b", "scenario", items=(Block("b.1", "question-line", text=WIDE),)),
}


@pytest.mark.parametrize("place", UNBREAKABLE)
def test_an_unbreakable_word_wider_than_its_place_is_reported(sources: Sources, house: House, place: str) -> None:
    page = fit(brief_of(UNBREAKABLE[place]), house)
    found = [overset for overset in page.oversets if WIDE in overset.about]
    assert {overset.block.partition(".")[0] for overset in found} == {"b"}
    errors = [finding for finding in findings(page, sources) if finding.code == "overset"]
    assert any("wider than its place" in finding.message for finding in errors)


@pytest.mark.parametrize("style", ["young", "adult"])
def test_an_unbreakable_word_in_a_speech_of_a_story_page_is_reported(house: House, style: str) -> None:
    found = oversets(brief_of(Block("b", "scenario", items=speech(style)), master="story"), house)
    assert [(overset.block, overset.lines) for overset in found] == [("b.1", 0)]


def test_an_unbreakable_title_is_reported(house: House) -> None:
    for master in ("text", "opener"):
        assert WIDE in [overset.about for overset in oversets(brief_of(title=WIDE, master=master), house)]


def test_a_title_that_is_too_wide_is_set_smaller_and_says_so(house: House) -> None:
    fitting, wide = "Private pictures", "Zusammenstellungen"
    room = brief_of().measure
    sizes = [set_line(words, house.style("opener-title"), house.setting).width for words in (fitting, wide)]
    assert sizes[0] < room < sizes[1]
    pages = [fit(brief_of(paragraph(9), title=words, master="opener"), house) for words in (fitting, wide)]
    assert [page.oversets for page in pages] == [(), ()]
    assert pages[0].gave == ""
    assert re.fullmatch("title [6-9][0-9]", pages[1].gave)


def test_type_gives_way_down_to_its_least_and_no_further(house: House) -> None:
    role = house.theme.roles["booklet"]["body"]
    styles = house.list_smaller("body")
    assert (styles[0].size, styles[0].leading) == (role.size, role.leading)
    assert (styles[-1].size, styles[-1].leading) == pytest.approx(role.least)
    assert all(first.size >= second.size >= role.least[0] for first, second in pairwise(styles))
    large = replace(house, sizes=(("body", 13.5, mm(7)),)).list_smaller("body")
    assert large[0].size == 13.5
    assert large[-1].size == pytest.approx(role.least[0] * 13.5 / role.size)


def test_a_cover_title_that_runs_into_the_pictures_is_reported(house: House) -> None:
    cover = replace(brief_of(title="Safe online", master="cover"), notes=("14–17", "English"))
    tall = replace(cover, topic=replace(cover.topic, title=f"Safe {WIDE} " * 9))
    assert MASTERS["cover"](cover, house).height < mm(78) < MASTERS["cover"](tall, house).height
    assert oversets(cover, house) == []
    assert oversets(tall, house) != []


def test_a_back_cover_message_that_runs_into_the_card_is_reported(house: House) -> None:
    short, long = (brief_of(paragraph(words), master="back-cover") for words in (12, 140))
    lines = compose(long.topic.blocks[0].text, house.style("speech-plain"), mm(120), house.setting)
    assert mm(82) + len(lines) * house.style("speech-plain").leading > mm(114)
    assert oversets(short, house) == []
    assert oversets(long, house) != []


# Characters


@pytest.mark.parametrize(
    "block",
    [
        Block("b", "paragraph", text="Say ཀa now"),
        Block("b", "definition", title="a", text="*ཀ*"),
        Block("b", "question", title="a", items=(Block("b.1", "list", items=(Block("b.2", "item", text="ཀ"),)),)),
    ],
)
def test_a_character_without_glyph_is_a_finding_that_names_it(sources: Sources, house: House, block: Block) -> None:
    (finding,) = findings(fit(brief_of(block), house), sources)
    assert finding.code == "missing-glyph"
    assert finding.severity is Severity.ERROR
    assert "'ཀ'" in finding.message
    assert "U+0F40" in finding.message
    assert str(finding.where) == "booklet-a5 en page 8 (topic)"


def test_a_missing_character_is_reported_once_a_page(sources: Sources, house: House) -> None:
    page = fit(brief_of(Block("b", "paragraph", text="ཀ ཀ"), Block("c", "paragraph", text="*ཀ* ཁ")), house)
    found = findings(page, sources)
    assert codes(found) == ["missing-glyph"] * 2
    assert [("ཀ" in finding.message, "ཁ" in finding.message) for finding in found] == [(True, False), (False, True)]


def test_a_letter_the_font_has_is_not_reported(sources: Sources, house: House) -> None:
    found = findings(fit(brief_of(Block("b", "paragraph", text="a\u0f71")), house), sources)
    assert [finding.message.partition("(")[2][:6] for finding in found] == ["U+0F71"]


# Forms


def forms_of(sources: Sources, manuscript: Manuscript, house: House, layout: str = "booklet-a5") -> tuple[Form, ...]:
    blocks = {block.id: block for topic in manuscript.topics for block in topic.blocks}
    return make_forms(sources.layout(layout), manuscript.help.lead, blocks[DANGER.id], house, mm(3))


def test_a_booklet_has_forms_for_what_changes_with_the_country(
    sources: Sources, manuscript: Manuscript, house: House
) -> None:
    forms = forms_of(sources, manuscript, house)
    assert [form.name for form in forms] == ["strip", "card", "card-back", "danger"]
    assert all(form.component.oversets == () for form in forms)


def test_posters_and_cards_have_no_forms(sources: Sources, manuscript: Manuscript, house: House) -> None:
    for name in ("poster-a3", "card-85x55"):
        assert forms_of(sources, manuscript, house, name) == ()


def test_the_message_on_danger_fits_its_room_or_is_overset(house: House) -> None:
    measure = mm(117)
    short = Block("m5", "note", "line", title="Danger now?", text="Call 116 111.", icon="first-aid")
    assert danger_form(short, measure, house).oversets == ()
    assert danger_form(short, measure, house).height <= danger_height(house)
    long = replace(short, text=SENTENCE * 6)
    (overset,) = danger_form(long, measure, house).oversets
    assert overset.block == "m5"


def test_faults_in_a_form_are_found(sources: Sources, manuscript: Manuscript, house: House) -> None:
    lead = replace(manuscript.help.lead, name=f"{WIDE} ཀ")
    changed = replace(manuscript, help=replace(manuscript.help, lead=lead))
    forms = forms_of(sources, changed, house)
    found = check_placed(Placed((), forms), sources.layout("booklet-a5"), "en", sources.theme.fonts)
    assert {"overset", "missing-glyph"} <= set(codes(found))
    assert {"booklet-a5 en strip", "booklet-a5 en card"} <= {str(finding.where) for finding in found}


def test_the_helpline_of_the_world_fits_without_a_number(sources: Sources, house: House) -> None:
    pages = book(sources).first_pages
    asked = ManuscriptAxes(find_locale("en"), "14-17", "booklet", pages)
    world, _ = localise(sources.guide, sources.insert(INTERNATIONAL), sources.world, asked)
    assert world.help.lead.number is None
    forms = forms_of(sources, world, house)
    assert all(form.component.oversets == () for form in forms)


def test_the_theme_states_every_step_from_roomy_to_tight(sources: Sources) -> None:
    theme: Theme = sources.theme
    for name in GIVE:
        assert list(theme.give[name]) == sorted(theme.give[name], reverse=True)
