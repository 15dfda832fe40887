"""The mark of words in draft: in every product, in its own place, in the reader's language, past a partner's reach."""

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from once import sources
from PIL import Image, ImageFilter
from projects import OWN, lay, only
from rendered import MADE, pictures
from signing import lay_signed

from booklet.check.proof.compare import ProofError
from booklet.errors import SourceError
from booklet.geometry import MM, Rect, mm
from booklet.look.layout import DRAFT_GROUND, PROOF_GROUND
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw, finish_document
from booklet.make.placing import place
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.sources.load import Sources
from booklet.text.markup import letters
from booklet.typeset.draftmark import CLEAR, LEAST, DraftMark, make_draft_mark, mark_draft, marks_on
from booklet.typeset.placed import Clipped, Component, FigureAt, Form, FormAt, Group, Item, PlacedPage, TextAt
from booklet.typeset.reach import reach
from booklet.values import replace
from booklet.words.manuscript import make_labels

WHOLE, SHORT = "DRAFT words · not yet reviewed", "DRAFT words"

EASY = "DRAFT · not yet read by people with learning disabilities"

LAYOUTS = tuple(open_sources(None).layouts())

SAID = {
    "ar": ("كلمات مسودة · لم تُراجع بعد", "كلمات مسودة", "مسودة"),
    "th": ("ถ้อยคำฉบับร่าง · ยังไม่ได้ตรวจทาน", "ฉบับร่าง", "ร่าง"),
    "hi": ("शब्दों का मसौदा · अभी समीक्षा नहीं हुई", "शब्दों का मसौदा", "मसौदा"),
    "zh-Hans": ("文字草稿 · 尚未审阅", "文字草稿", "草稿"),
}
"""What the mark might say in other scripts."""


def layout_documents(layout: str, found: Sources, locale: str = "en", edition: str = "screen") -> list[Document]:
    """Return a document of each band in a layout, in a language, without numbers."""
    product = found.layout(layout).product
    asked = Wanted((product,), (locale,), ("001",), found.guide.every_band, (edition,), layouts=(layout,))
    jobs = {job.band: job for job in plan_jobs(asked, found)}
    return [place(job, found, MADE, MADE) for job in jobs.values()]


@cache
def of_layout(layout: str) -> tuple[Document, ...]:
    return tuple(layout_documents(layout, sources()))


def marked(document: Document) -> tuple[PlacedPage, ...]:
    return finish_document(document, sources(), MADE).finished.placed.pages


def things(items: tuple[Item, ...], forms: dict[str, Component], x: float, y: float) -> Iterator[Rect]:
    """Yield the boxes of words and codes; a picture may fill a page, and be the ground of all that stands there."""
    for item in items:
        if isinstance(item, Group):
            yield from things(item.items, forms, x + item.dx, y + item.dy)
        elif isinstance(item, Clipped):
            yield from things(item.items, forms, x, y)
        elif isinstance(item, FormAt) and item.name in forms:
            yield from things(forms[item.name].items, forms, x + item.x, y + item.y)
        elif isinstance(item, FigureAt) and not item.turns:
            yield item.box.moved(x, y)
        elif isinstance(item, TextAt):
            top, low = reach(item.line)
            yield Rect(item.x + x, item.y + y + low, item.line.width, top - low)


def box_of(page: PlacedPage) -> Rect:
    """Return the bubble of a page's mark."""
    group = page.items[-1]
    assert isinstance(group, Group)
    ground = group.items[0]
    return ground.path.bounds.moved(group.dx, group.dy)  # type: ignore[union-attr]


def translated(locale: str, layout: str) -> Document:
    """Return a document in a language as if it were a draft, with a mark that says it in that language."""
    found = layout_documents(layout, sources(), locale)[0]
    words = dict(zip(("proof.draft", "proof.draft.short", "proof.draft.card"), SAID[locale], strict=True))
    known = {key: found.manuscript.labels[key] for key in sources().guide.labels if "@" not in key}
    manuscript = replace(found.manuscript, labels=make_labels(tuple((known | words).items())))
    mark = make_draft_mark(found.layout, manuscript, sources().theme, None)
    words_state = replace(found.words, state="draft")
    return replace(found, proof=None, why="", draft=mark, words=words_state, manuscript=manuscript)


# where it stands


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_product_has_it_once_whole_and_covers_nothing(layout: str) -> None:
    for document in of_layout(layout):
        assert document.state == "draft" and document.name.endswith(f"_v01-draft{document.job.suffix}")
        pages, forms = marked(document), {form.name: form.component for form in document.placed.forms}
        marks = marks_on(pages)
        whole = "Draft" if document.layout.product == "card" else EASY if document.layout.band else WHOLE
        assert [letters("".join(mark.says)) for mark in marks].count(letters(whole)) == 1
        for mark in marks:
            page, scale = pages[mark.page], document.layout.scale
            box = box_of(page)
            taken = things(page.items[:-1], forms, 0, 0)
            assert not any(overlaps(box.grown(CLEAR / scale * 0.9), other) for other in taken)
            edge = mm(3.9) / scale
            assert box.x >= edge and box.y >= edge and box.right <= page.trim.width - edge, "not to be cut off"
            least = LEAST["card" if whole == "Draft" else "foot"]
            assert all(run.size * scale >= least - 0.01 for line in mark.lines for run in line.line.runs)


def overlaps(one: Rect, other: Rect) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.top and other.y < one.top


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["booklet-a5", "booklet-a4-large", "booklet-a6"])
def test_a_booklet_says_it_on_its_cover_and_on_each_left_hand_page(layout: str) -> None:
    for document in of_layout(layout):
        says = {mark.page: mark.says for mark in marks_on(marked(document))}
        count = len(document.placed.pages)
        assert set(says) == {0, *range(1, count, 2)}
        assert {line for page, line in says.items() if page} == {(SHORT,)}


@pytest.mark.slow
def test_it_stands_beside_the_number_of_its_page() -> None:
    page = marked(of_layout("booklet-a5")[0])[5]
    text = next(line for line in lines_beside(page) if line.line.text.strip() == "6")
    box = box_of(page)
    assert box.y < text.y + 4 < box.top and 0 < box.x - text.x < mm(14)


def lines_beside(page: PlacedPage) -> Iterator[TextAt]:
    for item in page.items[:-1]:
        for text, x, y in texts(item, 0, 0):
            yield replace(text, x=text.x + x, y=text.y + y)


def texts(item: Item, x: float, y: float) -> Iterator[tuple[TextAt, float, float]]:
    if isinstance(item, TextAt):
        yield item, x, y
    elif isinstance(item, Group):
        for one in item.items:
            yield from texts(one, x + item.dx, y + item.dy)


@pytest.mark.slow
def test_a_page_without_room_stops_the_build() -> None:
    document = of_layout("poster-a3")[0]
    assert document.draft
    (page,) = document.placed.pages
    text = next(item for item, _, _ in texts(Group(0, 0, 0, page.items), 0, 0))
    width, height = page.trim.width, page.trim.height
    words = tuple(replace(text, x=x, y=y) for x in range(0, int(width), 80) for y in range(0, int(height), 20))
    full = replace(page, items=(*page.items, *words))
    with pytest.raises(SourceError) as stopped:
        mark_draft((full,), document.placed.forms, document.draft, document.name)
    assert only(stopped.value.findings).code == "draft-no-room"


@pytest.mark.slow
def test_a_proof_shows_its_band_alone_and_the_imprint_says_draft() -> None:
    asked = Wanted(("booklet",), ("en",), ("KE",), ("14-17",), ("screen",))
    (document,) = check(plan_jobs(asked, sources()), sources(), MADE, MADE)
    assert (document.state, document.words.state) == ("proof", "draft")
    assert document.name.endswith("_PROOF.pdf")
    assert not [mark for mark in marks_on(marked(document)) if mark.page]
    assert "Draft" in repr(document.placed.pages[1].items)


@pytest.mark.slow
def test_words_that_are_signed_have_no_mark_and_the_imprint_says_who(tmp_path: Path) -> None:
    found = open_sources(lay_signed(tmp_path))
    (document,) = (one for one in layout_documents("booklet-a5", found) if one.job.band == "14-17")
    assert (document.state, document.draft) == ("final", None) and document.name.endswith("_v01.pdf")
    assert marks_on(finish_document(document, found, MADE).finished.placed.pages) == ()
    prove(document, draw(document, found, MADE), found, MADE)
    about = repr(document.placed.pages[1].items)
    assert "Reviewed" in about and "Worker" in about and "Adviser" in about and "Youth" not in about


# what is heard, seen and read back


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["screen", "press", "office"])
@pytest.mark.parametrize("layout", ["booklet-a5", "card-85x55", "poster-a3", "leaflet-trifold-a4"])
def test_it_is_read_aloud_once_in_a_file(layout: str, edition: str) -> None:
    of_layout(layout)
    document = layout_documents(layout, sources(), edition=edition)[-1]
    data = draw(document, sources(), MADE)
    whole = "Draft" if layout == "card-85x55" else WHOLE
    with pikepdf.open(io.BytesIO(data)) as pdf:
        said = [text for page in pdf.pages for text in tagged(page)]
    assert sum(letters(whole) in letters(text) for text in said) == 1
    assert not any(letters(text) == letters(SHORT) for text in said), "an artifact"
    with pypdfium2.PdfDocument(data) as pages:
        seen = "\n".join(page.get_textpage().get_text_range() for page in pages)
    shown = seen.count(SHORT) if whole == WHOLE else seen.count(whole)
    assert shown >= (10 if layout == "booklet-a5" else 1)


def tagged(drawn: pikepdf.Page | pikepdf.Object) -> Iterator[str]:
    """Yield the text of each marked content of a page or form that belongs to an element, forms below it too."""
    resources = drawn.Resources if "/Resources" in drawn else pikepdf.Dictionary()
    fonts = {str(name): to_unicode(font) for name, font in resources.get("/Font", {}).items()}
    marked: list[bool] = []
    shown: list[str] = []
    font: dict[int, str] = {}
    for step in pikepdf.parse_content_stream(drawn):
        operands, name = step.operands, str(step.operator)
        if name in ("BDC", "BMC"):
            marked.append(name == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1])
        elif name == "EMC":
            if marked.pop() and shown:
                yield "".join(shown)
                shown = []
        elif name == "Tf":
            font = fonts.get(str(operands[0]), {})
        elif name == "Do" and resources.XObject[str(operands[0])].get("/Subtype") == "/Form":
            yield from tagged(resources.XObject[str(operands[0])])
        elif name in ("Tj", "TJ") and any(marked):
            for part in operands[0] if name == "TJ" else operands:
                if isinstance(part, pikepdf.String):
                    codes = bytes(part)
                    shown += [font.get(int.from_bytes(codes[at : at + 2]), "") for at in range(0, len(codes), 2)]


def to_unicode(font: pikepdf.Object) -> dict[int, str]:
    found = {}
    for step in pikepdf.parse_content_stream(font.ToUnicode) if "/ToUnicode" in font else ():
        operands, operator = step.operands, step.operator
        if str(operator) == "endbfchar":
            parts = list(operands)
            for code, text in zip(parts[::2], parts[1::2], strict=True):
                found[int.from_bytes(bytes(code))] = bytes(text).decode("utf-16-be")
        elif str(operator) == "endbfrange":
            parts = list(operands)
            for low, high, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
                first = bytes(text).decode("utf-16-be")
                for more in range(int.from_bytes(bytes(high)) - int.from_bytes(bytes(low)) + 1):
                    found[int.from_bytes(bytes(low)) + more] = first[:-1] + chr(ord(first[-1]) + more)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("locale", SAID)
@pytest.mark.parametrize("layout", ["booklet-a5", "poster-a3", "card-85x55"])
def test_it_speaks_the_language_of_the_words(locale: str, layout: str) -> None:
    document = translated(locale, layout)
    whole, _, card = SAID[locale]
    says = [letters(" ".join(mark.says)) for mark in marks_on(marked(document))]
    assert letters(card if layout == "card-85x55" else whole) in says
    assert "DRAFT" not in "".join(says)
    prove(document, draw(document, sources(), MADE), sources(), MADE)


@pytest.mark.slow
@pytest.mark.parametrize("ink", ["colour", "grey"])
@pytest.mark.parametrize("layout", ["booklet-a5", "booklet-a6", "poster-a3", "card-85x55", "insert-a5", "bookmark"])
def test_it_is_read_on_a_bad_copy(layout: str, ink: str) -> None:
    """The copy is that of `tests/appearance/test_photocopy.py`: grey, blurred, then black and white alone."""
    found = of_layout(layout)[0]
    document = replace(found, job=replace(found.job, ink=ink))
    pages = marked(document)
    shown = list(pictures(document, 300))
    for mark in marks_on(pages):
        picture = shown[mark.page]
        scale, page = document.layout.scale, pages[mark.page]
        box = box_of(page)
        pixels = 300 / 72 * scale
        height = picture.shape[0]
        crop = picture[
            round(height - box.top * pixels) : round(height - box.y * pixels),
            round(box.x * pixels) : round(box.right * pixels),
        ]
        grey = Image.fromarray(crop).convert("L").filter(ImageFilter.GaussianBlur(1.0))
        copy = np.asarray(grey) < 128
        assert 0.05 < copy.mean() < 0.5, "black letters on white are left"
        assert np.asarray(grey).max() > 200 and np.asarray(grey).min() < 60


@pytest.mark.slow
def test_a_file_whose_mark_is_missing_covered_or_faint_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    document = of_layout("poster-a3")[0]
    data = draw(document, sources(), MADE)
    prove(document, data, sources(), MADE)
    real = mark_draft

    def spoilt(how: str) -> None:
        def mark(pages: tuple[PlacedPage, ...], forms: tuple[Form, ...], mark: DraftMark, where: str) -> object:
            says = replace(mark, whole=("These words were read",)) if how == "other words" else mark
            return tuple(spoil(page, how) for page in real(pages, forms, says, where))

        monkeypatch.setattr("booklet.make.drawing.mark_draft", mark)

    for how in ("missing", "covered", "faint", "other words"):
        spoilt(how)
        with pytest.raises(ProofError) as stopped:
            prove(document, draw(document, sources(), MADE), sources(), MADE)
        assert {finding.code for finding in stopped.value.findings} == {"proof-draft"}, how


def spoil(page: PlacedPage, how: str) -> PlacedPage:
    group = page.items[-1]
    assert isinstance(group, Group)
    if how == "missing":
        return replace(page, items=page.items[:-1], elements=page.elements[: group.first])
    if how == "covered":
        return replace(page, items=(*page.items[:-1], replace(group, items=(*group.items, group.items[0]))))
    if how == "other words":
        return page
    items = tuple(faint(item) if isinstance(item, TextAt) else item for item in group.items)
    return replace(page, items=(*page.items[:-1], replace(group, items=items)))


def faint(text: TextAt) -> TextAt:
    runs = tuple(run._replace(ink=DRAFT_GROUND.name) for run in text.line.runs)
    return replace(text, line=text.line._replace(runs=runs))


# what a partner cannot do


@pytest.mark.slow
def test_no_label_of_a_partner_reaches_it(tmp_path: Path) -> None:
    words = "labels.proof.draft: {replaces: anything, text: Approved}\n"
    with pytest.raises(SourceError) as stopped:
        open_sources(lay(tmp_path, {"words.yaml": words}))
    assert "locked" in " ".join(finding.code for finding in stopped.value.findings)


@pytest.mark.slow
def test_no_theme_or_typeface_of_a_partner_reaches_it(tmp_path: Path) -> None:
    theme, fonts = ((OWN / f"layouts/{name}.yaml").read_text(encoding="utf-8") for name in ("theme", "fonts"))
    other = fonts.replace("fontpkg_nunito/files/Nunito[wght].ttf", "fontpkg_rubik/files/Rubik[wght].ttf")
    white = "{cmyk: 0 0 0 0, srgb: FFFFFF, grey: 0}"
    changed, count = re.subn(r"(?m)^inks:.*$", f"inks:\n  draft-ground: {white}\n  proof-ground: {white}", theme)
    assert other != fonts and count == 1
    theirs = open_sources(lay(tmp_path, {"layouts/fonts.yaml": other, "layouts/theme.yaml": changed}))
    document = layout_documents("poster-a3", theirs)[0]
    (mark,) = marks_on(finish_document(document, theirs, MADE).finished.placed.pages)
    runs = [run for line in mark.lines for run in line.line.runs]
    assert {(run.font.file, run.ink) for run in runs} == {("fontpkg_nunito/files/Nunito[wght].ttf", PROOF_GROUND.name)}
    prove(document, draw(document, theirs, MADE), theirs, MADE)


OWN_PAGE = """\
pages:
  - id: ours
    after: [plan, my-team]
    title: Come to us
    blocks:
      - {id: ours.lead, kind: paragraph, text: You can sit down here.}
  - {id: notes-a, after: ours, title: Notes, blocks: [{id: notes-a.lines, kind: lines}]}
  - {id: notes-b, after: notes-a, title: Notes, blocks: [{id: notes-b.lines, kind: lines}]}
  - {id: notes-c, after: notes-b, title: Notes, blocks: [{id: notes-c.lines, kind: lines}]}
"""


@pytest.mark.slow
def test_a_partner_has_its_name_on_its_own_page_in_place_of_the_mark(tmp_path: Path) -> None:
    found = open_sources(lay(tmp_path, {"pages.yaml": OWN_PAGE, "brand.yaml": "name: Save the Example\n"}))
    document = layout_documents("booklet-a5", found)[0]
    page = next(page for page in document.placed.pages if page.topic == "ours")
    says = {mark.page: mark.says for mark in marks_on(finish_document(document, found, MADE).finished.placed.pages)}
    assert says[page.number] == ("Words on this page: Save the Example",)
    assert next(one for one in document.words.pages if one.topic == "ours").state == "own"
    assert says[0] == (WHOLE,)
    prove(document, draw(document, found, MADE), found, MADE)


def test_files_in_two_languages_say_it_in_each(tmp_path: Path) -> None:
    found = sources()
    asked = Wanted(("poster",), ("en+sw",), ("001",), ("14-17",), ("screen",))
    document = check(plan_jobs(asked, found)[:1], found, MADE, MADE)[0]
    assert document.state == "proof", "one of a machine"
    first, second = document.halves
    both = replace(document, proof=None, why="", in_each=(first, replace(second, draft=first.draft, words=first.words)))
    assert both.name.endswith("-draft.pdf")
    assert [mark.page for mark in marks_on(marked(both))] == [0, 1]


@pytest.mark.slow
def test_sizes_are_those_that_were_meant() -> None:
    """Body size on the cover, the size of labels at the foot, never below what can be read."""
    cover, foot = (mark.lines[0].line.runs[0].size for mark in marks_on(marked(of_layout("booklet-a5")[0]))[:2])
    assert 8 < cover < 12 and 6.5 < foot < 8
    assert MM
