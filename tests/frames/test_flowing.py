"""Pages that flow: every piece stands once and in order, nothing is small, and words name the pages that there are."""

import io
import re
import subprocess
import sys
from datetime import date
from itertools import pairwise

import pikepdf
import pypdf
import pypdfium2
import pytest

from booklet.errors import SourceError
from booklet.look.layout import NOTES
from booklet.make.build import check
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.sheets.handling import handling_name
from booklet.sheets.sides import office_sides
from booklet.sources.load import Sources
from booklet.text.markup import plain_text
from booklet.translators.export import page_parts
from booklet.typeset.pieces import GOES_ON, may_cut, part_of, pieces
from booklet.typeset.placed import FormAt, texts_of
from booklet.values import replace
from booklet.words.manuscript import Block, Topic

MADE = date(2026, 11, 25)
SCALE = 1.4142
LOCALES = ("en", "en-XA", "ar-XB", "th-XC")


def large(sources: Sources, country: str = "KE", locale: str = "en", band: str = "14-17", **axes: str) -> Document:
    wanted = Wanted(
        products=("booklet",),
        locales=(locale,),
        countries=(country,),
        bands=(band,),
        editions=(axes.get("edition", "screen"),),
        inks=(axes.get("ink", "colour"),),
        layouts=("booklet-a4-large",),
    )
    return check(plan_jobs(wanted, sources), sources, MADE)[0]


STORY = Block(
    "s",
    "scenario",
    items=(
        Block("s.1", "story"),
        Block("s.2", "story"),
        Block("s.3", "speech-line", "young"),
        Block("s.4", "speech-line", "adult"),
        Block("s.5", "closing"),
    ),
)
TOPIC = Topic(
    "t",
    "T",
    (
        Block("h", "heading"),
        Block("l", "list", items=(Block("l.1", ""), Block("l.2", ""))),
        STORY,
        *(Block(f"t{n}", "tip") for n in range(3)),
    ),
)


PANELS = Block("c", "comic", items=tuple(Block(f"c.{key}", "panel", label="A room.") for key in "abcde"))
STEPS = Block("m2", "steps", "full", items=tuple(Block(f"m2.{n}", "step") for n in range(6)))
LEAD = Block("lead", "paragraph", "lead", text="One step at a time.")


def test_panels_that_go_on_keep_their_numbers() -> None:
    topic = Topic("t", "T", (PANELS,))
    assert [may_cut(topic, cut) for cut in range(1, 5)] == [True] * 4
    first, rest = (part_of(topic, *part).blocks[0] for part in ((0, 2), (2, 5)))
    assert (first.before, first.style) == (0, GOES_ON)
    assert (rest.before, rest.style) == (2, "")
    assert [item.id for item in rest.items] == ["c.c", "c.d", "c.e"]
    assert part_of(topic, 0, 5) == topic


def test_steps_stay_two_in_a_row_and_with_the_words_above_them() -> None:
    topic = Topic("t", "T", (LEAD, STEPS))
    assert [may_cut(topic, cut) for cut in range(1, 7)] == [False, False, True, False, True, False]
    short = Topic("t", "T", (LEAD, replace(STEPS, style="short")))
    assert not any(may_cut(short, cut) for cut in range(1, 7))


def test_a_page_ends_where_nothing_is_torn_apart() -> None:
    found = pieces(TOPIC)
    assert len(found) == 1 + 2 + 5 + 3
    # not after a heading, between paragraphs of a story, between what two say, between two tips side by side
    assert [may_cut(TOPIC, cut) for cut in range(1, len(found))] == [
        *(False, True, True, False, True, False, True, True, False, True)
    ]


def test_parts_of_a_topic_are_the_topic() -> None:
    for cut in range(1, len(pieces(TOPIC))):
        first, second = part_of(TOPIC, 0, cut), part_of(TOPIC, cut, len(pieces(TOPIC)))
        items = [item.id for part in (first, second) for block in part.blocks for item in (block.items or (block,))]
        assert items == [item.id for block in TOPIC.blocks for item in (block.items or (block,))]


@pytest.mark.slow
def test_products_whose_pages_do_not_flow_need_no_frames() -> None:
    asked = "import sys, booklet.make.writing, booklet.commands.build, booklet.commands.run\n"
    asked += "print([name for name in sys.modules if 'platypus' in name])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.slow
@pytest.mark.parametrize("band", ["14-17", "10-13"])
@pytest.mark.parametrize("country", ["001", "KE", "EG", "TH"])
@pytest.mark.parametrize("locale", LOCALES)
def test_large_print_fits_in_every_language_and_no_word_is_small(
    locale: str, country: str, band: str, sources: Sources
) -> None:
    document = large(sources, country, locale, band)
    placed, script = document.placed, document.manuscript.locale.script
    assert len(placed.pages) == len(document.layout.pages)
    assert len(placed.pages) % 4 == 0
    families = sources.theme.fonts.families(script, locale)
    factor = min(1.0, *(family.size for family in families.values()))
    sizes = [run.size for page in placed.pages for text in texts_of(page.items) for run in text.line.runs]
    sizes += [run.size for form in placed.forms for text in texts_of(form.component.items) for run in text.line.runs]
    assert min(sizes) * SCALE > 16 * factor - 0.01
    assert all(page.oversets == () for page in placed.pages)


@pytest.mark.slow
def test_what_is_read_is_set_in_18_points(sources: Sources) -> None:
    for band in sources.guide.bands:
        document = large(sources, band=band)
        for page, plan in zip(document.placed.pages, document.layout.pages, strict=True):
            if plan.master in {"text", "opener", "story"} and plan.place != "about":  # which holds the imprint
                assert not {"type", "body", "small"} & set(page.gave.split())
                words = [run for text in texts_of(page.items) for run in text.line.runs for _ in run.text.split()]
                large_words = [run for run in words if run.size * SCALE > 17.9]
                assert len(large_words) > 0.5 * len(words), page.topic


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_every_piece_stands_on_one_page_and_in_order(locale: str, sources: Sources) -> None:
    document = large(sources, locale=locale)
    for topic in document.manuscript.topics:
        parts = [plan.part for plan in document.layout.pages if plan.place == topic.id and plan.part]
        if parts:
            assert (parts[0][0], parts[-1][1]) == (0, len(pieces(topic)))
            assert all(before[1] == after[0] for before, after in pairwise(parts))
    continued = [plan for plan in document.layout.pages if plan.is_continued]
    assert len(continued) > 8


@pytest.mark.slow
def test_contents_bookmarks_and_page_numbers_follow(sources: Sources) -> None:
    document = large(sources)
    first = document.layout.first_pages
    assert first["directory"] > 35
    data = draw(document, sources, MADE)
    texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    help_pages = {int(found) for text in texts for found in re.findall(r"Help: page (\d+)", text)}
    assert help_pages == {first["directory"] + 1}
    contents = texts[first["find"]]
    begins = {
        "help": "help-now",
        "happening": "rights",
        "pictures": "pay-or-post",
        "telling": "feelings",
        "directory": "directory",
    }
    for section, topic in begins.items():
        words = document.manuscript.labels[f"section.{section}"]
        assert re.search(rf"{re.escape(words)}\s+{first[topic] + 1}\b", contents), topic
    for route in document.manuscript.topic("find").blocks[0].items:
        assert route.label == str(first[route.style] + 1)
        assert re.search(rf"\b{route.label}\b", contents), route.id
    with pikepdf.open(io.BytesIO(data)) as found:
        refs = [page.obj.objgen for page in found.pages]
        with found.open_outline() as outline:
            marks = {
                item.title: refs.index(item.destination[0].objgen)  # type: ignore[index]
                for item in outline.root
            }
    assert marks == {plain_text(document.manuscript.topic(topic).title): number for topic, number in first.items()}


@pytest.mark.slow
def test_pages_for_notes_fill_up_what_is_folded_before_the_directory(sources: Sources) -> None:
    found = [large(sources, locale=locale).layout.pages for locale in LOCALES]
    counts = [sum(plan.master == NOTES for plan in pages) for pages in found]
    assert max(counts) <= 3 and any(counts)
    for pages, count in zip(found, counts, strict=True):
        assert [plan.master for plan in pages[-2 - count :]] == [*[NOTES] * count, "directory", "back-cover"]


@pytest.mark.slow
def test_help_stands_at_the_foot_of_every_page_that_goes_on(sources: Sources) -> None:
    document = large(sources)

    def forms(items: object) -> set[str]:
        assert isinstance(items, tuple)
        here = {item.name for item in items if isinstance(item, FormAt)}
        return here.union(*(forms(item.items) for item in items if hasattr(item, "items")))

    for page, plan in zip(document.placed.pages, document.layout.pages, strict=True):
        if (plan.is_continued or plan.master == NOTES) and page.number % 2 == 0 and plan.master != "help-now":
            assert "strip" in forms(page.items), page.number


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "ar-XB"])
def test_the_number_of_the_help_page_stands_beside_its_words(locale: str, sources: Sources) -> None:
    """It is a left-hand page here, and the words on danger stand at the foot of it."""
    document = large(sources, locale=locale)
    number = document.layout.first_pages["help-now"]
    assert number % 2 == 1
    data = draw(document, sources, MADE)
    page = pypdfium2.PdfDocument(data)[number].get_textpage()
    boxes = [page.get_charbox(place) for place in range(page.count_chars())]
    lowest = min(low for left, low, right, top in boxes if right - left > 1)
    line = sorted((left, right) for left, low, right, top in boxes if low < lowest + 8 and right - left > 1)
    gaps = [after[0] - before[1] for before, after in pairwise(line)]
    assert max(gaps) > 50  # an icon stands between them
    assert min(gaps) > -2


@pytest.mark.slow
def test_an_office_prints_large_pages_one_by_one_and_does_not_make_them_small(sources: Sources) -> None:
    document = large(sources, edition="office")
    data = draw(document, sources, MADE)
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert len(reader.pages) == len(document.placed.pages)
    assert all(page.mediabox.height > page.mediabox.width for page in reader.pages)
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert str(opened.Root.ViewerPreferences.Duplex) == "/DuplexFlipLongEdge"
    last = len(reader.pages) // 2
    assert f"Sheet {last} of {last}. Staple at the edge." in reader.pages[-1].extract_text()
    (spot,) = scales(document, sources)
    assert 18 * spot / SCALE > 16


def scales(document: Document, sources: Sources) -> set[float]:
    """Return the scales of the pages on their sheets."""
    sheet = sources.printer(document.job.printer).sheet
    assert sheet is not None
    sides = office_sides(handling_name(document.layout, sheet), document.placed.pages, sheet, SCALE)
    return {round(spot.scale, 4) for side in sides for spot in side.spots}


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["press", "office"])
@pytest.mark.parametrize("ink", ["grey", "low-ink"])
def test_what_is_built_says_what_the_facts_say(edition: str, ink: str, sources: Sources) -> None:
    document = large(sources, "TH", edition=edition, ink=ink)
    record = prove(document, draw(document, sources, MADE), sources, MADE)
    assert (record.pages, record.codes >= 3) == (len(document.placed.pages), True)


@pytest.mark.slow
def test_words_are_exported_in_the_order_of_the_usual_booklet(sources: Sources) -> None:
    usual = check(
        plan_jobs(Wanted(("booklet",), editions=("screen",), countries=("KE",), locales=("en",)), sources),
        sources,
        MADE,
    )
    lines = []
    for document in (usual[0], large(sources)):
        lines.append(list(dict.fromkeys(line.id for _, part in page_parts(document) for line in part.lines)))
    assert lines[0] == lines[1]
    assert len(lines[0]) > 250


@pytest.mark.slow
def test_pages_that_do_not_settle_are_told(sources: Sources, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("booklet.make.placing.MOST_PASSES", 1)
    with pytest.raises(SourceError) as caught:
        large(sources)
    assert {finding.code for finding in caught.value.findings} == {"pages-unsettled"}
