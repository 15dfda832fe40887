"""The pictures of what runs cost are those of the figures beside them, and can be read."""

import doctest
import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from projects import OWN
from reportlab.pdfbase.pdfmetrics import stringWidth

SPEED = OWN / "docs/speed"

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(OWN / "tools"))


@pytest.mark.slow
def test_the_pictures_are_those_of_the_figures() -> None:
    from speedfigures import read_figures
    from speedplots import draw_pictures

    found = {path.name: path.read_text(encoding="utf-8") for path in SPEED.glob("*.svg")}
    assert found == draw_pictures(read_figures())


def test_figures_that_are_written_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import speedfigures

    monkeypatch.setattr(speedfigures, "SPEED", tmp_path)
    monkeypatch.setattr(speedfigures, "FIGURES", tmp_path / "growth.yaml")
    growth = speedfigures.read_figures(SPEED / "growth.yaml")
    speedfigures.begin_figures(date.fromisoformat(growth.measured), growth.machine)
    for row in growth.rows:
        speedfigures.note_row(row)
    assert (tmp_path / "growth.yaml").read_bytes() == (SPEED / "growth.yaml").read_bytes()


def test_words_of_a_picture_stand_inside_it_and_not_on_one_another() -> None:
    for path in SPEED.glob("*.svg"):
        boxes = list(boxes_of(ElementTree.parse(path).getroot()))
        assert len(boxes) > 12
        for left, low, right, high in boxes:
            assert left >= 0 and low >= 0 and right <= 720 and high <= 400, path
        for one, other in combinations(boxes, 2):
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1], path


def boxes_of(picture: ElementTree.Element) -> Iterator[tuple[float, float, float, float]]:
    """Yield where words stand, a tenth wider than Helvetica: each browser has type of its own."""
    for text in picture.iter(f"{SVG}text"):
        size = float(re.findall(r"font-size: (\d+)px", text.attrib["style"])[0])
        x, y = float(text.attrib["x"]), float(text.attrib["y"])
        yield x, y - size / 4, x + 1.1 * stringWidth(text.text or "", "Helvetica", size), y + 0.75 * size


def test_who_sees_no_picture_is_told_what_it_shows() -> None:
    page = (SPEED / "index.md").read_text(encoding="utf-8")
    for path in SPEED.glob("*.svg"):
        root = ElementTree.parse(path).getroot()
        title, words = (root.find(f"{SVG}{name}") for name in ("title", "desc"))
        assert root.attrib["role"] == "img" and title is not None and words is not None
        assert re.search(rf"!\[{title.text}[^]]*\]\({path.name}\)", page)
        names = [text.text for text in root.iter(f"{SVG}text") if float(text.attrib["x"]) > 500]
        assert len(names) >= 3 and all(f"{name}: " in (words.text or "") for name in names)


def test_a_million_posters_are_reckoned_from_what_one_more_costs() -> None:
    from speedfigures import Growth, Measured, Sent, Taken, list_million, tell_runs

    def run(documents: int) -> Measured:
        sent = Sent(run=2_000_000 + 500 * documents, scheduler=140_000 * documents, workers=135_000 * documents)
        taken = Taken(
            1, 3 + 0.02 * documents, 150, 1 + 0.002 * documents, 90 + documents / 100, documents / 4000, 70, sent
        )
        return Measured("dask", 2, documents, 133_000, taken)

    growth = Growth("2026-11-28", "a machine", (run(10), run(300), run(1000)))
    _, work, own, scheduler, *sizes = list_million(growth)
    assert work[1:] == ("20 ms", "5.6 h", "3.3 min")
    assert own[1:] == ("2 ms", "33 min", "33 min")
    assert scheduler[1:] == ("0.25 ms", "4.2 min", "4.2 min")
    assert [row[1:3] for row in sizes] == [
        ("133 KB", "133 GB"),
        ("135 KB", "135 GB"),
        ("140 KB", "140 GB"),
        ("0.5 KB", "0.5 GB"),
        ("10 KB", "10 GB"),
    ]
    assert "about 10 workers busy, a scheduler about 80" in tell_runs(growth)
    assert "10 runs of 100,000 posters beside one another, on 2 clusters" in tell_runs(growth)


@pytest.mark.slow
def test_the_examples_of_both_modules_hold() -> None:
    import speedfigures
    import speedplots

    for module in (speedfigures, speedplots):
        assert doctest.testmod(module).attempted and not doctest.testmod(module).failed
