"""Products of packages: their files go the way of all others, and no wrong number leaves as final through them."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
from brought import (
    PAGE,
    TODAY,
    Tell,
    bring_example,
    bring_module,
    confirmation,
    confirmed,
    lay_country,
    placed,
    product_of,
)
from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import red
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, Indenter, PageBreak, Spacer

from booklet.check.proof.compare import ProofError
from booklet.cli import main
from booklet.errors import SourceError
from booklet.frames.flowables import Blocks, Paragraph, Set, Words
from booklet.frames.fonts import use_font_file
from booklet.make.build import open_sources
from booklet.make.planning import Wanted
from booklet.make.writing import draw_sound
from booklet.platypus.context import Context, HelpCard
from booklet.platypus.publication import Publication, place_publication, publication_jobs
from booklet.project.confirmations import write_confirmations
from booklet.sources.load import Sources
from booklet.text.fonts import find_font
from booklet.typeset.board import Board
from booklet.values import replace
from booklet.words.manuscript import Block
from booklet.words.statements import Answer


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a country whose numbers were called."""
    return lay_country(tmp_path / "project")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """Such a project, read once."""
    return open_sources(lay_country(tmp_path_factory.mktemp("project")))


def figure(text: str = "119") -> Callable[[Context], Any]:
    def draw(context: Context) -> Any:
        drawing = Drawing(100, 40)
        drawing.add(Rect(0, 0, 100, 20, fillColor=context.ink("tide"), strokeColor=None))
        drawing.add(String(5, 25, text, fontName=context.font(), fontSize=9))
        return context.figure(drawing, "A bar")

    return draw


def test_a_page_of_plain_words_rests_on_the_calls_of_its_country_alone(ours: Sources, tmp_path: Path) -> None:
    document = placed(product_of(lambda context: [context.paragraph("We are here.")], tmp_path), ours)
    assert document.proof is None and document.brought is not None and document.brought.statement is None
    file = draw_sound(document, ours, TODAY)
    assert file.state == "draft" and "PROOF" not in file.name
    assert file.name == "guide_demo-page_14-17_en_XX_page-a5_screen_v01-draft.pdf"


@pytest.mark.parametrize("words", ["Call 119.", "Ask help.example.org", "Call one one nine", "١١٩", "[us](tel:119)"])
def test_words_with_a_sign_make_a_proof_until_a_person_stands_for_them(
    ours: Sources, tmp_path: Path, words: str
) -> None:
    product = product_of(lambda context: [context.paragraph(words)], tmp_path)
    document = placed(product, ours)
    assert document.why == "proof" and [found.code for found in document.findings].count("unconfirmed") == 1
    assert document.name.endswith("_PROOF.pdf")
    sure = confirmed(ours, confirmation(document))
    assert placed(product, sure).proof is None
    other = product_of(lambda context: [context.paragraph(f"{words} 8")], tmp_path)
    assert placed(other, sure).why == "proof"


def test_a_figure_makes_a_proof_whatever_it_shows(ours: Sources, tmp_path: Path) -> None:
    product = product_of(lambda context: [figure("bar")(context)], tmp_path)
    document = placed(product, ours)
    assert document.why == "proof" and draw_sound(document, ours, TODAY).state == "proof"
    (told,) = [found for found in document.findings if found.code == "unconfirmed"]
    assert 'the figure "A bar"' in told.message and str(told.where) == "demo 1.0"
    sure = confirmed(ours, confirmation(document))
    final = placed(product, sure)
    assert draw_sound(final, sure, TODAY).state == "draft"
    assert placed(product, sure, "press").proof is None
    assert placed(product_of(lambda context: [figure("bat")(context)], tmp_path), sure).why == "proof"


@pytest.mark.parametrize(
    "draw",
    [
        lambda house: Set(lambda width: _barred(width, house)),
        lambda house: _Lines(),
        lambda house: Blocks(Block("x", "note", title="Call", text="119", icon="flag"), house=house),
    ],
)
def test_shapes_and_blocks_of_its_own_make_a_proof_too(
    ours: Sources, tmp_path: Path, draw: Callable[[Any], Flowable]
) -> None:
    product = product_of(lambda context: [draw(context.house)], tmp_path)
    document = placed(product, ours)
    assert document.why == "proof"
    assert placed(product, confirmed(ours, confirmation(document))).proof is None


class _Lines(Flowable):  # type: ignore[misc]
    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return 100, 50

    def draw(self) -> None:
        self.canv.line(0, 0, 0, 50)


def _barred(width: float, house: Any) -> Any:
    board = Board("bars", house.setting)
    board.area(0, 0, 4, 40, "night")
    return board.finish(width, 40)


def test_a_typeface_of_its_own_makes_a_proof_and_another_is_another(ours: Sources, tmp_path: Path) -> None:
    def tell(context: Context) -> Sequence[Flowable]:
        name = use_font_file(context.house, str(face))
        own = pdfmetrics.getFont(name).style
        return [Words("Words", replace(own, size=10, leading=12), context.house.setting)]

    known = find_font("fontpkg_nunito/files/Nunito[wght].ttf")
    other = find_font("fontpkg_rubik/files/Rubik[wght].ttf")
    assert known and other
    face = tmp_path / "face.ttf"
    shutil.copy(known, face)
    product = product_of(tell, tmp_path)
    document = placed(product, ours)
    assert document.why == "proof" and "a typeface of its own" in str(document.findings)
    sure = confirmed(ours, confirmation(document))
    assert placed(product, sure).proof is None
    shutil.copy(other, face)
    assert placed(product, sure).why == "proof"


def test_a_title_with_a_number_makes_a_proof(ours: Sources, tmp_path: Path) -> None:
    product = product_of(lambda context: [context.paragraph("Words")], tmp_path)
    assert placed(replace(product, title="Call 119"), ours).why == "proof"


def test_the_card_stands_in_one_size(ours: Sources, tmp_path: Path) -> None:
    def tell(context: Context) -> Sequence[Flowable]:
        return [context.help_card(), Indenter(left=20), context.help_card()]

    with pytest.raises(SourceError, match="it stands in two sizes"):
        placed(product_of(tell, tmp_path), ours)


def test_words_of_the_guide_are_nobody_elses(ours: Sources, tmp_path: Path) -> None:
    product = product_of(lambda context: context.topic("feelings"), tmp_path, topics=("feelings",))
    document = placed(product, ours)
    assert document.brought is not None and document.brought.words == ("A page",)
    assert document.proof is None and len(document.placed.pages) >= 1


def test_a_topic_that_names_a_page_of_the_booklet_is_told(ours: Sources, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        placed(product_of(lambda context: context.topic("fakes"), tmp_path, topics=("fakes",)), ours)
    assert [(found.code, str(found.where)) for found in caught.value.findings] == [("topic-names-page", "demo 1.0")]


def test_a_number_that_was_tried_holds_for_six_months(ours: Sources, tmp_path: Path) -> None:
    product = product_of(lambda context: [context.paragraph("Call 119.")], tmp_path)
    sure = confirmed(ours, confirmation(placed(product, ours), Answer.TRIED, date(2026, 5, 1)))
    assert placed(product, sure).why == "proof"
    sure = confirmed(ours, confirmation(placed(product, ours), Answer.TRIED))
    assert placed(product, sure).proof is None


def test_the_card_is_proven_as_in_every_file(ours: Sources, tmp_path: Path) -> None:
    document = placed(product_of(lambda context: [context.help_card()], tmp_path), ours)
    record = draw_sound(document, ours, TODAY).proof
    assert record.numbers >= 1 and record.codes == 1
    assert ("0808 157 0192", "example-line") in record.claimed


def test_a_card_with_a_wrong_number_is_refused(ours: Sources, tmp_path: Path) -> None:
    def tell(context: Context) -> Sequence[Flowable]:
        lead = context.manuscript.help.lead
        wrong = replace(lead, numbers=(replace(lead.numbers[0], printed="020 7946 0018", dial="020 7946 0018"),))
        help = replace(context.manuscript.help, lead=wrong)
        return [HelpCard(replace(context.manuscript, help=help), context.house)]

    layout = tmp_path / "page.yaml"
    product = product_of(tell, tmp_path)
    layout.write_text(PAGE.replace("foot: 24", "foot: 10"))
    document = placed(product, ours)
    with pytest.raises(ProofError, match='"0808 157 0192" is not on the page'):
        draw_sound(document, ours, TODAY)


@pytest.mark.parametrize("edition", ["screen", "press"])
def test_digits_that_a_story_does_not_own_up_to_are_read_back_and_refused(
    ours: Sources, tmp_path: Path, edition: str
) -> None:
    for tell in (lambda context: [figure("119")(context)], lambda context: [context.paragraph("Call 119.")]):
        document = placed(product_of(tell, tmp_path), ours, edition)
        assert draw_sound(document, ours, TODAY).state == "proof"
        silent = replace(document, brought=None, proof=None, why="")
        with pytest.raises(ProofError, match='"119" is on the page and in none of the facts'):
            draw_sound(silent, ours, TODAY)


def test_a_figure_that_covers_a_number_is_refused(ours: Sources, tmp_path: Path) -> None:
    def tell(context: Context) -> Sequence[Flowable]:
        drawing = Drawing(context.measure, 100)
        drawing.add(Rect(0, 0, context.measure, 100, fillColor=context.ink("white"), strokeColor=None))
        return [context.help_card(), Spacer(1, -110), context.figure(drawing, "A white square")]

    document = placed(product_of(tell, tmp_path), ours)
    with pytest.raises(ProofError, match="0808 157 0192"):
        draw_sound(document, ours, TODAY)


def test_the_strip_is_proven_on_right_hand_pages(ours: Sources, tmp_path: Path) -> None:
    def tell(context: Context) -> Sequence[Flowable]:
        return [context.paragraph("a"), PageBreak(), context.paragraph("b")]

    document = placed(product_of(tell, tmp_path), ours)
    assert len(document.placed.pages) == 2
    assert draw_sound(document, ours, TODAY).proof.numbers == 1


def test_a_strip_stands_where_a_story_wants_it_and_is_proven(ours: Sources, tmp_path: Path) -> None:
    product = product_of(lambda context: [context.help_strip(), context.paragraph("Words")], tmp_path)
    (tmp_path / "page.yaml").write_text(PAGE.replace("foot: 24", "foot: 10"))
    document = placed(product, ours)
    assert document.proof is None and draw_sound(document, ours, TODAY).proof.numbers == 1


def test_a_table_of_words_is_read_cell_by_cell_and_stands_for_its_numbers(ours: Sources, tmp_path: Path) -> None:
    product = product_of(lambda context: [context.table(("Way", "How"), [("Chat", "at night")])], tmp_path)
    document = placed(product, ours)
    roles = [element.role for element in document.placed.pages[0].elements]
    assert document.proof is None and [roles.count(role) for role in ("Table", "TR", "TH", "TD")] == [1, 2, 3, 1]
    assert draw_sound(document, ours, TODAY).state == "draft"
    counted = product_of(lambda context: [context.table(("Way", "Calls"), [("Chat", "310")])], tmp_path)
    assert placed(counted, ours).why == "proof"


def test_rgb_is_a_fault_at_the_press_and_none_on_a_screen(ours: Sources, tmp_path: Path) -> None:
    def tell(context: Context) -> Sequence[Flowable]:
        drawing = Drawing(10, 10)
        drawing.add(Rect(0, 0, 10, 10, fillColor=red, strokeColor=None))
        return [context.figure(drawing, "A red square")]

    product = product_of(tell, tmp_path)
    assert placed(product, ours).placed.pages
    for edition, ink in (("press", "colour"), ("screen", "grey")):
        with pytest.raises(SourceError) as caught:
            placed(product, ours, edition, ink)
        assert [(found.code, "RGB 1 0 0" in found.message) for found in caught.value.findings] == [
            ("figure-colour", True)
        ]


@pytest.mark.parametrize(
    ("tell", "message"),
    [
        (lambda context: 1 / 0, "ZeroDivisionError: division by zero"),
        (lambda context: context.topic("nothing"), "StopIteration"),
        (lambda context: [3], "AttributeError"),
        (lambda context: sys.exit(0), "SystemExit: 0"),
        (lambda context: [Fails()], "KeyError: 'mine'"),
    ],
)
def test_what_a_story_fails_with_is_one_finding(ours: Sources, tmp_path: Path, tell: Tell, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        placed(product_of(tell, tmp_path), ours)
    (finding,) = caught.value.findings
    assert finding.code == "package-failed" and message in finding.message and str(finding.where) == "demo 1.0"


class Fails(Flowable):  # type: ignore[misc]
    def draw(self) -> None:
        raise KeyError("mine")


def test_a_story_is_told_in_its_own_languages_alone(ours: Sources, tmp_path: Path) -> None:
    product = product_of(lambda context: [Paragraph("a", context.house)], tmp_path, locales=("de",))
    with pytest.raises(SourceError, match='it has no words in "en"') as caught:
        placed(product, ours)
    assert [finding.code for finding in caught.value.findings] == ["product-locale"]
    wanted = Wanted(countries=("XX",), editions=("screen",))
    french = replace(product, locales=("fr",))
    assert {job.locale for job in publication_jobs(french, wanted, ours)} == {"fr"}


def test_what_does_not_fit_stops_the_build(ours: Sources, tmp_path: Path) -> None:
    product = product_of(lambda context: [context.paragraph("w" * 300)], tmp_path)
    with pytest.raises(SourceError, match="wider than its place"):
        placed(product, ours)


def test_nobody_looked_at_a_clock_so_it_is_no_final(ours: Sources, tmp_path: Path) -> None:
    product = product_of(lambda context: [context.paragraph("We are here.")], tmp_path)
    (job,) = publication_jobs(product, Wanted(countries=("XX",), editions=("screen",)), ours)
    assert place_publication(product, job, ours, TODAY, None).why == "proof"


CODE = """\
from pathlib import Path
from booklet.platypus import Publication
PRODUCT = Publication("A page", Path(__file__).with_name("page.yaml"), lambda context: [context.paragraph("Call 119.")])
"""


def build(folder: Path, project: Path, *more: str) -> Any:
    options = ["--project", str(project), "--country", "XX", "--edition", "screen", "--output", str(folder)]
    assert main(["build", *options, "--band", "14-17", "--json", *more]) == 0
    return json.loads((folder / "manifest.json").read_text())


@pytest.mark.slow
def test_a_final_falls_when_nobody_stands_for_it_any_more(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, project: Path, ours: Sources
) -> None:
    bring_module(monkeypatch, tmp_path / "site", "demo-page", CODE)
    out = tmp_path / "out"
    (entry,) = build(out, project, "demo-page")["files"]
    assert entry["state"] == "proof" and "unconfirmed" in {found["code"] for found in entry["findings"]}
    product = Publication("A page", tmp_path / "site/page.yaml", lambda context: [context.paragraph("Call 119.")])
    write_confirmations(project, [confirmation(placed(replace(product, name="demo-page"), ours))])
    (entry,) = build(out, project, "demo-page")["files"]
    assert entry["state"] == "draft" and "+" in entry["facts"]
    manifest = build(out, project, "card")
    assert [Path(found["path"]).name for found in manifest["earlier"]] == [Path(entry["path"]).name]
    (project / "confirmed.yaml").unlink()
    build(out, project, "card")
    names = sorted(path.name for path in out.glob("guide_demo-page*"))
    assert names == ["guide_demo-page_14-17_en_XX_page-a5_screen_v01-draft_OUTDATED.pdf"]
    sys.modules.pop("demo_page", None)


@pytest.mark.slow
def test_the_example_is_built_by_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_example(monkeypatch, tmp_path / "site")
    manifest = build(tmp_path / "out", project, "calls-page", "--edition", "press")
    assert [entry["edition"] for entry in manifest["files"]] == ["screen", "press"]
    path = Path(manifest["files"][0]["path"])
    reader = pypdf.PdfReader(path)
    assert reader.metadata and reader.metadata.title == "PROOF, not for readers: A year of calls"
    assert "Letters" in reader.pages[0].extract_text() and "310" in reader.pages[0].extract_text()
    alts = list(alts_below(reader.root_object["/StructTreeRoot"]))
    assert alts[:2] == [
        "Bar chart: phone 480 calls, chat 310, letters 95.",
        "Table of the same calls: chat 310, phone 480, letters 95.",
    ]


def alts_below(element: Any) -> Iterator[str]:
    """Yield the alternative texts of figures below an element, in reading order."""
    if element.get("/S") == "/Figure":
        yield str(element["/Alt"])
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object()
        if isinstance(found, dict) and "/S" in found:
            yield from alts_below(found)


def test_confirm_asks_for_what_a_product_shows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_module(monkeypatch, tmp_path / "site", "demo-page", CODE)
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return "tried"

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", answer)
    options = ["XX", "--by", "Ada Tester", "--project", str(project), "--product", "demo-page"]
    assert main(["confirm", *options]) == 0
    said = capsys.readouterr().out
    assert "demo-page en XX 14-17" in said and "“119”" in said and len(asked) == 2
    assert "place: 'demo-page en XX 14-17'" in (project / "confirmed.yaml").read_text()
