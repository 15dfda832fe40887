"""What only shows when files are read together: references, art, pages and their topics, a theme beside ours."""

from datetime import date
from pathlib import Path

import pytest
from projects import CONFIRMED, COUNTRY, OWN, changed, codes, lay, only

from booklet.errors import Finding, SourceError
from booklet.look.layout import Layout, Margins, PagePlan
from booklet.make.build import check, open_sources
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.check import FITS, FLOW, check_casts, check_guide, check_plans, check_theme
from booklet.sources.folders import Folders
from booklet.sources.guide import KINDS, read_guide
from booklet.sources.layouts import MASTERS as OWNERS
from booklet.sources.load import Sources
from booklet.typeset import cardwords, flow
from booklet.typeset.masters import MASTERS
from booklet.values import replace
from booklet.words.guide import SEE, Guide

EN = "translations/en"

DAY = date(2026, 11, 25)

STEPS = "".join(f"      s{number}: {{word: A, icon: flag, text: b, short: c}}\n" for number in range(6))

FILES = {
    "labels.yaml": "bands: [14-17, 10-13]\nlabels: {title: a, section.help: Help}\n",
    "messages.yaml": f"""\
messages:
  - {{id: m1, kind: banner, title: a}}
  - {{id: m5, kind: note, icon: heart, title: Danger now?}}
  - id: m2
    kind: steps
    items:
{STEPS}""",
    "posters.yaml": "posters:\n  - {id: p1, title: a, blocks: [{use: m1}]}\n",
    "cards.yaml": "cards:\n  - {id: c1, title: a, front: [{use: m2, as: tiles}], back: [{use: m2, as: lines}]}\n",
}


def guide(folder: Path, **files: str) -> Guide:
    """Return a small guide; a topic, of both books, is given by its blocks, one a line."""
    texts = {
        f"guide/14-17/{name.replace('_', '-')}.yaml": text
        for name, text in files.items()
        if name not in {"posters", "cards"}
    }
    topics = {
        name: f"topic: {Path(name).stem}\ntitle: A title\n{BOTH}\nblocks:\n"
        + "".join(f"  - {line}\n" for line in text.splitlines())
        for name, text in texts.items()
    }
    others = {f"{name}.yaml": files[name] for name in ("posters", "cards") if name in files}
    lay(folder / EN, {**FILES, **topics, **others})
    findings: list[Finding] = []
    found = read_guide(Folders(folder), EN, findings)
    assert findings == []
    return found


def layout(*pages: PagePlan, product: str = "booklet") -> Layout:
    return Layout("a", product, "a5", (100, 100), Margins(1, 1, 1, 1), (), pages)  # type: ignore[arg-type]


def plan(master: str, place: str = "", section: str = "help", cast: tuple[str, ...] = ()) -> PagePlan:
    return PagePlan(master, place, section, cast)


BOTH = "bands: [14-17, 10-13]"

ART = ("icon-flag", "icon-heart", "cast-maya-kind", "cast-maya-worried", "sun")


@pytest.mark.parametrize("text", ["See [there](#threats).", "See page {page:threats}.", "[a](#about) [b](#)"])
def test_a_reference_leads_to_a_topic(text: str, tmp_path: Path) -> None:
    words = f"{{id: a, kind: paragraph, text: '{text}'}}"
    found = only(check_guide(guide(tmp_path, about=words), ART))
    assert (found.code, str(found.where)) == ("unknown-reference", f"{EN}/guide/14-17/about.yaml:5")
    assert check_guide(guide(tmp_path, about=words, threats="{use: m1}"), ART) == [] or "#)" in text


def test_the_nearest_topic_is_named(tmp_path: Path) -> None:
    found = only(check_guide(guide(tmp_path, threat="{id: a, kind: paragraph, text: '[b](#treat)'}"), ART))
    assert found.hint == 'did you mean "threat"?'


@pytest.mark.parametrize(
    "target", ["https://line.example/a", "http://line.example", "tel:116", "mailto:a@line.example", "#a"]
)
def test_a_link_may_lead_to_what_a_reader_can_open_or_call(target: str, tmp_path: Path) -> None:
    assert check_guide(guide(tmp_path, a=f"{{id: b, kind: paragraph, text: '[c]({target})'}}"), ART) == []


@pytest.mark.parametrize("target", ["javascript:alert(1", "file:///etc/passwd", "line.example", "data:text/html,x", ""])
def test_a_link_leads_nowhere_else(target: str, tmp_path: Path) -> None:
    found = only(check_guide(guide(tmp_path, a=f"{{id: b, kind: paragraph, text: '[c]({target})'}}"), ART))
    assert (found.code, str(found.where)) == ("wrong-link", f"{EN}/guide/14-17/a.yaml:5")


@pytest.mark.parametrize("icon", ["flagg", "../../../etc/passwd", "flag/../flag", "sun"])
def test_an_icon_is_one_that_is_drawn(icon: str, tmp_path: Path) -> None:
    found = only(check_guide(guide(tmp_path, a=f"{{id: b, kind: tip, icon: {icon}, title: c, text: d}}"), ART))
    assert (found.code, str(found.where)) == ("missing-art", f"{EN}/guide/14-17/a.yaml:5")
    assert f'"{icon}"' in found.message


@pytest.mark.parametrize("face", ["maya glad", "maya-kind", "../maya kind", ""])
def test_a_face_is_one_that_is_drawn(face: str) -> None:
    pages = layout(plan("text", "a", cast=("maya kind",)), plan("text", "b", cast=("maya worried", face)))
    found = only(check_casts(pages, "layouts/a.yaml", ART))
    assert found.code == "missing-art"
    assert found.message == f'page 2: no face is called "{face}"'


@pytest.mark.parametrize("place", ["thread", "", "../about"])
def test_a_page_needs_a_topic(place: str, tmp_path: Path) -> None:
    found = only(
        check_plans(
            layout(plan("text", "threat"), plan("text", place)), "layouts/a.yaml", guide(tmp_path, threat="{use: m1}")
        )
    )
    assert (found.code, str(found.where)) == ("unknown-place", "layouts/a.yaml")
    assert found.message == f'page 2 of a: no topic is called "{place}"'


def test_a_book_has_topics_of_its_own_band(tmp_path: Path) -> None:
    words = guide(tmp_path, a="{use: m1}")
    older = replace(words, topics=tuple(replace(topic, bands=("14-17",)) for topic in words.topics))
    found = only(check_plans(layout(plan("text", "a")), "layouts/a.yaml", older))
    assert (found.code, found.message) == (
        "unknown-place",
        'page 1 of a: the book for ages 10-13 has no topic "a"',
    )
    text = "{id: b, kind: paragraph, text: 'See {page:a}.', bands: [10-13]}"
    both = guide(tmp_path, a="{use: m1}", c=text)
    older = replace(both, topics=(replace(both.topics[0], bands=("14-17",)), both.topics[1]))
    found = only(check_guide(older, ART))
    assert (found.code, found.message) == ("unknown-reference", 'the book for ages 10-13 has no page "a"')


def test_a_page_that_needs_law_names_another_that_needs_none(tmp_path: Path) -> None:
    words = guide(tmp_path, law="{use: m1}", rights="{use: m1}")
    needing = replace(words.topics[0], needs=4)
    words = replace(words, topics=(needing, words.topics[1]))
    sure = replace(plan("text", "law"), otherwise="rights")
    assert check_plans(layout(sure), "layouts/a.yaml", words) == []
    assert codes(check_plans(layout(plan("text", "law")), "layouts/a.yaml", words)) == ["unsure-page"]
    assert codes(check_plans(layout(replace(sure, place="rights", otherwise="law")), "a", words)) == ["unsure-page"]
    assert codes(check_plans(layout(replace(sure, otherwise="right")), "layouts/a.yaml", words)) == ["unknown-place"]
    assert check_plans(layout(plan("text", "law"), product="insert"), "layouts/a.yaml", words) == []


def test_who_speaks_in_a_comic_has_a_name(tmp_path: Path) -> None:
    words = guide(tmp_path, a="{id: b, kind: comic, panels: {one: {alt: c, says: {ana: Hi}}}}")
    found = only(check_guide(words, ART))
    assert (found.code, found.hint) == ("missing-label", "add name.ana: to labels.yaml")
    named = replace(words, labels={**words.labels, "name.ana": words.labels["title"]})
    assert check_guide(named, ART) == []


@pytest.mark.parametrize("band", ["14-17", "10-13"])
def test_the_pages_of_every_band_are_checked(band: str, tmp_path: Path) -> None:
    words = guide(tmp_path, a=f"{{id: b, kind: heading, text: c, bands: [{band}]}}\n")
    found = only(check_plans(layout(plan("text", "a")), "layouts/a.yaml", words))
    assert found.code == "unfit-topic"
    assert "the band has no words for it" in found.message


def test_posters_and_cards_stand_on_pages_without_a_topic(tmp_path: Path) -> None:
    words = guide(tmp_path)
    assert check_plans(layout(plan("poster"), product="poster"), "a", words) == []
    assert check_plans(layout(plan("card-front"), plan("card-back"), product="card"), "a", words) == []
    assert codes(check_plans(layout(plan("poster", "about"), product="poster"), "a", words)) == ["unknown-place"]


@pytest.mark.parametrize(
    ("master", "blocks", "reason"),
    [
        ("story", "{use: m1}", "scenario or a comic"),
        ("help-now", "{id: b, kind: helpline-card}", "{use: m5}"),
        ("text", "{id: b, kind: helpline-card}", '"b" (helpline-card)'),
        ("text", "{use: m2, as: bubbles}", "bubbles"),
    ],
)
def test_a_topic_that_its_master_cannot_set_is_told_where_it_is_written(
    master: str, blocks: str, reason: str, tmp_path: Path
) -> None:
    found = only(check_plans(layout(plan(master, "a")), "layouts/a.yaml", guide(tmp_path, a=blocks)))
    assert (found.code, str(found.where)) == ("unfit-topic", f"{EN}/guide/14-17/a.yaml:2")
    assert f"page 1 of a, {master}: " in found.message
    assert reason in found.message


@pytest.mark.parametrize(
    ("blocks", "reason"),
    [
        ("[{id: b, kind: action, icon: flag, title: c}]", "no words"),
        ("[{use: m1}, {id: b, kind: heading, text: c}]", "a heading stands first"),
        ("[{id: b, kind: law, title: c, text: d}]", '"b" (law)'),
        ("[{use: m2, as: full}]", "bubbles"),
    ],
)
def test_a_poster_that_cannot_be_set_is_told(blocks: str, reason: str, tmp_path: Path) -> None:
    words = guide(tmp_path, posters=f"posters:\n  - {{id: p1, title: a, blocks: {blocks}}}\n")
    found = only(check_plans(layout(plan("poster"), product="poster"), "layouts/a.yaml", words))
    assert (found.code, str(found.where)) == ("unfit-topic", f"{EN}/posters.yaml:2")
    assert reason in found.message


def test_a_side_of_a_card_that_cannot_be_set_is_told(tmp_path: Path) -> None:
    words = guide(
        tmp_path,
        cards="cards:\n  - {id: c1, title: a, front: [{use: m1}], back: [{id: b, kind: law, title: c, text: d}]}\n",
    )
    found = only(check_plans(layout(plan("card-front"), plan("card-back"), product="card"), "layouts/a.yaml", words))
    assert found.message == 'page 2 of a, card-back: it has no room for "b" (law)'


def test_a_page_that_prints_its_section_needs_a_word_for_it(tmp_path: Path) -> None:
    words = guide(tmp_path, a="{use: m1}")
    found = only(check_plans(layout(plan("text", "a", "moon"), plan("text", "a")), "layouts/a.yaml", words))
    assert (found.code, found.message) == ("missing-label", 'page 1 of a prints the label "section.moon"')


def test_what_a_check_lets_through_is_what_masters_set() -> None:
    assert set(flow.BOXES) | {"tip", "scenario", "contents", "imprint", "directory"} == set(FLOW)
    on_cards = set(cardwords.BLOCKS) - {SEE}  # where more stands is said by the file of the deck alone
    assert on_cards | {"steps"} == set(FITS["card-front"]) == set(FITS["card-back"])
    assert set(FITS) <= set(MASTERS)
    assert set(OWNERS) <= set(MASTERS)
    assert FITS["help-now"] == frozenset(KINDS) - {"sentences"}
    assert FITS["easy"] == {"sentences", "banner", "note", "helpline-card", "imprint"}


def test_a_theme_beside_ours_has_all_that_pages_are_set_with(sources: Sources) -> None:
    ours = sources.theme
    assert check_theme(ours, ours, "layouts/theme.yaml") == []
    theirs = replace(
        ours,
        inks={name: ink for name, ink in ours.inks.items() if name != "night"},
        grounds={name: ground for name, ground in ours.grounds.items() if name != "sun"},
        roles={"booklet": {name: role for name, role in ours.roles["booklet"].items() if name != "title"}},
    )
    findings = check_theme(theirs, ours, "layouts/theme.yaml")
    assert {"missing-key"} == set(codes(findings))
    told = [finding.message for finding in findings]
    assert 'the theme has no ink "night"' in told
    assert 'the theme has no ground "sun"' in told
    assert 'the theme has no role of the booklet "title"' in told
    assert len([words for words in told if "role of the card" in words]) == len(ours.roles["card"])


@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        ("cast: [rosa kind]", "cast: [rosa knid]", "missing-art", "no face is called"),
        ("place: threat,", "place: thread,", "unknown-place", "no topic is called"),
        ("place: threat,", "place: help-now,", "unfit-topic", "helpline-card"),
    ],
)
def test_a_layout_is_checked_against_art_and_words_when_it_is_read(
    old: str, new: str, code: str, message: str, tmp_path: Path
) -> None:
    name = "layouts/booklet-a5.yaml"
    with pytest.raises(SourceError) as stopped:
        open_sources(lay(tmp_path, {name: changed(name, old, new)})).layout("booklet-a5")
    assert {finding.code for finding in stopped.value.findings} == {code}  # what extends it has the same fault
    found = only(finding for finding in stopped.value.findings if "booklet-a5" in f"{finding.where}{finding.message}")
    assert message in found.message


def test_files_that_cannot_be_read_at_all_do_not_hide_one_another(tmp_path: Path) -> None:
    files = ("layouts/theme.yaml", "translations/en/labels.yaml", "translations/en/guide/14-17/threat.yaml", COUNTRY)
    with pytest.raises(SourceError) as stopped:
        open_sources(lay(tmp_path, dict.fromkeys(files, "a: [\n")))
    assert [(finding.code, finding.where.file) for finding in stopped.value.findings] == [
        ("yaml-syntax", "layouts/theme.yaml"),
        ("yaml-syntax", "translations/en/guide/14-17/threat.yaml"),
        ("yaml-syntax", "translations/en/labels.yaml"),
        ("yaml-syntax", COUNTRY),
    ]


@pytest.mark.parametrize(
    "name", ["theme", "printers/offset-coated", "../theme", "../card-85x55", "../../etc/passwd", ""]
)
def test_a_file_is_read_by_its_name_and_not_by_a_path(name: str, sources: Sources) -> None:
    for read, what in ((sources.layout, "layout"), (sources.printer, "printer"), (sources.insert, "country")):
        with pytest.raises(SourceError) as stopped:
            read(name)
        assert only(stopped.value.findings).code == f"unknown-{what}"


def test_our_own_sources_pass_every_check(sources: Sources) -> None:
    assert check_guide(sources.guide, sources.art) == []
    assert sources.faults() == []
    for name in sources.layouts():
        assert check_plans(sources.layout(name), name, sources.guide) == []
    assert (OWN / "layouts").is_dir()


CARD_NOTE = "bar: {family: body, weight: 600, strong: 800, size: 8.5, leading: 3.8, least: 8/3.2"
"""The note of cards in our theme."""

INKS = {
    "words white on white": ("white: {text: black, title: night}", "white: {text: white, title: white}"),
    "black that is white on screens": ("srgb: 1F1F1D, grey: 100", "srgb: FFFFFF, grey: 100"),
    "black that is white in grey": ("srgb: 1F1F1D, grey: 100", "srgb: 1F1F1D, grey: 0"),
    "black that is white on paper": ("cmyk: 0 0 0 100, srgb: 1F1F1D", "cmyk: 0 0 0 0, srgb: 1F1F1D"),
    "the note of cards in yellow": (f"{CARD_NOTE}, ink: black}}", f"{CARD_NOTE}, ink: sun}}"),
}


@pytest.mark.parametrize(("old", "new"), INKS.values(), ids=INKS)
def test_words_that_hardly_stand_out_from_their_ground_are_a_fault(old: str, new: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        open_sources(lay(tmp_path, {"layouts/theme.yaml": changed("layouts/theme.yaml", old, new)}))
    assert set(codes(caught.value.findings)) == {"low-contrast"}


def test_another_dark_ink_is_as_good_as_ours(tmp_path: Path) -> None:
    text = changed("layouts/theme.yaml", "srgb: 382350, grey: 100", "srgb: 0B3D2E, grey: 90")
    assert open_sources(lay(tmp_path, {"layouts/theme.yaml": text})).theme.inks["night"].grey == 0.9


SIZES = {
    "a number of 1 pt": (
        "layouts/theme.yaml",
        "number: {family: number, weight: 1000, size: 18, leading: 7, ink: night}",
        "number: {family: number, weight: 1000, size: 1, leading: 7, ink: night}",
        "type-too-small",
    ),
    "a typeface of a tenth": (
        "layouts/fonts.yaml",
        "Latn: {display: rubik, body: nunito, number: nunito}",
        "Latn: {display: rubik, body: nunito 10/100, number: nunito}",
        "type-too-small",
    ),
    "lines upon each other": (
        "layouts/theme.yaml",
        "body: {family: body, weight: 500, strong: 800, size: 8.5, leading: 3.8, least: 8/3.2, ink: black}",
        "body: {family: body, weight: 500, strong: 800, size: 8.5, leading: 1, ink: black}",
        "wrong-size",
    ),
    "letters upon each other": (
        "layouts/theme.yaml",
        f"{CARD_NOTE}, ink: black}}",
        f"{CARD_NOTE}, ink: black, tracking: -900}}",
        "wrong-size",
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "code"), SIZES.values(), ids=SIZES)
def test_type_that_nobody_can_read_stops_the_build(name: str, old: str, new: str, code: str, tmp_path: Path) -> None:
    folder = lay(tmp_path, {COUNTRY: CONFIRMED, name: changed(name, old, new)})
    with pytest.raises(SourceError) as caught:
        sources = open_sources(folder)
        wanted = Wanted(("card",), ("en",), ("XX",), editions=("screen",))
        check(plan_jobs(wanted, sources)[:1], sources, DAY, DAY)
    assert set(codes(caught.value.findings)) == {code}
