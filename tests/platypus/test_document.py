"""A document of one's own: a template with a file's name, and a story that is built into it."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
from brought import ROOT
from clocks import set_clock
from projects import CONFIRMED, COUNTRY
from reportlab.graphics.shapes import Drawing, Rect
from reportlab.platypus import BaseDocTemplate, Flowable, PageBreak

from booklet.api.project import Project, open_project
from booklet.errors import SourceError
from booklet.frames.templates import paper_template
from booklet.geometry import mm
from booklet.platypus.context import Context
from booklet.platypus.document import DocTemplate


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("project")
    path = folder / COUNTRY
    path.parent.mkdir(parents=True)
    path.write_text(CONFIRMED)
    return open_project(folder)


def document(project: Project, path: Path, **more: Any) -> DocTemplate:
    return project.document(path, "A page of ours", country="XX", **more)


def figure(context: Context) -> Flowable:
    drawing = Drawing(40, 40)
    drawing.add(Rect(0, 0, 40, 40, fillColor=context.ink("tide"), strokeColor=None))
    return context.figure(drawing, "A square")


def test_a_story_is_built_into_a_finished_file(project: Project, tmp_path: Path) -> None:
    made = document(project, tmp_path / "page.pdf")
    assert isinstance(made, BaseDocTemplate)
    context = made.context
    path = made.build([context.title("A page"), context.paragraph("We are here."), PageBreak(), context.help_card()])
    assert path == tmp_path / "page-draft.pdf"
    reader = pypdf.PdfReader(path)
    assert len(reader.pages) == 2 and "We are here." in reader.pages[0].extract_text()
    assert reader.metadata and reader.metadata.title == "A page of ours"
    assert str(reader.root_object["/MarkInfo"]) == "{'/Marked': True}"


def test_calls_hold_on_the_day_on_which_a_file_is_built(project: Project, tmp_path: Path) -> None:
    made = document(project, tmp_path / "page.pdf")
    set_clock(date(2027, 9, 1))
    assert made.build([made.context.paragraph("We are here.")]) == tmp_path / "page_PROOF.pdf"


def test_what_nobody_stands_for_is_a_proof_in_its_name_and_sets_the_final_aside(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "page.pdf"
    made = document(project, path)
    made.build([made.context.paragraph("We are here.")])
    made = document(project, path)
    assert made.build([figure(made.context)]) == tmp_path / "page_PROOF.pdf"
    assert sorted(found.name for found in tmp_path.iterdir()) == ["page-draft_OUTDATED.pdf", "page_PROOF.pdf"]


def test_a_person_may_stand_for_it(tmp_path: Path) -> None:
    path = tmp_path / "project" / COUNTRY
    path.parent.mkdir(parents=True)
    path.write_text(CONFIRMED)
    own = open_project(tmp_path / "project")
    made = document(own, tmp_path / "page.pdf")
    said = made.statement([figure(made.context)])
    assert said is not None and said.place == "document-page en XX 14-17" and 'the figure "A square"' in said.shows
    own.confirm(said, "nothing", by="Ada Tester")
    again = document(own, tmp_path / "page.pdf")
    assert again.build([figure(again.context)]).name == "page-draft.pdf"
    other = document(own, tmp_path / "page.pdf")
    assert other.build([figure(other.context), figure(other.context)]).name == "page_PROOF.pdf"


def test_page_templates_of_ones_own_are_used(project: Project, tmp_path: Path) -> None:
    made = document(project, tmp_path / "page.pdf", edition="press")
    made.use(paper_template(made.context.layout.trim, mm(30)))
    file = made.draw([made.context.paragraph("Words")])
    assert file.state == "draft" and file.job.edition == "press"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"layout": "poster-a3"}, "publication-layout"),
        ({"layout": "zine-a4"}, "publication-layout"),
        ({"layout": "nothing"}, "unknown-layout"),
        ({"locale": "xx"}, "unknown-locale"),
        ({"locale": "en,sw"}, "unknown-locale"),
        ({"locale": ["en", "sw"]}, "document-files"),
    ],
)
def test_what_is_unknown_or_no_one_file_is_told(
    project: Project, tmp_path: Path, more: dict[str, str | list[str]], code: str
) -> None:
    with pytest.raises(SourceError) as caught:
        document(project, tmp_path / "page.pdf", **more)
    assert code in {finding.code for finding in caught.value.findings}


def test_the_document_of_the_manual_is_built(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs/howto/documents.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert '"my-project"' in code and 'country="KE"' in code
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(code.replace('"my-project"', repr(str(project.path))).replace('"KE"', '"XX"'), names)
    assert names["path"] == Path("page_PROOF.pdf") and names["path"].is_file()
