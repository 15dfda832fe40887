"""What stands on a page is looked at, whatever a flowable says of it; and a confirmation belongs to all of it."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from brought import TODAY, confirmation, confirmed, lay_country, placed, product_of
from reportlab.graphics.shapes import Drawing, String
from reportlab.platypus import Flowable
from signing import lay_translated_back

from booklet.errors import SourceError
from booklet.frames.flowables import OwnFlowable, Paragraph, Set
from booklet.frames.fonts import use_font_file
from booklet.frames.table import Column, Table
from booklet.make.build import open_sources
from booklet.make.planning import Wanted
from booklet.platypus.context import Context, HelpCard
from booklet.platypus.publication import place_publication, publication_jobs
from booklet.sources.load import Sources
from booklet.text.fonts import find_font
from booklet.typeset.board import Board
from booklet.typeset.placed import Component, Drawn, DrawnAt, Form, lines_of
from booklet.values import replace
from booklet.words.locales import SOURCE_LOCALE


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """A project with a country whose numbers were called."""
    return open_sources(lay_country(tmp_path_factory.mktemp("project")))


class Silent(OwnFlowable):
    """Shows a text, or a bar without one, and says something else."""

    def __init__(self, context: Context, text: str) -> None:
        super().__init__()
        self.house, self.text = context.house, text

    def component(self, width: float) -> Component:
        board = Board("silent", self.house.setting)
        if not self.text:
            board.area(0, 0, 4, 40, "night")
            return board.finish(width, 40)
        return board.finish(width, board.text(self.text, self.house.style("body"), 0, 0, width, board.element("P")))

    def says(self) -> tuple[str, ...]:
        return ("Words",)


class Vouched(Silent):
    """Hands its text over as one that says nothing."""

    def draw(self) -> None:
        self.canv.place(self.set_at(self.width), 0, self.height, ())


class OnAForm(Silent):
    """Puts its text on a form."""

    name = "mine"

    def draw(self) -> None:
        self.canv.place_form(Form(self.name, self.set_at(self.width)), "Sect", 0, self.height)


class AsTheCard(OnAForm):
    """Puts its text on a form that is called like the card."""

    name = "card-back"


class Quiet(Paragraph):
    """A paragraph that says something else."""

    def says(self) -> tuple[str, ...]:
        return ("Words",)


def changed_later(context: Context, text: str) -> Flowable:
    paragraph = context.paragraph(text)
    paragraph.wrap(context.measure, 100)
    paragraph.markup = "Words"
    return paragraph


def changed_itself(context: Context, text: str) -> Flowable:
    paragraph = context.paragraph(text)
    paragraph.says = lambda: ("Words",)  # type: ignore[method-assign]
    return paragraph


WAYS: dict[str, Callable[[Context, str], Flowable]] = {
    "its own": Silent,
    "vouched": Vouched,
    "on a form": OnAForm,
    "as the card": AsTheCard,
    "a paragraph": lambda context, text: Quiet(text, context.house),
    "changed later": changed_later,
    "changed itself": changed_itself,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("text", ["Call one one nine", "Call 1/1/2"])
def test_a_text_with_a_sign_makes_a_proof_whatever_is_said_of_it(
    ours: Sources, tmp_path: Path, way: str, text: str
) -> None:
    document = placed(product_of(lambda context: [WAYS[way](context, text)], tmp_path), ours)
    assert document.why == "proof" and document.brought and document.brought.statement
    assert text.removeprefix("Call ") in document.brought.statement.shows
    assert placed(product_of(lambda context: [Silent(context, "Plain words")], tmp_path), ours).proof is None


@pytest.mark.parametrize("way", ["its own", "on a form"])
def test_shapes_of_a_flowable_that_says_words_make_a_proof(ours: Sources, tmp_path: Path, way: str) -> None:
    document = placed(product_of(lambda context: [WAYS[way](context, "")], tmp_path), ours)
    assert document.why == "proof" and document.brought and document.brought.statement
    assert document.brought.statement.shows == "lines and areas of its own"


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_card_of_other_words_is_not_ours(tmp_path: Path, locale: str) -> None:
    """The fixed messages were translated back, or a machine's words would be a proof of their own."""
    project = lay_country(tmp_path / "project")
    ours = open_sources(project if locale == SOURCE_LOCALE else lay_translated_back(project, locale))

    def tell(context: Context) -> Sequence[Any]:
        help = context.manuscript.help
        other = replace(help, lead=replace(help.lead, name="Call one one nine"))
        return [HelpCard(replace(context.manuscript, help=other), context.house)]

    product = product_of(tell, tmp_path, locales=(locale,))
    assert placed_in(locale, product, ours).why == "proof"
    own = product_of(lambda context: [context.help_card(), context.help_card()], tmp_path, locales=(locale,))
    found = placed_in(locale, own, ours).brought
    assert found is not None and found.statement is None


def placed_in(locale: str, product: Any, sources: Sources) -> Any:
    wanted = Wanted(countries=("XX",), locales=(locale,), bands=("14-17",), editions=("screen",))
    (job,) = publication_jobs(product, wanted, sources)
    return place_publication(product, job, sources, TODAY, TODAY)


def listed(*rows: tuple[str, str]) -> Callable[[Context], Sequence[Flowable]]:
    return lambda context: [Table([Column(0.5), Column(0.5)], rows, context.house)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([("Police", "119"), ("Us", "118")], [("Us", "119"), ("Police", "118")]),
        ([("Police", "119")], [("Helpline", "119")]),
        ([("A", "119"), ("B", "118"), ("C", "119")], [("A", "119"), ("B", "118"), ("C", "118")]),
    ],
)
def test_a_confirmation_belongs_to_what_stands_beside_a_number(
    ours: Sources, tmp_path: Path, before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    sure = confirmed(ours, confirmation(placed(product_of(listed(*before), tmp_path), ours)))
    assert placed(product_of(listed(*before), tmp_path), sure).proof is None
    assert placed(product_of(listed(*after), tmp_path), sure).why == "proof"


class Resized(Flowable):  # type: ignore[misc]
    """Turns its page into one of another size."""

    def draw(self) -> None:
        self.canv.setPageSize((300, 300))


@pytest.mark.parametrize(
    ("story", "code"),
    [
        ([], "empty-story"),
        ([Resized()], "page-size"),
        ([Set(lambda width: Component(width, 9, (DrawnAt(Drawn(9, 9, ("[1 2",)), 0, 0),)))], "figure-unfit"),
    ],
)
def test_what_is_no_page_of_a_layout_is_told(
    ours: Sources, tmp_path: Path, story: Sequence[Flowable], code: str
) -> None:
    with pytest.raises(SourceError) as stopped:
        placed(product_of(lambda context: story, tmp_path), ours)
    assert [found.code for found in stopped.value.findings] == [code]


def test_two_typefaces_of_one_name_are_two(ours: Sources, tmp_path: Path) -> None:
    def tell(folder: str) -> Callable[[Context], Sequence[Flowable]]:
        def draw(context: Context) -> Sequence[Flowable]:
            name = use_font_file(context.house, str(tmp_path / folder / "face.ttf"))
            drawing = Drawing(99, 40)
            drawing.add(String(5, 5, "hello", fontName=name, fontSize=9))
            return [context.figure(drawing, "A word")]

        return draw

    said = []
    for folder, file in (("a", "fontpkg_nunito/files/Nunito[wght].ttf"), ("b", "fontpkg_rubik/files/Rubik[wght].ttf")):
        known = find_font(file)
        assert known
        (tmp_path / folder).mkdir()
        shutil.copy(known, tmp_path / folder / "face.ttf")
        document = placed(product_of(tell(folder), tmp_path), ours)
        lines = (line for page in document.placed.pages for line in lines_of(page.items))
        assert str(tmp_path / folder / "face.ttf") in {run.font.file for line in lines for run in line.runs}
        assert document.brought and document.brought.statement
        said.append(document.brought.statement.of)
    assert said[0] != said[1]
