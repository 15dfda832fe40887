"""The example of the documentation: built, installed and used by its name, its files opened in four readers."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from brought import EXAMPLE, ROOT
from programs import needs
from projects import CONFIRMED, COUNTRY
from validator import validate

from booklet.sources.load import Sources

BUILD = ["--date", "2026-11-26", "--country", "XX", "--band", "14-17"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the installed example, made by pip from its wheel."""
    folder = tmp_path_factory.mktemp("example")
    offline = ["-q", "--no-deps", "--no-index"]
    pip = [sys.executable, "-m", "pip"]
    subprocess.run([*pip, "wheel", *offline, "--no-build-isolation", "-w", folder / "wheel", EXAMPLE], check=True)
    (wheel,) = (folder / "wheel").glob("calls_page-1.0-*.whl")
    subprocess.run([*pip, "install", *offline, "--target", folder / "site", wheel], check=True)
    return folder / "site"


def run(site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join((str(site), str(ROOT)))
    return subprocess.run(
        [sys.executable, "-m", "booklet", *options],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def files(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files that it makes, by edition."""
    folder = tmp_path_factory.mktemp("files")
    path = folder / "project" / COUNTRY
    path.parent.mkdir(parents=True)
    path.write_text(CONFIRMED)
    editions = [part for name in ("press", "screen") for part in ("--edition", name)]
    options = ["--project", str(folder / "project"), "--output", str(folder / "out"), "--json"]
    made = run(site, "build", "calls-page", *BUILD, *editions, *options)
    assert made.returncode == 0, made.stderr
    return {entry["edition"]: Path(entry["path"]) for entry in json.loads(made.stdout)["files"]}


@pytest.mark.slow
def test_it_is_listed_and_says_where_it_comes_from(site: Path) -> None:
    listed = run(site, "list", "layouts", "--json")
    (row,) = [row for row in json.loads(listed.stdout) if row["layout"] == "calls-page"]
    assert row["product"] == "insert" and listed.stderr == ""


@pytest.mark.slow
@needs("javac")
def test_its_files_keep_both_standards(files: dict[str, Path]) -> None:
    for report in validate(list(files.values())):
        assert report.failures == () and report.checks > 100, report


@pytest.mark.slow
@needs("pdftotext")
@needs("mutool")
@needs("gs")
@pytest.mark.parametrize("edition", ["press", "screen"])
def test_four_readers_open_its_files(files: dict[str, Path], edition: str) -> None:
    path = files[edition]
    said = [
        "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages),
        "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)),
        output("pdftotext", str(path), "-"),
        output("mutool", "draw", "-F", "txt", str(path)),
    ]
    for text in (text.replace("\u00a0", " ") for text in said):
        assert all(word in text for word in ("A year of calls", "Letters", "480", "0808 157 0192")), text
    assert output("gs", "-q", "-dSAFER", "-dPDFSTOPONERROR", "-o", os.devnull, "-sDEVICE=ppmraw", str(path)) == ""


def output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr.replace("warning: ICC support is not available\n", "") == ""
    return done.stdout


@pytest.mark.slow
def test_its_bars_are_painted_in_the_ink_that_it_names_and_as_high_as_its_numbers(
    files: dict[str, Path], sources: Sources
) -> None:
    scale = 4
    picture = pypdfium2.PdfDocument(files["screen"])[0].render(scale=scale).to_pil().convert("RGB")
    tide = tuple(round(255 * part) for part in sources.theme.inks["tide"].srgb)
    columns: dict[int, int] = {}
    pixels: Any = picture.load()
    for x in range(picture.width):
        height = sum(near(pixels[x, y], tide) for y in range(picture.height // 2))
        if height > 20:
            columns[x] = height
    heights = sorted(set(columns.values()), key=list(columns.values()).count)[-3:]
    low, middle, high = sorted(heights)
    assert high / scale == pytest.approx(115 * 480 / 500, abs=1)
    assert (low / high, middle / high) == pytest.approx((95 / 480, 310 / 480), abs=0.02)


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 4 for a, b in zip(one, other, strict=True))


@pytest.mark.slow
def test_the_same_sources_are_the_same_bytes(site: Path, files: dict[str, Path], tmp_path: Path) -> None:
    project = files["press"].parents[2] / "project"
    options = ["--project", str(project), "--output", str(tmp_path / "out"), "--edition", "press", "--json"]
    again = json.loads(run(site, "build", "calls-page", *BUILD, *options).stdout)["files"]
    assert Path(again[0]["path"]).read_bytes() == files["press"].read_bytes()
