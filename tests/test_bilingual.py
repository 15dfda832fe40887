"""Cards, posters and inserts in two languages: each page in its own, and nothing of either lost."""

import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from programs import needs
from projects import CONFIRMED, COUNTRY, codes, faults, lay, only, signed_law
from reading import topic_words, words
from rendered import MADE
from validator import validate

from booklet.check.proof.compare import ProofError
from booklet.check.proof.pages import normalise_text, page_texts, squeeze
from booklet.errors import SourceError
from booklet.facts.insert import INTERNATIONAL
from booklet.jobs import BILINGUAL_LAYOUTS, pair_findings
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import press_check, prove
from booklet.sources.load import Sources
from booklet.text.markup import plain_text
from booklet.values import replace

PAIRS = {"en+ar": "EG", "sw+en": "KE", "th+zh-Hans": "TH", "ar+fr": "MA"}
"""Pairs of languages, and a country that each is for."""


def documents(
    sources: Sources,
    pair: str,
    country: str,
    products: Sequence[str] = tuple(BILINGUAL_LAYOUTS),
    edition: str = "screen",
    layouts: tuple[str, ...] = (),
) -> list[Document]:
    axes = Wanted(tuple(products), (pair,), (country,), sources.guide.bands, (edition,), layouts=layouts)
    return check(plan_jobs(axes, sources), sources, MADE)


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["press", "screen"])
@pytest.mark.parametrize("pair", PAIRS)
def test_every_word_has_room_and_what_is_printed_reads_back(pair: str, edition: str, sources: Sources) -> None:
    for country in (INTERNATIONAL, PAIRS[pair]):
        found = documents(sources, pair, country, edition=edition)
        assert len(found) == 2 * (4 + 7 + 1) + 1
        for document in found[::5]:
            data = draw(document, sources, MADE)
            record = prove(document, data, sources, MADE)
            assert record.pages == 2
            assert record.numbers or country == INTERNATIONAL
            assert [finding.message for finding in press_check(document, data, sources)] == []


@pytest.mark.slow
@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("product", BILINGUAL_LAYOUTS)
def test_each_page_is_in_its_language_and_says_so(product: str, pair: str, sources: Sources) -> None:
    document = documents(sources, pair, PAIRS[pair], (product,))[0]
    data = draw(document, sources, MADE)
    first, second = pair.split("+")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == first
        assert [str(section.Lang) for section in pdf.Root.StructTreeRoot.K[0].K] == [first, second]
        assert [section.Pg for section in pdf.Root.StructTreeRoot.K[0].K] == [page.obj for page in pdf.pages]
        with pdf.open_metadata() as metadata:
            assert metadata["dc:language"] == {first, second}
        assert "/Direction" not in pdf.Root.ViewerPreferences
    pages = pypdfium2.PdfDocument(data)
    for half, page in zip(document.halves, pages, strict=True):
        topic = half.manuscript.topic(document.placed.pages[0].topic)
        title = topic.front_title or topic.title
        assert squeeze(normalise_text(plain_text(title))) in squeeze("\n".join(page_texts(page)))


@pytest.mark.slow
def test_a_file_is_from_right_to_left_only_if_both_languages_are(sources: Sources) -> None:
    """Programs turn round an address that fills a line of a page from left to right, if the file is not."""
    for pair, is_rtl in (("ar+fr", False), ("fr+ar", False), ("ar+ar-XB", True)):
        document = documents(sources, pair, INTERNATIONAL, ("card",))[0]
        with pikepdf.open(io.BytesIO(draw(document, sources, MADE))) as pdf:
            assert ("/Direction" in pdf.Root.ViewerPreferences) is is_rtl, pair


@pytest.mark.slow
def test_a_file_in_one_language_says_it_once(sources: Sources) -> None:
    document = documents(sources, "sw", "KE", ("card",))[0]
    with pikepdf.open(io.BytesIO(draw(document, sources, MADE))) as pdf:
        assert ["/Lang" in section for section in pdf.Root.StructTreeRoot.K[0].K] == [False, False]


@pytest.mark.slow
def test_each_page_is_the_one_it_is_alone(sources: Sources) -> None:
    for product in ("card", "poster"):
        layouts = (BILINGUAL_LAYOUTS[product],)
        together = documents(sources, "en+ar", "EG", (product,))
        alone = [documents(sources, tag, "EG", (product,), layouts=layouts) for tag in ("en", "ar")]
        for document, *halves in zip(together, *alone, strict=True):
            pages = [page for half in halves for page in half.placed.pages]
            assert [page.items for page in document.placed.pages] == [page.items for page in pages]
            assert [page.number for page in document.placed.pages] == [0, 1]


@pytest.mark.slow
def test_a_card_says_on_each_side_all_that_it_says_on_two(sources: Sources) -> None:
    for document in documents(sources, "sw+en", "KE", ("card",)):
        pages = pypdfium2.PdfDocument(draw(document, sources, MADE))
        for half, page in zip(document.halves, pages, strict=True):
            topic = half.manuscript.topic(document.job.item)
            wanted = Counter(topic_words(topic)) - Counter(words(topic.title) if topic.id == "c1" else ())
            assert wanted - Counter(words(page.get_textpage().get_text_range())) == Counter(), document.name


@pytest.mark.slow
def test_it_is_a_proof_if_the_words_of_either_are_not_whole(tmp_path: Path) -> None:
    opened = open_sources(lay(tmp_path, {"translations/sw/guide.po": ""}))
    for pair, why in (("en+fr", "proof.machine"), ("en+sw", "proof.words"), ("sw+en", "proof.words")):
        document = documents(opened, pair, INTERNATIONAL, ("card",))[0]
        assert (document.why, document.proof is None) == (why, not why), pair
        assert ("_PROOF" in document.name) is bool(why)


@pytest.mark.slow
def test_a_proof_says_the_graver_reason(sources: Sources, tmp_path: Path) -> None:
    opened = open_sources(lay(tmp_path, {"translations/sw/guide.po": ""}))
    assert documents(sources, "en+sw", "KE", ("card",))[0].why == "proof.machine"
    assert documents(opened, "en+sw", "KE", ("card",))[0].why == "proof.words"


@pytest.mark.slow
@pytest.mark.parametrize("product", BILINGUAL_LAYOUTS)
def test_a_page_in_the_other_language_is_no_page_of_its_own(product: str, sources: Sources) -> None:
    document = documents(sources, "en+ar", "EG", (product,))[0]
    turned = replace(document, in_each=document.in_each[::-1])
    with pytest.raises(ProofError) as error:
        prove(turned, draw(document, sources, MADE), sources, MADE)
    assert "proof-missing" in codes(error.value.findings)


@pytest.mark.slow
def test_a_link_leads_to_the_page_in_its_own_language(tmp_path: Path) -> None:
    lines = signed_law(*(f"{key}: {{en: It is so., sw: Ni hivyo.}}" for key in ("protected", "report")))
    other = open_sources(lay(tmp_path, {COUNTRY: CONFIRMED.replace("law: {}", lines)}))
    found = documents(other, "sw+en", "XX", ("insert",), layouts=("insert-a5",))
    document = next(one for one in found if one.job.band == "10-13")
    with pikepdf.open(io.BytesIO(draw(document, other, MADE))) as pdf:
        places = [page.obj.objgen for page in pdf.pages]
        leads = {
            number: places.index(link.Dest[0].objgen)
            for number, page in enumerate(pdf.pages)
            for link in page.get("/Annots", [])
            if "/Dest" in link
        }
        assert leads == {1: 0, 3: 2}


@pytest.mark.slow
def test_an_insert_has_helplines_in_both_and_tells_that_the_law_is_left_out(tmp_path: Path) -> None:
    lines = signed_law(*(f"{key}: {{en: It is so., sw: Ni hivyo.}}" for key in ("protected", "report")))
    other = open_sources(lay(tmp_path, {COUNTRY: CONFIRMED.replace("law: {}", lines)}))
    document = documents(other, "sw+en", "XX", ("insert",))[-1]
    assert [page.topic for page in document.placed.pages] == ["helpers", "helpers"]
    assert "left-out" in codes(document.findings)
    whole = documents(other, "sw+en", "XX", ("insert",), layouts=("insert-a5",))[-1]
    assert [page.topic for page in whole.placed.pages] == ["helpers", "law-kids"] * 2
    assert "left-out" not in codes(whole.findings)


def test_law_that_nobody_has_signed_is_not_told_as_left_out(sources: Sources) -> None:
    (document, *_) = documents(sources, "sw+en", "KE", ("insert",))
    assert [page.topic for page in document.placed.pages] == ["directory", "directory"]
    assert "left-out" not in codes(document.findings)


@pytest.mark.slow
def test_names_of_files_have_both_languages(sources: Sources) -> None:
    document = documents(sources, "th+zh-Hans", "TH", ("poster",))[0]
    assert document.name == "guide_poster-p1_14-17_th-zh-Hans_TH_a3_screen_v01_PROOF.pdf"


@pytest.mark.parametrize(
    ("pair", "products", "code"),
    [
        ("sw+sw", ("card",), "locale-pair"),
        ("sw+en+fr", ("card",), "locale-pair"),
        ("sw+xx", ("card",), "unknown-locale"),
        ("sw+en", ("booklet", "card"), "bilingual-product"),
        ("sw+en", ("sticker",), "bilingual-product"),
    ],
)
def test_what_is_no_pair_or_not_made_in_two_is_told(
    pair: str, products: tuple[str, ...], code: str, sources: Sources
) -> None:
    with pytest.raises(SourceError) as error:
        plan_jobs(Wanted(products, (pair,)), sources)
    assert only(faults(error.value)).code == code


@pytest.mark.parametrize("layout", ["wallet-card", "zine-a4"])
def test_what_is_folded_is_not_made_in_two(layout: str, sources: Sources) -> None:
    with pytest.raises(SourceError) as error:
        plan_jobs(Wanted(("card",), ("sw+en",), layouts=(layout,)), sources)
    assert only(faults(error.value)).code == "bilingual-product"
    assert plan_jobs(Wanted(("card",), ("sw",), layouts=(layout,)), sources)


def test_who_asks_for_a_booklet_in_two_languages_is_offered_two_booklets() -> None:
    (finding,) = pair_findings("sw+en", ["booklet"])
    assert finding.hint.startswith("make two: --locale sw --locale en,")


def test_an_open_pair_is_told(sources: Sources) -> None:
    with pytest.raises(SourceError) as error:
        plan_jobs(Wanted(("card",), ("sw+",)), sources)
    assert codes(faults(error.value)) == ["locale-pair"]


@needs("javac")
@pytest.mark.slow
def test_no_rule_of_the_reference_validator_fails(sources: Sources, tmp_path: Path) -> None:
    paths = []
    for pair, country in PAIRS.items():
        for edition in ("press", "screen"):
            for product in BILINGUAL_LAYOUTS:
                document = documents(sources, pair, country, (product,), edition)[-1]
                paths.append(tmp_path / f"{edition}-{document.name}")
                paths[-1].write_bytes(draw(document, sources, MADE))
    reports = validate(paths)
    assert len(reports) == 2 * len(paths) == 48
    assert [(report.file.name, report.failures) for report in reports if report.failures] == []
    assert all(report.checks for report in reports)
