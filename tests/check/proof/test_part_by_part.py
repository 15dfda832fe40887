"""Files are read part by part: what other files had is not read again, and no fault is found less for it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from proving import MADE, Job, document, found_in, pdf, resaved, says, sources
from spoiling import Edit, spoiled

from booklet.check.proof import painting, reading
from booklet.check.proof.heard import Heard, are_apart
from booklet.check.proof.operators import AS_IT_IS
from booklet.check.proof.pages import ByPlace, by_place, page_texts
from booklet.check.proof.parts import FileParts
from booklet.check.proof.read import ProofRecord
from booklet.check.proof.reading import Reading
from booklet.check.proof.seen import Seen, see
from booklet.errors import Finding
from booklet.geometry import Rect
from booklet.make.build import check
from booklet.make.drawing import draw
from booklet.make.proving import prove
from booklet.pdf.written import NotPlainError, Written, as_written

SOUND: tuple[Job, ...] = (
    ("booklet", "en", "KE", "press"),
    ("booklet", "en", "GB", "press"),
    ("booklet", "ar", "EG", "press"),
    ("booklet", "ar", "JO", "press"),
    ("booklet", "en", "GB", "screen"),
    ("booklet", "en", "GB", "office"),
    ("poster", "en", "GB", "press"),
    ("poster", "ar", "EG", "press"),
    ("card", "en", "GB", "press"),
    ("insert", "ar", "EG", "screen"),
    ("booklet", "hi", "IN", "press"),
)


def forget() -> None:
    """Forget all that was read in this process."""
    for kept in (reading._SAID, reading._ORDERS, reading._SEEN, painting._FLAWS, painting._MASKS, painting._CODES):
        kept.clear()


@pytest.fixture(autouse=True)
def nothing_read() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def as_a_whole(monkeypatch: pytest.MonkeyPatch) -> Callable[[Job, bytes], ProofRecord | tuple[Finding, ...]]:
    """Return what proves a file with every page read as a whole."""

    def prove_whole(job: Job, data: bytes) -> ProofRecord | tuple[Finding, ...]:
        with monkeypatch.context() as patch:
            patch.setattr(reading, "FileParts", refuse)
            return found_in(job, data)

    return prove_whole


def refuse(_: Written) -> FileParts:
    raise NotPlainError


def lines_of(text: str) -> Counter[str]:
    return Counter(line for line in text.splitlines() if line)


def parts_of(read: Reading, number: int) -> tuple[Heard, ...]:
    parts = read.parts(number)
    assert parts is not None
    return parts


@pytest.mark.slow
@pytest.mark.parametrize("job", SOUND)
def test_parts_say_together_what_their_page_says(job: Job) -> None:
    """Every line of every page is read in one of its parts, or among the lines in the slug, and nothing else is."""
    document, read = pypdfium2.PdfDocument(pdf(job)), Reading(pdf(job), [])
    whole, told = Counter[str](), Counter[str]()
    for number in range(len(document)):
        whole += lines_of(page_texts(document[number])[0])
        for part in parts_of(read, number):
            told += lines_of(read.by_place(part)[0] if part.is_by_place else part.text)
    for lines in read.lines:
        told += lines_of(read.by_place(lines)[0] if lines.is_by_place else lines.text)
    assert told == whole


@pytest.mark.slow
def test_a_record_is_the_same_whatever_was_read_before(
    as_a_whole: Callable[[Job, bytes], ProofRecord | tuple[Finding, ...]],
) -> None:
    whole = {job: as_a_whole(job, pdf(job)) for job in SOUND}
    warm = {job: found_in(job, pdf(job)) for job in SOUND}
    again = {job: found_in(job, pdf(job)) for job in SOUND}
    cold = {}
    for job in SOUND:
        forget()
        cold[job] = found_in(job, pdf(job))
    assert all(isinstance(record, ProofRecord) for record in whole.values())
    assert whole == warm == again == cold


def without_words(opened: pikepdf.Pdf) -> None:
    """Take the words out of the card on the last page."""
    card = opened.pages[27].Resources.XObject["/card-back"]
    card.write(re.sub(rb"\[[^]]*\]TJ", b"", card.read_bytes()))


def turned_words(opened: pikepdf.Pdf) -> None:
    """Show the codes of all strings of the card on the last page the other way round."""
    card = opened.pages[27].Resources.XObject["/card-back"]

    def turned(string: re.Match[bytes]) -> bytes:
        return b"<%b>" % b"".join(reversed(re.findall(rb"....", string[1])))

    card.write(re.sub(rb"<([0-9A-F]+)>", turned, card.read_bytes()))


def over_page_1(operators: bytes) -> Edit:
    """Return an edit that draws more on page 1."""
    return lambda opened: opened.pages[0].contents_add(opened.make_stream(operators))


def form_over_page_1(opened: pikepdf.Pdf) -> None:
    """Draw a form on page 1 in which another form covers the foot of the page."""
    inner = opened.make_stream(b"1 0 0 rg 0 0 900 300 re f", Subtype=pikepdf.Name.Form, BBox=[0, 0, 900, 300])
    inner.Resources = pikepdf.Dictionary()
    outer = opened.make_stream(b"/inner Do", Subtype=pikepdf.Name.Form, BBox=[0, 0, 900, 300])
    outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(inner=inner))
    opened.pages[0].Resources.XObject["/outer"] = outer
    over_page_1(b"/outer Do")(opened)


def far_form_over_page_1(operators: bytes) -> Edit:
    """Return an edit that draws `/far`, a form that holds another one, which covers the foot of the page."""

    def edit(opened: pikepdf.Pdf) -> None:
        inner = opened.make_stream(COVER, Subtype=pikepdf.Name.Form, BBox=[0, 0, 900, 300])
        inner.Resources = pikepdf.Dictionary()
        outer = opened.make_stream(b"/inner Do", Subtype=pikepdf.Name.Form, BBox=[-4000, 0, 900, 300])
        outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(inner=inner))
        opened.pages[0].Resources.XObject["/far"] = outer
        over_page_1(operators)(opened)

    return edit


def moved_sheet(opened: pikepdf.Pdf) -> None:
    """Let the corner of page 1 have other coordinates, with all that is on it, and cover its foot with a form."""
    page = opened.pages[0]
    for key in ("/MediaBox", "/TrimBox", "/BleedBox"):
        page.obj[key] = [float(place) + 5000 for place in page.obj[key]]
    page.contents_add(opened.make_stream(b"q 1 0 0 1 5000 5000 cm"), prepend=True)
    over_page_1(b"Q")(opened)
    cover = opened.make_stream(b"1 0 0 rg 5000 5000 900 300 re f", Subtype=pikepdf.Name.Form)
    cover.BBox, cover.Resources = [5000, 5000, 5900, 5300], pikepdf.Dictionary()
    page.Resources.XObject["/cover"] = cover
    over_page_1(b"/cover Do")(opened)


COVER = b"q 1 0 0 rg 0 0 900 300 re f Q"

WORDS = b"q BT /Rubik800 %d Tf 1 0 0 1 0 %d Tm [<0003000400050006000300040005>]TJ ET Q"
"""Words on a poster: their size, and the height they stand at."""


FAULTS: dict[str, tuple[Job, Edit]] = {
    "a digit of one font": (("booklet", "en", "GB", "press"), says("1", "7", "Nunito1000")),
    "a letter of pages that are alike": (("booklet", "en", "GB", "press"), says("e", "1959", "Nunito500")),
    "a digit that stands for nothing": (("booklet", "en", "GB", "press"), says("0", "", "Nunito1000")),
    "a digit from right to left": (("booklet", "ar", "EG", "press"), says("1", "7")),
    "a number in the slug": (("booklet", "en", "GB", "press"), says("_", "1959", "Nunito800")),
    "words that are turned round": (("booklet", "en", "GB", "press"), turned_words),
    "a page without its words": (("booklet", "en", "GB", "press"), without_words),
    "a code that is painted over": (("poster", "en", "GB", "press"), over_page_1(COVER)),
    "a code of a file from right to left": (("poster", "ar", "EG", "press"), over_page_1(COVER)),
    "a code under a form": (("poster", "en", "GB", "press"), form_over_page_1),
    "a code under a form that stands elsewhere, too": (
        ("poster", "en", "GB", "press"),
        far_form_over_page_1(b"/far Do q 1 0 0 1 2500 0 cm /far Do Q"),
    ),
    "a code under a form on a sheet with other coordinates": (("poster", "en", "GB", "press"), moved_sheet),
    "a code under words": (("poster", "en", "GB", "press"), over_page_1(WORDS % (300, 60))),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_after_sound_files_as_without_them(
    fault: str, as_a_whole: Callable[[Job, bytes], ProofRecord | tuple[Finding, ...]]
) -> None:
    job, edit = FAULTS[fault]
    bad = spoiled(pdf(job), edit)
    whole = as_a_whole(job, bad)
    assert not isinstance(whole, ProofRecord)
    assert Reading(bad, []).parts(0) is not None
    cold = found_in(job, bad)
    forget()
    for sound in (pdf(job), resaved(pdf(job))):
        assert isinstance(found_in(job, sound), ProofRecord)
    assert cold == found_in(job, bad) == found_in(job, bad) == whole


def test_a_code_is_looked_at_again_only_where_something_else_paints_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def noted(picture: Image.Image, *, is_bars: bool) -> Seen:
        seen.append(picture)
        return see(picture, is_bars=is_bars)

    monkeypatch.setattr(reading, "see", noted)
    job = ("poster", "en", "GB", "press")
    for name in ("Green Hill School", "Oak Academy", "مدرسة المثال"):
        named = copy(sources())
        named.brand = replace(sources().brand, name=name, short="", is_recipient=True)
        (poster,) = check([document(job).job], named, MADE)
        assert prove(poster, draw(poster, named, MADE), named, MADE).codes == 1
    assert len(seen) == 1
    found_in(job, spoiled(pdf(job), over_page_1(b"0.1 0 0 rg 0 0 9 9 re f")))
    assert len(seen) == 2


def test_places_of_letters_are_read_again_where_they_are_as_high_as_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read by the places of letters depends on how high PDFium says they are: that is the box of their font."""
    job = ("card", "ar", "EG", "press")
    read = []

    def noted(textpage: pypdfium2.PdfTextPage) -> ByPlace:
        read.append(textpage)
        return by_place(textpage)

    def higher(opened: pikepdf.Pdf) -> None:
        for found in opened.objects:
            if isinstance(found, pikepdf.Dictionary) and "/FontBBox" in found:
                found.FontBBox[3] += 1

    monkeypatch.setattr(reading, "by_place", noted)
    counts = []
    for data in (resaved(pdf(job)), resaved(pdf(job)), spoiled(pdf(job), higher)):
        assert isinstance(found_in(job, data), ProofRecord)
        counts.append(len(read))
    assert counts[0] == counts[1] < counts[2]


OTHERWISE: dict[str, Callable[[bytes], bytes]] = {
    "objects in streams": lambda data: spoiled(
        data, lambda _: None, object_stream_mode=pikepdf.ObjectStreamMode.generate
    ),
    "linearized": lambda data: spoiled(data, lambda _: None, linearize=True),
    "updated": lambda data: data + updated(data),
    "something before it": lambda data: b"%\n" + data,
}


def updated(data: bytes) -> bytes:
    """Return an update of a file that changes nothing."""
    file = Written(data)
    head = as_written({**file.trailer, "Prev": float(file.table)})
    return b"xref\n0 0\ntrailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (head, len(data))


@pytest.mark.parametrize("way", OTHERWISE)
def test_a_file_that_is_built_in_another_way_is_read_page_by_page(way: str) -> None:
    job = ("card", "en", "GB", "press")
    other = OTHERWISE[way](pdf(job))
    assert Reading(pdf(job), []).parts(0) is not None
    assert Reading(other, []).parts(0) is None
    assert found_in(job, other) == found_in(job, pdf(job))


def test_a_page_that_is_turned_is_read_as_a_whole_and_the_others_are_not() -> None:
    def turn(opened: pikepdf.Pdf) -> None:
        opened.pages[0].obj.Rotate = 90

    read = Reading(spoiled(pdf(("card", "en", "GB", "press")), turn), [])
    assert read.parts(0) is None
    assert read.parts(1) is not None


def turned_from_above(opened: pikepdf.Pdf) -> None:
    """Turn page 1 by what is above it, which is not what is above the others."""
    above = pikepdf.Dictionary(Type=pikepdf.Name.Pages, Rotate=90, Parent=opened.Root.Pages)
    opened.pages[0].obj.Parent = opened.make_indirect(above)


def field_over_page_1(opened: pikepdf.Pdf) -> None:
    """Lay a black field on page 1 that is no part of it; readers paint it without being told how."""
    field = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, IC=[0, 0, 0], F=4)
    field.Rect = [0, 0, 900, 900]
    opened.pages[0].obj.Annots = [opened.make_indirect(field)]


def layer_over_page_1(opened: pikepdf.Pdf) -> None:
    """Cover the foot of page 1 by what stands in a layer of the file."""
    layer = opened.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="cover"))
    opened.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(ON=[layer], Order=[]))
    cover = opened.make_stream(COVER, Subtype=pikepdf.Name.Form, BBox=[0, 0, 900, 300], OC=layer)
    cover.Resources = pikepdf.Dictionary()
    opened.pages[0].Resources.XObject["/cover"] = cover
    over_page_1(b"/cover Do")(opened)


def hidden_layer_over_page_1(opened: pikepdf.Pdf) -> None:
    """The same, but that the layer is not shown."""
    layer_over_page_1(opened)
    shown = opened.Root.OCProperties.D
    shown.OFF = shown.ON
    del shown.ON


GLUED = b"q 1 0 0 1 5000 0 cm 0 0 m n Q/far Do q"
"""What brings back without a space behind it."""

UNKNOWN = b"q q 1 0 0 1 -5000 0 cm aQ 0 0 m n 1 0 0 1 5000 0 cm /far Do Q"
"""An operator that nobody knows, and that ends as the one that brings back."""

AS_A_WHOLE: dict[str, Edit] = {
    "turned from above": turned_from_above,
    "under what lies on it": field_over_page_1,
    "under a layer": layer_over_page_1,
    "written without a space": far_form_over_page_1(GLUED),
    "written with other spaces": far_form_over_page_1(GLUED.replace(b"Q/", b"Q\0/")),
    "written with an operator of its own": far_form_over_page_1(UNKNOWN),
}


@pytest.mark.parametrize("way", AS_A_WHOLE)
def test_a_code_is_read_on_its_page_where_its_parts_do_not_tell_all(
    way: str, as_a_whole: Callable[[Job, bytes], ProofRecord | tuple[Finding, ...]]
) -> None:
    job = ("poster", "en", "GB", "press")
    bad = spoiled(pdf(job), AS_A_WHOLE[way])
    whole = as_a_whole(job, bad)
    assert not isinstance(whole, ProofRecord)
    for sound in (pdf(job), spoiled(pdf(job), hidden_layer_over_page_1)):
        assert isinstance(found_in(job, sound), ProofRecord)
    assert found_in(job, bad) == whole


def test_a_file_that_counts_fewer_pages_than_it_has_is_read_as_a_whole() -> None:
    whole = pdf(("card", "en", "GB", "press"))
    assert Reading(whole, []).parts(1) is not None
    assert Reading(whole.replace(b"/Count 2>>", b"/Count 1>>"), []).parts(1) is None


def test_no_more_is_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST", 50)
    for job in SOUND:
        found_in(job, pdf(job))
        assert 0 < len(reading._SAID) <= 50
        assert len(reading._ORDERS) <= 50 and len(reading._SEEN) <= 50


def part_at(*boxes: Rect) -> Heard:
    """Return a part whose text stands in boxes."""
    around = Rect(-500, -500, 1500, 1500)
    return Heard(b"", "", "", "", (), frozenset(), frozenset(), boxes, around, (), is_by_place=False)


@pytest.mark.parametrize(
    ("box", "is_apart"),
    [
        (Rect(31, 0, 10, 10), False),
        (Rect(34, 0, 10, 10), True),
        (Rect(5, 5, 10, 10), False),
        (Rect(31, 11, 10, 10), True),
    ],
)
def test_texts_of_two_parts_that_could_be_read_as_one_are_not_told_apart(box: Rect, *, is_apart: bool) -> None:
    """The first stands from 0 to 30, and is 10 high: what follows within 3 might be its next letter."""
    own = part_at(Rect(0, 0, 30, 10))
    assert are_apart([(own, AS_IT_IS), (part_at(box), AS_IT_IS)], []) is is_apart
    moved = (1.0, 0.0, 0.0, 1.0, 100.0, 7.0)
    assert are_apart([(own, AS_IT_IS), (part_at(box.moved(-100, -7)), moved)], []) is is_apart
    assert are_apart([(own, AS_IT_IS)], [box]) == (box.x > 30)


def test_a_page_on_which_words_of_a_part_stand_in_another_is_read_as_a_whole() -> None:
    def edit(opened: pikepdf.Pdf) -> None:
        opened.pages[27].contents_add(opened.make_stream(b"q BT /Nunito800 99 Tf 1 0 0 1 99 250 Tm [<0003>]TJ ET Q"))

    job = ("booklet", "en", "GB", "press")
    read = Reading(spoiled(pdf(job), edit), [])
    assert [number for number in range(28) if read.parts(number) is None] == [27]
