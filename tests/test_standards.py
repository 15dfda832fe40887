"""Every kind of file that is built keeps PDF/UA-1 and PDF/A-2a, as veraPDF sees it, and says what it is."""

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from programs import needs
from projects import lay
from validator import validate

from booklet.api.reviews import take_responsibility
from booklet.api.specimens import draw_specimen
from booklet.jobs import DEFAULT_LAYOUTS, PRODUCTS, Job
from booklet.make.build import check, open_sources
from booklet.make.drawing import draw
from booklet.make.papers.specimens import place_specimen
from booklet.make.planning import Wanted, is_for_screens, plan_jobs
from booklet.make.proving import prove
from booklet.sources.load import Sources
from booklet.sources.specimens import read_specimen, specimen_locales
from booklet.values import replace
from booklet.words.locales import SOURCE_LOCALE

MADE = date(2026, 11, 25)

KINDS = (*PRODUCTS, "sticker")

EDITIONS = tuple((edition, ink) for ink in ("colour", "grey") for edition in ("screen", "press", "office"))

COUNTRIES = ("001", "KE", "GB", "TH")
"""Without numbers; with a short one, a long one, and several."""


BOOKLETS = (
    ("14-17", "screen", "colour"),
    ("10-13", "press", "colour"),
    ("14-17", "press", "grey"),
    ("10-13", "office", "low-ink"),
)
"""Bands, editions and inks of booklets, each of which occurs: a booklet takes as long as 20 cards, of which there are
all editions in all inks, and its pages are written by the same code."""


def every_kind(sources: Sources) -> list[Job]:
    """Return booklets, stickers of every band, every edition of them in one of both, every poster and card of every
    band, editions in turn.

    The countries change from file to file, so that each product meets each of them. Last come editions of low ink, and
    layouts that are not the usual ones.
    """
    jobs, countries = [], cycle(COUNTRIES)
    for band, edition, ink in BOOKLETS:
        asked = Wanted(("booklet",), countries=(next(countries),), bands=(band,), editions=(edition,), inks=(ink,))
        jobs += plan_jobs(asked, sources)[:1]
    for product in KINDS[1:]:
        editions = cycle(EDITIONS)
        for band in sources.guide.bands:
            items = sources.guide.items(product, band)
            items *= len(EDITIONS) // len(sources.guide.bands) if items == ("",) else 1
            for item, (edition, ink) in zip(items, editions, strict=False):
                axes = Wanted((product,), countries=(next(countries),), bands=(band,), editions=(edition,), inks=(ink,))
                jobs.append(next(job for job in plan_jobs(axes, sources) if job.item == item))
        for edition in ("screen", "press", "office"):
            jobs += plan_jobs(Wanted((product,), editions=(edition,), inks=("low-ink",)), sources)[:1]
    met = {DEFAULT_LAYOUTS[product] for product in (*KINDS, "insert")}
    others = [name for name in sources.layouts() if name not in met]
    for name, (edition, ink) in zip(others, cycle(EDITIONS[:2]), strict=False):
        product = sources.layout(name).product
        if is_for_screens(sources.layout(name)):
            edition, ink = "screen", "colour"  # pictures and slides are never printed
        bands = (sources.layout(name).band or "14-17",)
        axes = Wanted((product,), (), (next(countries),), bands, (edition,), (ink,), layouts=(name,))
        jobs += plan_jobs(axes, sources)[:1]
    return jobs


def written(jobs: list[Job], sources: Sources, folder: Path) -> list[Path]:
    paths = []
    for document in check(jobs, sources, MADE):
        path = folder / document.job.file_name(document.job.layout, is_proof=False)
        path.write_bytes(draw(document, sources, MADE))
        paths.append(path)
    return paths


def specimens(tags: Iterable[str], sources: Sources, folder: Path) -> Iterator[Path]:
    """Yield the specimen of each language."""
    for tag in tags:
        specimen = read_specimen(sources.folders, tag)
        path = folder / f"specimen-{tag}.pdf"
        path.write_bytes(draw_specimen(specimen, place_specimen(specimen, sources.theme), sources, MADE))
        yield path


def partner(kind: str, folder: Path) -> Sources:
    """Return the sources of a partner with a logo in colours of its own."""
    logo = io.BytesIO()
    grey = Image.radial_gradient("L").resize((600, 200))
    Image.merge("RGB", (grey, grey, Image.new("L", grey.size, 90))).save(logo, "png")
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0L9 0L9 9Z" fill="#2468AC"/></svg>'
    art = {"layouts/art/logo.png": logo.getvalue()} if kind == "png" else {"layouts/art/logo.svg": square}
    return open_sources(lay(folder / kind, {"brand.yaml": "name: Save the Example\n", **art}))


def one_of_each(sources: Sources, turn: int = 0) -> list[Job]:
    """Return a job of each edition, the products in turn; which is the first changes with the number of the turn."""
    products = islice(cycle(PRODUCTS), turn % len(PRODUCTS), None)
    wanted = [Wanted((next(products),), editions=(edition,), inks=(ink,)) for edition, ink in EDITIONS]
    return [plan_jobs(asked, sources)[-1] for asked in wanted]


RESPONSIBLE = """\
name: Example House
words:
  responsible: {name: Wanjiku Example, role: child protection officer, organisation: Example House, date: 2026-11-25}
  locale: en
  bands: [14-17, 10-13]
  read: yes
"""


@needs("javac")
@pytest.mark.slow
def test_the_mark_of_words_in_draft_keeps_both_standards_in_every_product(tmp_path: Path) -> None:
    """Of each product a file, with a mark of two lines: for which somebody takes responsibility."""
    project = lay(tmp_path / "project", {"brand.yaml": RESPONSIBLE})
    for band in ("14-17", "10-13"):
        take_responsibility(open_sources(project), "en", band, by="Wanjiku Example", real=MADE)
    found = open_sources(project)
    editions = cycle(("press", "screen", "office"))
    paths = []
    for layout in ("booklet-a5", "poster-a3", "card-85x55", "insert-a5", "sticker-a4", "zine-a4", "bookmark"):
        asked = Wanted((found.layout(layout).product,), editions=(next(editions),), layouts=(layout,))
        document = check(plan_jobs(asked, found)[:1], found, MADE, MADE)[0]
        assert document.state == "draft" and document.draft and len(document.draft.whole) == 2
        prove(document, data := draw(document, found, MADE), found, MADE)
        paths.append(tmp_path / document.name)
        paths[-1].write_bytes(data)
    reports = validate(paths)
    assert len(reports) == 2 * len(paths)
    assert [(report.file.name, report.flavour, *report.failures) for report in reports if report.failures] == []


@needs("javac")
@pytest.mark.slow
@pytest.mark.sampled(1)
def test_no_rule_of_the_reference_validator_fails_in_any_file(
    sources: Sources, tmp_path: Path, sampled: Callable[[Iterable[Any], int], list[Any]]
) -> None:
    jobs = every_kind(sources)
    every = {(p, *e) for p in KINDS[1:] for e in (*EDITIONS, *((edition, "low-ink") for edition, _ in EDITIONS))}
    assert {(job.product, job.edition, job.ink) for job in jobs} >= every
    booklets = [job for job in jobs if job.product == "booklet"]
    assert {job.edition for job in booklets} == {"press", "screen", "office"}
    assert {job.ink for job in booklets} == {"colour", "grey", "low-ink"}
    assert {job.layout for job in jobs} == set(sources.layouts()) - {DEFAULT_LAYOUTS["insert"]}
    assert {(job.product, job.band) for job in jobs} >= {(p, band) for p in KINDS for band in sources.guide.bands}
    paths = written(sampled(jobs, 3), sources, tmp_path)
    paths += specimens(sampled(specimen_locales(sources.folders), 3), sources, tmp_path)
    for kind in ("png", "svg"):
        brand = partner(kind, tmp_path)
        asked = one_of_each(brand)
        first = next(job for job in asked if job.product == "booklet" and (job.ink == "grey") == (kind == "svg"))
        asked = [job for job in asked if job is first or job.product != "booklet"]
        paths += written(sampled(asked, 3), brand, tmp_path / kind)
    translations = [locale for locale in sources.locales() if locale != SOURCE_LOCALE]
    assert len(translations) >= 8
    for turn, locale in sampled(enumerate(("ar-XB", "en-XA", *translations)), 3):
        asked = [job for job in one_of_each(sources, turn) if job.ink == ("colour", "grey")[turn % 2]]
        if locale not in translations:  # which nobody prints
            asked = [job for job in asked if job.product != "booklet"]
        paths += written([replace(job, locale=locale) for job in asked], sources, tmp_path)
    reports = validate(paths)
    assert len(set(paths)) == len(paths) > (len(jobs) + 2 * (len(translations) + len(EDITIONS))) / 4
    assert len(reports) == 2 * len(paths)
    assert [(report.file.name, report.flavour, *report.failures) for report in reports if report.failures] == []
    assert min(report.checks for report in reports) > 500


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_partners_logo_has_black_alone_where_its_edition_has(kind: str, tmp_path: Path) -> None:
    sources = partner(kind, tmp_path)
    for document in check([job for job in one_of_each(sources) if job.ink == "grey"], sources, MADE):
        with pikepdf.open(io.BytesIO(draw(document, sources, MADE))) as found:
            assert all(image.ColorSpace == "/DeviceGray" for image in images(found))
            assert bool(list(images(found))) == (kind == "png")


def images(found: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for item in found.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
            yield item


@pytest.mark.slow
@needs("javac")
def test_the_validator_sees_what_is_wrong(sources: Sources, tmp_path: Path) -> None:
    """A file without alternate text, one without output intent, and one that is no PDF."""
    job = next(job for job in plan_jobs(Wanted(products=("poster",), editions=("screen",)), sources))
    (document,) = check([job], sources, MADE)
    opened = pikepdf.open(io.BytesIO(draw(document, sources, MADE)))
    for found in opened.objects:
        if isinstance(found, pikepdf.Dictionary) and found.get("/S") == "/Figure":
            del found["/Alt"]
    opened.save(tmp_path / "no-alt.pdf")
    opened = pikepdf.open(io.BytesIO(draw(document, sources, MADE)))
    del opened.Root["/OutputIntents"]
    opened.save(tmp_path / "no-intent.pdf")
    (tmp_path / "garbage.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    reports = validate([tmp_path / name for name in ("no-alt.pdf", "no-intent.pdf", "garbage.pdf")])
    failed = {(report.file.stem, report.flavour): [text.split()[0] for text in report.failures] for report in reports}
    assert failed["no-alt", "ua1"] == ["7.3-1"]
    assert failed["no-intent", "ua1"] == []
    assert "6.2.4.3-2" in failed["no-intent", "2a"]
    assert failed["garbage", "ua1"] == failed["garbage", "2a"] == ["error"]


# What a file says of itself


def opened(sources: Sources, product: str, edition: str, **axes: str) -> pikepdf.Pdf:
    job = plan_jobs(Wanted(products=(product,), editions=(edition,), **axes), sources)[0]  # type: ignore[arg-type]
    (document,) = check([job], sources, MADE)
    return pikepdf.open(io.BytesIO(draw(document, sources, MADE)))


@pytest.mark.slow
@pytest.mark.parametrize("product", PRODUCTS)
def test_a_press_file_is_pdf_x4_for_its_printers_condition(product: str, sources: Sources) -> None:
    for name in ("offset-coated", "offset-uncoated", "us-coated"):
        found = opened(sources, product, "press", printer=name)
        printer = sources.printer(name)
        assert found.pdf_version == "1.6"
        assert str(found.docinfo["/GTS_PDFXVersion"]) == "PDF/X-4"
        assert found.docinfo["/Trapped"] == "/False"
        assert [str(intent.S) for intent in found.Root.OutputIntents] == ["/GTS_PDFX", "/GTS_PDFA1"]
        profiles = {intent.DestOutputProfile.objgen for intent in found.Root.OutputIntents}
        assert len(profiles) == 1
        for intent in found.Root.OutputIntents:
            assert str(intent.OutputConditionIdentifier) == printer.condition.identifier
            assert intent.DestOutputProfile.read_bytes() == printer.condition.profile.data
            assert intent.DestOutputProfile.N == 4
        assert [len(bytes(part)) for part in found.trailer.ID] == [16, 16]


@pytest.mark.slow
@pytest.mark.parametrize(("edition", "printer"), [("screen", ""), ("press", "offset-coated"), ("press", "lulu")])
def test_metadata_and_info_say_the_same(edition: str, printer: str, sources: Sources) -> None:
    found = opened(sources, "booklet", edition, printer=printer)
    packet, info = found.open_metadata(), found.docinfo
    raw = found.Root.Metadata
    assert "/Filter" not in raw
    assert packet["dc:title"] == str(info["/Title"])
    assert packet["xmp:CreateDate"] == packet["xmp:ModifyDate"] == packet["xmp:MetadataDate"] == "2026-11-25T00:00:00Z"
    assert str(info["/CreationDate"]) == str(info["/ModDate"]) == "D:20261125000000Z"
    assert packet["pdf:Trapped"] == str(info["/Trapped"]).removeprefix("/") == "False"
    assert packet["pdf:Producer"] == str(info["/Producer"])
    assert (packet["pdfaid:part"], packet["pdfaid:conformance"], packet["pdfuaid:part"]) == ("2", "A", "1")
    assert packet["xmpMM:DocumentID"].startswith("uuid:") and packet["xmpMM:RenditionClass"] == "default"
    assert packet["xmpMM:VersionID"] == "1"
    is_x4 = printer == "offset-coated"
    assert packet.get("pdfxid:GTS_PDFXVersion", "") == str(info.get("/GTS_PDFXVersion", "")) == "PDF/X-4" * is_x4


def test_black_overprints_and_leaves_other_inks_alone_where_it_has_none(sources: Sources) -> None:
    """With mode 0 an ink of nothing would paint out what lies below it (ISO 32000-2, 8.6.7)."""
    found = opened(sources, "card", "press")
    states = {
        name: (bool(state.op), bool(state.OP), int(state.OPM))
        for page in found.pages
        for name, state in page.obj.Resources.ExtGState.items()
    }
    assert states == {"/over": (True, True, 1), "/knock": (False, False, 0)}


@pytest.mark.slow
def test_a_plain_printers_file_makes_no_claim_to_pdf_x(sources: Sources) -> None:
    found = opened(sources, "booklet", "press", printer="kdp")
    assert [str(intent.S) for intent in found.Root.OutputIntents] == ["/GTS_PDFA1"]
    assert str(found.Root.OutputIntents[0].OutputConditionIdentifier) == "CGATS TR 006"


def test_two_documents_have_two_ids_and_one_document_has_one(sources: Sources) -> None:
    packets = [opened(sources, "card", edition).open_metadata() for edition in ("press", "press", "screen")]
    first, again, other = (packet["xmpMM:DocumentID"] for packet in packets)
    assert first == again != other


def test_a_screen_file_is_meant_for_srgb(sources: Sources) -> None:
    found = opened(sources, "poster", "screen")
    (intent,) = found.Root.OutputIntents
    assert (str(intent.S), str(intent.OutputConditionIdentifier)) == ("/GTS_PDFA1", "sRGB")
    assert intent.DestOutputProfile.N == 3


@pytest.mark.slow
@pytest.mark.parametrize("product", PRODUCTS)
def test_paper_has_no_bookmarks_and_no_annotations(product: str, sources: Sources) -> None:
    found = opened(sources, product, "press")
    assert "/Outlines" not in found.Root
    assert not any("/Annots" in page.obj for page in found.pages)
