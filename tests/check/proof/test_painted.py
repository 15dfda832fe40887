"""What is painted is proven: a fact that is covered, cut, invisible or drawn in other letters stops the build."""

from collections.abc import Callable, Iterator
from copy import copy
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from once import MADE, sources
from proving import Job, document, forget, found_in, hexed, pdf, resaved
from spoiling import Edit, spoiled

from booklet.check.proof import painted
from booklet.check.proof.claims import Claims, PageClaim
from booklet.check.proof.compare import ProofError, ProofRecord
from booklet.check.proof.facts import Sought, facts_on, list_shown_on_sides
from booklet.check.proof.painted import LEAST_CONTRAST, contrast
from booklet.geometry import Rect, Size
from booklet.make.build import check
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.sheets.sides import screen_sides
from booklet.text.compose import compose, set_line
from booklet.text.fonts import Font, Setting
from booklet.text.impression import impression
from booklet.text.itemise import TextStyle
from booklet.typeset.fit import Placed
from booklet.typeset.placed import Component, FormAt, Group, PlacedPage, TextAt
from booklet.values import replace

POSTER = ("poster", "en", "GB", "press")
BOOKLET = ("booklet", "en", "GB", "press")
STRIP_PAGE = 4
NUMBER = "0800 1111"


@pytest.fixture(autouse=True)
def nothing_seen() -> Iterator[None]:
    """Forget all that was seen in this process."""
    yield
    forget()


def place_of(data: bytes, text: str, page: int = 0) -> Rect:
    """Return where a text stands on a page, as PDFium finds it."""
    textpage = pypdfium2.PdfDocument(data)[page].get_textpage()
    found = textpage.search(text.replace(" ", "\u00a0")).get_next() or textpage.search(text).get_next()
    assert found
    boxes = [textpage.get_charbox(found[0] + number) for number in range(found[1])]
    left, low = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return Rect(left, low, max(box[2] for box in boxes) - left, max(box[3] for box in boxes) - low)


def over(operators: str, page: int = 0) -> Edit:
    """Return an edit that paints over a page."""
    return lambda opened: opened.pages[page].contents_add(opened.make_stream(f"q {operators} Q".encode()))


def before(operators: str, page: int = 0, behind: str = "") -> Edit:
    """Return an edit that says something before all that a page paints, and after it."""

    def edit(opened: pikepdf.Pdf) -> None:
        opened.pages[page].contents_add(opened.make_stream(operators.encode() + b"\n"), prepend=True)
        opened.pages[page].contents_add(opened.make_stream(b"\n" + behind.encode()))

    return edit


def instead(old: bytes, new: bytes, page: int = 0) -> Edit:
    """Return an edit that writes something else wherever a page has it."""

    def edit(opened: pikepdf.Pdf) -> None:
        opened.pages[page].contents_coalesce()
        contents = opened.pages[page].Contents
        content = contents.read_bytes()
        assert old in content
        contents.write(content.replace(old, new))

    return edit


def box_over(share: Rect, ink: str = "1 1 1 rg", job: Job = POSTER, page: int = 0, text: str = NUMBER) -> Edit:
    """Return an edit that fills a part of the box of a text, given in shares of it."""
    box = place_of(pdf(job), text, page)
    x, y = box.x + share.x * box.width, box.y + share.y * box.height
    return over(f"{ink} {x:.2f} {y:.2f} {share.width * box.width:.2f} {share.height * box.height:.2f} re f", page)


def picture_over(opened: pikepdf.Pdf) -> None:
    """Lay a white picture over the number."""
    picture = opened.make_stream(b"\xff", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1)
    picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceGray, 8
    opened.pages[0].Resources.XObject["/white"] = picture
    box = place_of(pdf(POSTER), NUMBER)
    over(f"{box.width:.2f} 0 0 {box.height:.2f} {box.x:.2f} {box.y:.2f} cm /white Do")(opened)


def note_over(opened: pikepdf.Pdf) -> None:
    """Lay a white field over the number that is no part of the page."""
    box = place_of(pdf(POSTER), NUMBER)
    field = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, IC=[1, 1, 1], F=4)
    field.Rect = [box.x, box.y, box.right, box.top]
    opened.pages[0].obj.Annots = [opened.make_indirect(field)]


def other_glyph(of: str, drawn: str) -> Edit:
    """Return an edit that has every font draw the glyph of another digit."""

    def edit(opened: pikepdf.Pdf) -> None:
        changed = 0
        for font in fonts_of(opened):
            codes, glyphs = codes_of(font), font.DescendantFonts[0].CIDToGIDMap
            table = bytearray(glyphs.read_bytes())
            if of in codes and drawn in codes:
                table[2 * codes[of] : 2 * codes[of] + 2] = table[2 * codes[drawn] : 2 * codes[drawn] + 2]
                glyphs.write(bytes(table))
                changed += 1
        assert changed

    return edit


def other_outline(of: str, drawn: str) -> Edit:
    """Return an edit that has every font program draw a digit in the outline of another one."""

    def edit(opened: pikepdf.Pdf) -> None:
        changed = 0
        for font in fonts_of(opened):
            codes, inner = codes_of(font), font.DescendantFonts[0]
            if of in codes and drawn in codes:
                table, stream = inner.CIDToGIDMap.read_bytes(), inner.FontDescriptor.FontFile2
                program = TTFont(BytesIO(stream.read_bytes()))
                names = [
                    program.getGlyphName(int.from_bytes(table[2 * c : 2 * c + 2], "big"))
                    for c in map(codes.__getitem__, (of, drawn))
                ]
                program["glyf"][names[0]] = program["glyf"][names[1]]
                written = BytesIO()
                program.save(written)
                stream.write(written.getvalue())
                changed += 1
        assert changed

    return edit


def fonts_of(opened: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [
        found for found in opened.objects if isinstance(found, pikepdf.Dictionary) and found.get("/DescendantFonts")
    ]


def codes_of(font: pikepdf.Object) -> dict[str, int]:
    """Return the code of each digit of a font."""
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    found = {}
    for digit in "0123456789":
        _, is_there, _ = cmap.partition(f"> <{hexed(digit).decode()}>")
        if is_there:
            found[digit] = int(cmap.partition(f"> <{hexed(digit).decode()}>")[0][-4:], 16)
    return found


WHOLE = Rect(-0.05, -0.05, 1.1, 1.1)

SPOILT: dict[str, Callable[[], Edit]] = {
    "a field over the number": lambda: box_over(WHOLE),
    "a field in the ink of the number over it": lambda: box_over(WHOLE, "0.99 0.76 0.25 rg"),
    "a field over one digit": lambda: box_over(Rect(0.0, -0.05, 0.12, 1.1)),
    "a hairline through the number": lambda: box_over(Rect(0.0, 0.5, 1.0, 0.012)),
    "a bar beside the number": lambda: box_over(Rect(1.015, 0.0, 0.02, 1.0)),
    "a bar before the number": lambda: box_over(Rect(-0.035, 0.0, 0.02, 1.0)),
    "the gap of a 0 closed": lambda: box_over(Rect(0.04, 0.3, 0.05, 0.4)),
    "a picture over the number": lambda: picture_over,
    "a note over the number": lambda: note_over,
    "text that is not painted": lambda: instead(b"BT\n", b"BT 3 Tr\n"),
    "text that is painted as outlines": lambda: instead(b"BT\n", b"BT 1 Tr 0.1 w\n"),
    "text that is a path to cut by": lambda: instead(b"BT\n", b"BT 7 Tr\n"),
    "all cut away": lambda: before("q 0 0 9 9 re W n", behind="Q"),
    "half of the number cut away": lambda: before(
        f"q {place_of(pdf(POSTER), NUMBER).x + 60:.2f} 0 9999 9999 re W n", behind="Q"
    ),
    "all moved": lambda: before("1 0 0 1 3 0 cm"),
    "letters wider apart": lambda: before("1 Tc"),
    "letters squeezed": lambda: before("90 Tz"),
    "1 drawn by the glyph of 8": lambda: other_glyph("1", "8"),
    "8 drawn by the glyph of 0": lambda: other_glyph("8", "0"),
    "1 drawn in the outline of 8": lambda: other_outline("1", "8"),
    "0 drawn in the outline of 8": lambda: other_outline("0", "8"),
    "painted on a turned page": lambda: lambda opened: opened.pages[0].obj.__setitem__("/Rotate", 180),
}


def told(job: Job, data: bytes) -> list[str]:
    """Return what is said of facts as they are painted."""
    found = found_in(job, data)
    return [] if isinstance(found, ProofRecord) else [str(one.message) for one in found if one.code == "proof-painted"]


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_number_that_is_not_painted_as_our_type_draws_it_stops_the_build(spoil: str) -> None:
    bad = spoiled(pdf(POSTER), SPOILT[spoil]())
    cold = told(POSTER, bad)
    assert any(NUMBER.replace(" ", "") in message.replace("\u00a0", "").replace(" ", "") for message in cold)
    assert told(POSTER, pdf(POSTER)) == told(POSTER, resaved(pdf(POSTER))) == []
    assert told(POSTER, bad) == cold


def strip(edit: Callable[[bytes], bytes]) -> Edit:
    """Return an edit of the help strip, which is a form that stands on many pages."""

    def change(opened: pikepdf.Pdf) -> None:
        form = opened.pages[STRIP_PAGE].Resources.XObject["/strip"]
        content = form.read_bytes()
        assert edit(content) != content
        form.write(edit(content))

    return change


def strip_at(dx: float, *, is_moved: bool) -> Edit:
    """Return an edit that draws the strip somewhat farther right, instead of where it stands or once more."""

    def edit(opened: pikepdf.Pdf) -> None:
        place = b"1 0 0 1 %f 0 cm /strip Do" % dx
        instead(b"/strip Do", place if is_moved else b"/strip Do " + place, STRIP_PAGE)(opened)

    return edit


def strip_by_another_name(opened: pikepdf.Pdf) -> None:
    """Draw the strip once more, somewhat farther right, by a name of its own."""
    forms = opened.pages[STRIP_PAGE].Resources.XObject
    forms["/again"] = forms["/strip"]
    instead(b"/strip Do", b"/strip Do 1 0 0 1 0.8 0 cm /again Do", STRIP_PAGE)(opened)


def strip_opacity(opened: pikepdf.Pdf) -> None:
    """Draw the strip hardly seen, as a page says before it."""
    opened.pages[STRIP_PAGE].Resources.ExtGState["/faint"] = pikepdf.Dictionary(ca=0.1, CA=0.1)
    opened.pages[STRIP_PAGE].contents_coalesce()
    instead(b"/strip Do", b"/faint gs /strip Do", STRIP_PAGE)(opened)


IN_STRIP: dict[str, Callable[[], Edit]] = {
    "a field over the number of the strip": lambda: box_over(WHOLE, job=BOOKLET, page=STRIP_PAGE),
    "words over it": lambda: over(words_over(), STRIP_PAGE),
    "the strip drawn twice": lambda: strip_at(0.8, is_moved=False),
    "the strip drawn twice by two names": lambda: strip_by_another_name,
    "the strip moved": lambda: strip_at(0.8, is_moved=True),
    "the strip hardly seen": lambda: strip_opacity,
    "spaced letters that the strip goes on in": lambda: before("0.4 Tc", STRIP_PAGE),
    "a strip of text that is not painted": lambda: strip(lambda content: content.replace(b"BT\n", b"BT 3 Tr\n")),
    "a strip that is cut": lambda: strip(lambda content: b"0 0 90 -90 re W n " + content),
    "a strip that moves its words": lambda: strip(lambda content: b"1 0 0 1 0.8 0 cm " + content),
}


def words_over() -> str:
    """Return words over the number of the strip, in a font that the page has."""
    box = place_of(pdf(BOOKLET), NUMBER, STRIP_PAGE)
    return f"BT /Nunito500 40 Tf 1 0 0 1 {box.x:.2f} {box.y:.2f} Tm [<0003000400050006>]TJ ET"


@pytest.mark.slow
@pytest.mark.parametrize("spoil", IN_STRIP)
def test_a_form_is_proven_on_each_page_after_sound_files_as_without_them(spoil: str) -> None:
    bad = spoiled(pdf(BOOKLET), IN_STRIP[spoil]())
    cold = told(BOOKLET, bad)
    assert cold
    assert told(BOOKLET, pdf(BOOKLET)) == told(BOOKLET, resaved(pdf(BOOKLET))) == []
    assert told(BOOKLET, bad) == cold


@pytest.mark.parametrize("like", ["night", "black", "white"])
def test_a_number_in_an_ink_like_its_ground_stops_the_build(like: str) -> None:
    """On a poster for a press the number is of the ink "sun" on "night"."""
    theme = sources().theme
    strange = copy(sources())
    strange.theme = replace(theme, inks={**theme.inks, "sun": theme.inks[like]})
    found = told(POSTER, draw(document(POSTER), strange, MADE))
    assert bool(found) == (like != "white")
    assert all("ink like its ground" in message for message in found)


def made(layout: str, locale: str, country: str, edition: str, ink: str = "colour") -> Document:
    """Return the first document of a layout."""
    products = ("booklet", "poster", "card", "insert", "sticker")
    wanted = Wanted(products, (locale,), (country,), editions=(edition,), inks=(ink,), layouts=(layout,))
    return check(plan_jobs(wanted, sources())[:1], sources(), MADE)[0]


def proven(found: Document, data: bytes) -> list[str]:
    """Return what is said of a file."""
    try:
        prove(found, data, sources(), MADE)
    except ProofError as error:
        return [str(finding.message) for finding in error.findings]
    return []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("layout", "locale", "country", "edition", "ink"),
    [
        ("card-85x55", "ar", "EG", "office", "low-ink"),
        ("leaflet-trifold-a4", "hi", "IN", "office", "grey"),
        ("zine-a4", "th", "TH", "press", "colour"),
        ("booklet-a6", "ar", "EG", "office", "colour"),
        ("sticker-a4", "zh-Hans", "CN", "screen", "colour"),
        ("poster-a4-mono", "sw", "KE", "press", "grey"),
    ],
)
def test_facts_of_our_own_files_are_painted_as_our_type_draws_them(
    layout: str, locale: str, country: str, edition: str, ink: str
) -> None:
    """On sheets with several pages, some on their heads, in all inks, in digits of other scripts."""
    found = made(layout, locale, country, edition, ink)
    assert proven(found, draw(found, sources(), MADE)) == []


def test_each_copy_of_a_card_on_a_sheet_is_proven() -> None:
    found = made("card-85x55", "en", "KE", "office")
    data = draw(found, sources(), MADE)
    textpage = pypdfium2.PdfDocument(data)[1].get_textpage()
    search = textpage.search("116")
    starts = list(iter(search.get_next, None))
    assert len(starts) > 5
    left, low, right, top = textpage.get_charbox(starts[-1][0])
    bad = spoiled(data, over(f"1 1 1 rg {left:.2f} {low:.2f} {right - left:.2f} {top - low:.2f} re f", 1))
    assert proven(found, data) == []
    assert [message for message in proven(found, bad) if '"116"' in message]


def test_a_number_on_a_page_on_its_head_is_proven() -> None:
    """Four of the pages of a zine stand on their heads: one of them is covered."""
    found = made("zine-a4", "en", "KE", "press")
    data = draw(found, sources(), MADE)
    page = pypdfium2.PdfDocument(data)[0]
    textpage = page.get_textpage()
    places = [textpage.get_charbox(start) for start, _ in iter(textpage.search("116").get_next, None)]
    turned = [box for box in places if (box[1] + box[3]) / 2 > page.get_height() / 2]
    assert turned
    left, low, right, top = turned[0]
    bad = spoiled(data, over(f"1 1 1 rg {left:.2f} {low:.2f} {right - left:.2f} {top - low:.2f} re f"))
    assert proven(found, data) == []
    assert [message for message in proven(found, bad) if '"116"' in message]


def test_what_looks_as_before_is_not_compared_again(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    def noted(*given: object) -> object:
        compared.append(given)
        return impression(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(painted, "impression", noted)
    job = ("card", "en", "GB", "press")
    assert told(job, resaved(pdf(job))) == []
    count = len(compared)
    assert count
    assert told(job, resaved(pdf(job))) == told(job, spoiled(pdf(job), over("0.1 0 0 rg 0 0 9 9 re f", 1))) == []
    assert len(compared) == count
    assert told(job, spoiled(pdf(job), box_over(WHOLE, job=job, page=1)))
    assert len(compared) > count


def test_a_fact_in_a_typeface_of_a_project_is_told() -> None:
    """Facts never are: this is for the day when something else chooses their fonts."""
    style = TextStyle((NUNITO,), (NUNITO,), 12, 16, "black")
    line = set_line("Call 116 now", style, Setting("ltr", "Latn", "en"))
    page = PlacedPage(0, "", Size(200, 200), 0, (TextAt(10, 100, line, -1),), (), varies=False)
    numbers = {"116": "a-line"}
    claims = Claims((PageClaim((), ("116",), (), ()),), numbers, {"116": "a test"}, frozenset(), frozenset(), ())
    fonts = sources().theme.fonts
    ours = replace(fonts, typefaces={name: replace(face, files=()) for name, face in fonts.typefaces.items()})
    placed, sides = Placed((page,), ()), tuple(screen_sides((page,)))
    (shown,) = list_shown_on_sides(placed, claims, sides, fonts)
    assert [fact.says for fact in shown.facts] == ["116"]
    assert (shown.strange, shown.is_brought) == ((), False)
    (shown,) = list_shown_on_sides(placed, claims, sides, replace(fonts, ours=ours))
    assert (shown.strange, shown.is_brought) == (("116",), True)


def test_greys_are_told_apart_as_eyes_do() -> None:
    assert contrast(0, 255) == 21 and contrast(255, 0) == 21
    assert contrast(200, 255) < LEAST_CONTRAST < contrast(120, 255)


@pytest.mark.parametrize("number", ["0800 1111", "\u0661\u0661\u0666"])
def test_an_address_that_goes_on_in_the_next_line_is_proven_on_both(number: str) -> None:
    style = TextStyle((NUNITO, ARABIC), (NUNITO, ARABIC), 12, 16, "black")
    lines = compose(f"{number} see a-very-long-name.example.org/help", style, 110, Setting("ltr", "Latn", "en"))
    items = tuple(TextAt(10, 100 - 16 * place, line, -1) for place, line in enumerate(lines))
    page = PlacedPage(0, "", Size(200, 200), 0, (Group(5, 7, 0, items),), (), varies=False)
    found = facts_on(page, {}, Sought((number,), ("a-very-long-name.example.org/help",), ()))
    by_name = {says: [fact for fact in found if fact.says == says] for says in {fact.says for fact in found}}
    assert len(by_name[number]) == 1
    parts = by_name["a-very-long-name.example.org/help"]
    assert len(parts) > 1
    assert "".join(word.segment.text for fact in parts for word in fact.words) == "a-very-long-name.example.org/help"
    assert all(fact.box.x >= 15 and fact.box.right <= 130 for fact in found)


def placed_line(text: str, x: float, y: float) -> TextAt:
    style = TextStyle((NUNITO,), (NUNITO,), 12, 16, "black")
    return TextAt(x, y, set_line(text, style, Setting("ltr", "Latn", "en")), -1)


@pytest.mark.parametrize(
    ("text", "across", "up", "is_near"),
    [
        ("9", 1.0, 0.0, True),
        ("9", 0.95, 0.0, True),
        ("999999", -0.5, 0.0, True),
        ("9", 1.5, 0.0, False),
        ("9", -1.5, 0.0, False),
        ("9", 0.5, 0.5, True),
        ("9", 0.5, -0.5, True),
        ("9", 0.5, 2.0, False),
        ("9", 0.5, -2.0, False),
    ],
)
def test_words_that_reach_a_fact_are_near_it(text: str, across: float, up: float, is_near: bool) -> None:
    """Their places are shares of the width of the fact, and ems."""
    number = placed_line("0800 1111", 100, 100)
    width = number.line.width
    other = placed_line(text, 100 + across * width, 100 + up * 12)
    page = PlacedPage(0, "", Size(400, 200), 0, (number, other), (), varies=False)
    (fact,) = facts_on(page, {}, Sought(("0800 1111",), (), ()))
    assert [word.segment.text for word in fact.near if word.segment.text.strip()] == [text] * is_near
    assert "".join(word.segment.text for word in fact.words).replace("\u00a0", " ").replace(" ", "") == "08001111"


def test_a_fact_moves_with_its_page_and_with_its_form() -> None:
    form = Component(100, 20, (placed_line("Call 0800 1111", 2, 3),))
    items = (Group(7, 11, 0, (FormAt("strip", 20, 30, -1),)), placed_line("0800 1111", 40, 90))
    page = PlacedPage(0, "", Size(200, 200), 0, items, (), varies=False)
    sought = Sought(("0800 1111",), (), ("0800 1111",))
    (alone,) = facts_on(PlacedPage(0, "", Size(200, 200), 0, form.items, (), varies=False), {}, sought)
    plain, in_form = facts_on(page, {"strip": form}, sought)
    assert (in_form.box.x, in_form.box.y) == pytest.approx((alone.box.x + 27, alone.box.y + 41), abs=1e-3)
    assert plain.box.x > 40 and plain.box.width == pytest.approx(alone.box.width, abs=1e-3)
    turned = alone.move_to(100, 150, -0.5)
    assert turned.box.right == pytest.approx(100 - alone.box.x / 2, abs=1e-3)
    assert turned.box.top == pytest.approx(150 - alone.box.y / 2, abs=1e-3)
    assert turned.size == pytest.approx(alone.size / 2)
    around = alone.surroundings
    assert (alone.box.x - around.x, around.right - alone.box.right) == pytest.approx((1.2, 1.2))
    assert (alone.box.y - around.y, around.top - alone.box.top) == pytest.approx((0.48, 0.48))


NUNITO = Font("fontpkg_nunito/files/Nunito[wght].ttf", 800)
ARABIC = Font("justmytype_intl_rtl/fonts/ofl/notosansarabic/NotoSansArabic[wdth,wght].ttf", 800)
