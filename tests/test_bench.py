"""What the benches compare with ours is as ours is: they are run by hand, and must not fall behind in between."""

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import typst
from projects import OWN

from booklet.make.drawing import draw


@pytest.fixture(autouse=True)
def bench(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the modules of the benches be imported by their names, as in a script among them."""
    monkeypatch.syspath_prepend(str(OWN / "tests" / "bench"))


def read(data: bytes) -> list[str]:
    """Return the letters and digits of each page."""
    texts = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]
    return ["".join(filter(str.isalnum, text)) for text in texts]


def make_both(folder: Path, locale: str, country: str, product: str) -> tuple[list[str], list[str]]:
    """Return what is read in our file and in that of Typst."""
    from common import MADE, our_document, our_sources
    from theirs import MAIN, VALUES, font_folders, write_main, write_pages

    document = our_document(country, locale, product=product)
    write_main(folder)
    write_pages(document, folder)
    fonts: Any = font_folders(folder / VALUES)
    theirs = typst.compile(str(folder / MAIN), font_paths=fonts, ignore_system_fonts=True)
    return read(draw(document, our_sources(), MADE)), read(theirs)


@pytest.mark.slow
@pytest.mark.parametrize(("product", "pages"), [("booklet", 28), ("poster", 1)])
def test_typst_sets_the_letters_of_our_pages_each_on_its_page(tmp_path: Path, product: str, pages: int) -> None:
    ours, theirs = make_both(tmp_path, "en", "KE", product)
    assert len(ours) == pages
    assert [sorted(page) for page in theirs] == [sorted(page) for page in ours]


@pytest.mark.slow
def test_typst_sets_our_pages_from_right_to_left(tmp_path: Path) -> None:
    ours, theirs = make_both(tmp_path, "ar", "EG", "booklet")
    assert (len(ours), len(theirs)) == (28, 28)
    assert all(set(page) <= set(other) for page, other in zip(ours, theirs, strict=True))


@pytest.mark.slow
def test_reportlab_sets_the_letters_of_our_pages(tmp_path: Path) -> None:
    from common import our_document
    from others import reportlab
    from theirs import VALUES, write_main, write_pages

    write_main(tmp_path)
    write_pages(our_document("KE", "en"), tmp_path)
    theirs = "".join(read(reportlab(tmp_path / VALUES)()))
    texts = [text for page in json.loads((tmp_path / VALUES).read_text("utf-8"))["pages"] for text in page["texts"]]
    ours = "".join(words for text in texts for _, words, _ in text["runs"])
    assert sorted(theirs) == sorted(filter(str.isalnum, ours))


@pytest.mark.slow
def test_every_drawing_of_a_page_lies_beside_the_document(tmp_path: Path) -> None:
    from common import our_document, our_sources
    from theirs import describe, write_main, write_pages

    document = our_document("KE", "en", product="poster")
    write_main(tmp_path)
    write_pages(document, tmp_path)
    values, layers = describe(document, our_sources())
    drawn = [name for page in values["pages"] for name in page["art"]]
    assert drawn and sorted({*drawn}) == sorted(layers) == sorted(path.name for path in (tmp_path / "art").iterdir())


@pytest.mark.slow
def test_what_others_do_alone_is_measured_on_what_our_command_imports_and_on_pages_that_change(tmp_path: Path) -> None:
    from bench import changed_pages, our_command
    from common import home, list_imported, read_texts

    imported = list_imported(our_command("en", "KE", tmp_path / "made"), tmp_path, home(tmp_path / "home"))
    assert {"pikepdf", "pypdfium2", "uharfbuzz", "yaml"} < set(imported)
    assert not [name for name in imported if name.startswith("booklet")]
    (ours, numbers), (theirs, _) = changed_pages("en", "KE"), changed_pages("en", "GB")
    pairs = list(zip(read_texts(ours), read_texts(theirs), strict=True))
    assert {number for number, (one, other) in enumerate(pairs) if one != other} <= set(numbers) < set(range(28))


@pytest.mark.slow
def test_the_bench_of_runs_prepares_each_document_and_knows_its_stages(tmp_path: Path) -> None:
    from cases import CASES, files_of, our_items, prepare
    from runs import STAGES, stages

    prepare(tmp_path, 1, 1, [case.key for case in CASES])
    for case in CASES:
        assert len(our_items(tmp_path, case)) > 1
        first, second = sorted((files_of(tmp_path, case) / "data").iterdir())
        assert first.read_bytes() != second.read_bytes()
    assert [name for name, *_ in stages()] == list(STAGES)
    assert all(callable(getattr(owner, name)) for _, owner, name in stages())
