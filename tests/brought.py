"""Products of packages as tests bring them: a module and what says which product it brings, on the path of Python."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from projects import CONFIRMED, COUNTRY
from reportlab.platypus import Flowable

from booklet.make.document import Document
from booklet.make.planning import Wanted
from booklet.platypus.context import Context
from booklet.platypus.publication import Publication, check_publication, publication_jobs
from booklet.sources.load import Sources
from booklet.words.statements import Answer, Confirmation, index_by_place

TODAY = date(2026, 11, 26)

Tell = Callable[[Context], Sequence[Flowable]]

ROOT = Path(__file__).parents[1]

EXAMPLE = ROOT / "docs/examples/calls-page"

PAGE = """\
product: insert
trim-name: page-a5
trim: 148 x 210
margins: {outer: 14, inner: 17, top: 15, foot: 24}
give: [gap]
pages:
  - {master: text, section: action}
"""


def bring(monkeypatch: pytest.MonkeyPatch, folder: Path, name: str, target: str, dist: str = "") -> None:
    """Put a distribution on the path that names a product by an entry point."""
    dist = dist or f"{name}-package"
    info = folder / f"{dist.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {dist}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[booklet.layouts]\n{name} = {target}\n")
    monkeypatch.syspath_prepend(str(folder))


def bring_module(monkeypatch: pytest.MonkeyPatch, folder: Path, name: str, code: str) -> None:
    """Bring a product whose module is given as code, with a layout of one page beside it."""
    module = name.replace("-", "_")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{module}.py").write_text(code)
    (folder / "page.yaml").write_text(PAGE)
    monkeypatch.delitem(sys.modules, module, raising=False)
    bring(monkeypatch, folder, name, f"{module}:PRODUCT")


def bring_example(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Bring the example of the documentation."""
    monkeypatch.syspath_prepend(str(EXAMPLE))
    bring(monkeypatch, folder, "calls-page", "calls_page:PRODUCT", "calls-page")


def lay_country(folder: Path) -> Path:
    """Lay a country whose numbers were called into a project."""
    path = folder / COUNTRY
    path.parent.mkdir(parents=True)
    path.write_text(CONFIRMED)
    return folder


def product_of(tell: Tell, folder: Path, **more: Any) -> Publication:
    """Return a product that tells something, in a layout of one page."""
    layout = folder / "page.yaml"
    layout.write_text(PAGE)
    return Publication("A page", layout, tell, name="demo-page", origin="demo 1.0", **more)


def placed(product: Publication, sources: Sources, edition: str = "screen", ink: str = "colour") -> Document:
    """Return its file in English, placed."""
    wanted = Wanted(countries=("XX",), locales=("en",), editions=(edition,), inks=(ink,))
    (document,) = check_publication(product, publication_jobs(product, wanted, sources), sources, TODAY, TODAY)
    return document


def confirmation(document: Document, answer: Answer = Answer.NOTHING, on: date = TODAY) -> Confirmation:
    """Return what a person says of a file."""
    assert document.brought and document.brought.statement
    said = document.brought.statement
    return Confirmation(said.place, said.of, answer, "Ada Tester", on, said.shows)


def confirmed(sources: Sources, *given: Confirmation) -> Sources:
    """Return sources in which persons said so."""
    return replace(sources, confirmed=index_by_place(given))
