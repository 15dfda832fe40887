"""A run file that a program writes: what was asked for changes, and remarks stay."""

from pathlib import Path
from typing import Any

import pytest
from projects import lay

from booklet.errors import SourceError
from booklet.project.campaign import read_run_fields, write_run_fields

RUN = """\
# our campaign
name: sid-2027
event:
  year: 2027 # by the rule
defaults: {quantity: 500, deliver-to: "Amani House"}
lots:
  # for all clinics
  - {name: booklets, product: booklet, countries: [KE]}
  - name: schools
    product: poster
    items: p1 # the one with a place for a name
    quantity: 3
"""


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return lay(tmp_path, {"run.yaml": RUN}) / "run.yaml"


def test_only_what_was_asked_for_changes(run: Path) -> None:
    seen: dict[str, Any] = dict(read_run_fields(run))
    booklets, schools = seen["lots"]
    write_run_fields(run, {**seen, "lots": [booklets, {**schools, "quantity": "4", "deliver-to": "Kisumu: 4"}]}, seen)
    text = run.read_text(encoding="utf-8")
    assert text == RUN.replace("quantity: 3\n", "quantity: 4\n    deliver-to: 'Kisumu: 4'\n")


def test_a_new_lot_and_a_lot_that_goes(run: Path) -> None:
    seen: dict[str, Any] = dict(read_run_fields(run))
    new = {"name": "cards", "product": "card", "countries": ["KE", "EG"], "quantity": "20"}
    write_run_fields(run, {**seen, "lots": [seen["lots"][1], new]}, seen)
    found: dict[str, Any] = dict(read_run_fields(run))
    assert [lot["name"] for lot in found["lots"]] == ["schools", "cards"]
    text = run.read_text(encoding="utf-8")
    assert "# our campaign" in text and "# the one with a place" in text and "countries: [KE, EG]" in text


def test_a_lot_with_another_name_keeps_its_remarks(run: Path) -> None:
    seen: dict[str, Any] = dict(read_run_fields(run))
    booklets, schools = seen["lots"]
    write_run_fields(run, {**seen, "lots": [booklets, {**schools, "name": "all"}]}, seen)
    assert run.read_text(encoding="utf-8") == RUN.replace("name: schools", "name: all")


def test_a_file_is_made_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "run.yaml"
    wanted: dict[str, Any] = {"name": "sid", "lots": [{"name": "a", "product": "card"}]}
    assert read_run_fields(path) == {}
    write_run_fields(path, wanted, {})
    assert read_run_fields(path) == wanted


@pytest.mark.parametrize(
    ("change", "code"),
    [({"lots": [{"name": "a", "quantity": "none"}]}, "wrong-quantity"), ({"event": {"year": "soon"}}, "wrong")],
)
def test_what_is_faulty_is_not_written(run: Path, change: dict[str, Any], code: str) -> None:
    seen: dict[str, Any] = dict(read_run_fields(run))
    with pytest.raises(SourceError, match=code):
        write_run_fields(run, {**seen, **change}, seen)
    assert run.read_text(encoding="utf-8") == RUN


def test_what_somebody_else_changed_meanwhile_is_not_written_over(run: Path) -> None:
    seen: dict[str, Any] = dict(read_run_fields(run))
    run.write_text(RUN.replace("500", "600"), encoding="utf-8")
    with pytest.raises(SourceError, match="edited-meanwhile"):
        write_run_fields(run, {**seen, "name": "other"}, seen)
