"""What was seen in other files of a process is not looked at again, and no fault is found less for it."""

import re
import sys
from collections.abc import Callable, Iterator
from copy import copy
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from once import MADE, sources
from PIL import Image
from proving import Job, document, forget, found_in, pdf, resaved, says
from spoiling import Edit, spoiled

from booklet.check.preflight.read.filepages import open_pages
from booklet.check.proof import finished
from booklet.check.proof.camera import Seen, see
from booklet.check.proof.compare import ProofError, ProofRecord
from booklet.check.proof.finished import FinishedFile
from booklet.check.proof.pages import ByPlace, by_place
from booklet.make.build import check
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.proving import prove
from booklet.sources.load import Sources
from booklet.values import replace

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


@pytest.fixture(autouse=True)
def nothing_read() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.mark.slow
def test_a_record_is_the_same_whatever_was_read_before() -> None:
    warm = {job: found_in(job, pdf(job)) for job in SOUND}
    again = {job: found_in(job, pdf(job)) for job in SOUND}
    cold = {}
    for job in SOUND:
        forget()
        cold[job] = found_in(job, pdf(job))
    assert all(isinstance(record, ProofRecord) for record in warm.values())
    assert warm == again == cold


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


def links_elsewhere(opened: pikepdf.Pdf) -> None:
    """Let the first link to an address lead to another one."""
    links = [link for page in opened.pages for link in page.obj.get("/Annots", ()) if "/A" in link]
    links[0].A.URI = b"https://elsewhere.example/"


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
    "a link that leads elsewhere": (("booklet", "en", "GB", "screen"), links_elsewhere),
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
def test_a_fault_is_found_after_sound_files_as_without_them(fault: str) -> None:
    job, edit = FAULTS[fault]
    bad = spoiled(pdf(job), edit)
    cold = found_in(job, bad)
    assert not isinstance(cold, ProofRecord)
    forget()
    for sound in (pdf(job), resaved(pdf(job))):
        assert isinstance(found_in(job, sound), ProofRecord)
    assert cold == found_in(job, bad) == found_in(job, bad)


def test_a_page_is_opened_only_if_none_that_was_read_is_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    job = ("poster", "en", "GB", "screen")
    record = found_in(job, pdf(job))
    opened = []
    open_page = pypdfium2.PdfDocument.__getitem__

    def noted(file: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
        opened.append(number)
        return open_page(file, number)

    monkeypatch.setattr(pypdfium2.PdfDocument, "__getitem__", noted)
    assert found_in(job, rewritten(pdf(job))) == record
    assert not opened
    assert found_in(job, spoiled(pdf(job), over_page_1(COVER))) != record
    assert opened


def test_a_page_of_which_nothing_is_known_is_read_once_for_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    job = ("poster", "ar", "EG", "press")
    read = []

    def noted(textpage: pypdfium2.PdfTextPage) -> ByPlace:
        read.append(textpage)
        return by_place(textpage)

    monkeypatch.setattr(finished, "by_place", noted)
    monkeypatch.setitem(sys.modules, "booklet.check.preflight.read.filepages", None)  # as where pikepdf is missing
    for count in (1, 2):
        assert isinstance(found_in(job, pdf(job)), ProofRecord)
        assert len(read) == count


DECIDE: dict[str, Edit] = {
    "content": over_page_1(b"q Q"),
    "a box": lambda opened: setattr(opened.pages[0], "cropbox", [0, 0, 200, 200]),
    "what stands above": lambda opened: setattr(opened.Root.Pages, "Rotate", 90),
    "a font": says("e", "a"),
    "a link": links_elsewhere,
}


@pytest.mark.parametrize("what", DECIDE)
def test_pages_differ_if_anything_differs_that_decides_how_they_read(what: str) -> None:
    data = pdf(("insert", "en", "GB", "screen"))
    one, same, other = (digest_of(file) for file in (data, rewritten(data), rewritten(data, DECIDE[what])))
    assert one and one == same != other


def test_nothing_is_known_of_pages_of_a_file_that_has_to_be_mended() -> None:
    data = pdf(("insert", "en", "GB", "screen"))
    assert digest_of(data) and not digest_of(data.replace(b"startxref", b"startyref"))
    assert not digest_of(spoiled(data, layer_over_page_1))


LIKE_A_REFERENCE: dict[str, Callable[[str], Edit]] = {
    "a link": lambda number: leading_to(f"tel:{number} R"),
    "a word for what is shown": lambda number: shown_as(f"Call {number} R."),
    "one with brackets in it": lambda number: shown_as(f"(\\) ({number} R"),
}


def leading_to(address: str) -> Edit:
    """Return an edit that lets a link of page 1 lead to an address."""
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(address))
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    return lambda opened: setattr(opened.pages[0].obj, "Annots", [opened.make_indirect(link)])


def shown_as(words: str) -> Edit:
    """Return an edit that lets what is drawn last on page 1 read as some words."""

    def edit(opened: pikepdf.Pdf) -> None:
        resources = opened.pages[0].Resources
        resources.Properties = pikepdf.Dictionary(said=pikepdf.Dictionary(ActualText=pikepdf.String(words)))
        resources.Font["/plain"] = pikepdf.Dictionary(Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        over_page_1(b"/Span /said BDC BT /plain 9 Tf 20 20 Td <41> Tj ET EMC")(opened)

    return edit


@pytest.mark.parametrize("where", LIKE_A_REFERENCE)
def test_a_number_that_is_written_as_a_reference_is_is_none(where: str) -> None:
    data = pdf(("insert", "en", "GB", "screen"))
    one, other = (rewritten(data, LIKE_A_REFERENCE[where](number)) for number in ("0800 1111", "0900 6666"))
    assert digest_of(one) != digest_of(other)
    said = [[(file.text(0), file.links(0)) for file in (FinishedFile(each),)] for each in (one, other)]
    forget()
    assert said[0] != said[1] == [(file.text(0), file.links(0)) for file in (FinishedFile(other),)]


def test_links_are_read_as_the_file_completes_them() -> None:
    data = pdf(("insert", "en", "GB", "screen"))

    def below(base: str) -> Edit:
        def edit(opened: pikepdf.Pdf) -> None:
            leading_to("help")(opened)
            opened.Root.URI = pikepdf.Dictionary(Base=pikepdf.String(base))

        return edit

    files = (rewritten(data, below(base)) for base in ("https://childline.org.uk/", "https://scam.example/"))
    assert [FinishedFile(file).links(0) for file in files] == [
        ("https://childline.org.uk/help",),
        ("https://scam.example/help",),
    ]


def rewritten(data: bytes, edit: Edit = lambda _: None) -> bytes:
    """Return a file, edited, as another program writes it that leaves streams as they are."""
    return spoiled(data, edit, compress_streams=False, linearize=True)


def digest_of(data: bytes) -> bytes | None:
    """Return what tells page 1 of a file from others."""
    pages = open_pages(data)
    assert pages
    return pages.digest(0)


def test_a_code_is_looked_at_again_only_where_it_looks_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def noted(picture: Image.Image, *, is_bars: bool) -> Seen:
        seen.append(picture)
        return see(picture, is_bars=is_bars)

    monkeypatch.setattr(finished, "see", noted)
    job = ("poster", "en", "GB", "press")
    for name in ("Green Hill School", "Oak Academy", "مدرسة المثال"):
        named = copy(sources())
        named.brand = replace(sources().brand, name=name, short="", is_recipient=True)
        (poster,) = check([document(job).job], named, MADE)
        assert prove(poster, draw(poster, named, MADE), named, MADE).codes == 1
    assert len(seen) == 1
    found_in(job, spoiled(pdf(job), over_page_1(COVER)))
    assert len(seen) == 2


def of_school(name: str) -> tuple[Document, Sources]:
    """Return the poster of a school, which leads to a page of its own."""
    named = copy(sources())
    web = f"https://{name.lower().replace(' ', '-')}.example/"
    named.brand = replace(sources().brand, name=name, short="", contact="The nurse", is_recipient=True, web=web)
    (poster,) = check([document(("poster", "en", "GB", "press")).job], named, MADE)
    return poster, named


def own_form(change: Callable[[pikepdf.Object], None]) -> Edit:
    """Return an edit of the form with the code of a school."""
    return lambda opened: change(opened.pages[0].Resources.XObject["/own-0-1"])


def bent(form: pikepdf.Object) -> None:
    """Draw a form smaller than it was made, by its matrix alone."""
    form.Matrix = [0.4, 0, 0, 0.4, 0, 0]


def shared_line_dropped(opened: pikepdf.Pdf) -> None:
    """Take a line out of what is alike in all posters."""
    content = opened.pages[0].Contents[1]
    content.write(re.sub(rb"\[<[^]]*\]TJ", b"", content.read_bytes()))


def shared_state_left(opened: pikepdf.Pdf) -> None:
    """Let what is alike in all posters leave another place for a school's code."""
    content = opened.pages[0].Contents[1]
    content.write(content.read_bytes().replace(b"/own-0-1 Do", b"1 0 0 1 -300 40 cm /own-0-1 Do"))


def shared_unbalanced(opened: pikepdf.Pdf) -> None:
    """Let the first stream of a page move all of the second."""
    first = opened.pages[0].Contents[0]
    first.write(first.read_bytes() + b" q 1 0 0 1 90 90 cm")


OF_SCHOOLS: dict[str, Edit] = {
    "what all share lacks lines": shared_line_dropped,
    "what all share moves the code": shared_state_left,
    "a stream before what all share moves it": shared_unbalanced,
    "a school's code is covered": own_form(
        lambda form: form.write(form.read_bytes() + COVER.replace(b"0 0 9", b"0 -300 9"))
    ),
    "a school's code is drawn smaller": own_form(bent),
    "a school's code is cut": own_form(lambda form: form.__setitem__("/BBox", [0, -60, 160, 0])),
}


@pytest.mark.parametrize("fault", OF_SCHOOLS)
def test_a_fault_of_one_school_is_found_after_posters_of_others(fault: str) -> None:
    poster, named = of_school("Oak Academy")
    bad = spoiled(draw(poster, named, MADE), OF_SCHOOLS[fault])
    with pytest.raises(ProofError) as cold:
        prove(poster, bad, named, MADE)
    forget()
    for name in ("Green Hill School", "Elm College"):
        other, sound = of_school(name)
        assert prove(other, draw(other, sound, MADE), sound, MADE).codes == 1
    with pytest.raises(ProofError) as warm:
        prove(poster, bad, named, MADE)
    assert warm.value.findings == cold.value.findings


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
    with pikepdf.open(BytesIO(data)) as opened:
        size, root = len(opened.objects) + 1, opened.Root.objgen[0]
    table = int(data.rpartition(b"startxref")[2].split()[0])
    trailer = b"<</Size %d/Root %d 0 R/Prev %d>>" % (size, root, table)
    return b"xref\n0 0\ntrailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (trailer, len(data))


@pytest.mark.parametrize("way", OTHERWISE)
def test_a_file_that_is_built_in_another_way_is_read_as_well(way: str) -> None:
    job = ("card", "en", "GB", "press")
    assert found_in(job, OTHERWISE[way](pdf(job))) == found_in(job, pdf(job))


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
def test_a_code_is_read_as_its_page_shows_it(way: str) -> None:
    job = ("poster", "en", "GB", "press")
    bad = spoiled(pdf(job), AS_A_WHOLE[way])
    cold = found_in(job, bad)
    assert not isinstance(cold, ProofRecord)
    for sound in (pdf(job), spoiled(pdf(job), hidden_layer_over_page_1)):
        assert isinstance(found_in(job, sound), ProofRecord)
    assert found_in(job, bad) == cold


@pytest.mark.slow
def test_a_digit_of_the_page_behind_a_number_of_a_form_stops_the_build() -> None:
    job = ("booklet", "en", "GB", "press")
    textpage = pypdfium2.PdfDocument(pdf(job))[27].get_textpage()
    start, count = textpage.search("0800\u00a01111").get_next()
    left, low, right, _ = textpage.get_charbox(start + count - 1)

    def edit(opened: pikepdf.Pdf) -> None:
        fonts = opened.pages[27].Resources.XObject["/card-back"].Resources.Font
        name = next(key for key in fonts.keys() if "1000" in key)  # noqa: SIM118
        (code,) = re.findall(rb"<(....)> <0031>", fonts[name].ToUnicode.read_bytes())
        opened.pages[27].Resources.Font[name] = fonts[name]
        place = b"%f %f" % (right + 0.4, low)
        content = b"q BT %b %f Tf 1 0 0 1 %b Tm [<%b>]TJ ET Q" % (name.encode(), 2 * (right - left), place, code)
        opened.pages[27].contents_add(opened.make_stream(content))

    bad = spoiled(pdf(job), edit)
    cold = found_in(job, bad)
    assert not isinstance(cold, ProofRecord)
    assert isinstance(found_in(job, pdf(job)), ProofRecord)
    assert found_in(job, bad) == cold
