"""Whatever draws in a partner's files makes a proof until a named person has looked at it; hidden files never print."""

import os
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from clocks import program
from projects import CONFIRMED, COUNTRY, codes, lay, ours, told

from booklet.api.confirming import list_to_look_at
from booklet.api.project import open_project
from booklet.errors import SourceError
from booklet.make.build import check, open_sources
from booklet.make.planning import Wanted, plan_jobs
from booklet.project.confirmations import write_confirmations
from booklet.words.statements import Answer, Confirmation

MADE = date(2026, 11, 25)

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path d="M0 0H40V30H0Z" fill="#21192E"/></svg>'

SCENE, PART = "layouts/scenes/poster-p1.yaml", "layouts/kit/props/tree.svg"

DIGIT = "      - {shape: path, d: M0 0H500V1200H400V100H0Z, ink: night}\n"


def drawn_scene() -> str:
    """Return our poster with a figure 7 painted on it."""
    text = ours(SCENE)
    assert "    over:\n" in text
    return text.replace("    over:\n", f"    over:\n{DIGIT}", 1)


def lay_project(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    return lay(folder, {COUNTRY: CONFIRMED, "brand.yaml": "name: Example Friends\n", **files})


def why(folder: Path, product: str = "poster", edition: str = "screen") -> str:
    """Return why the first file of a product is a proof, "" if it is none."""
    sources = open_sources(folder)
    job = plan_jobs(Wanted((product,), ("en",), ("XX",), editions=(edition,)), sources)[0]
    return check([job], sources, MADE, MADE)[0].why


def asked(folder: Path) -> list[tuple[str, str]]:
    """Return where a person is asked to look, and what they are asked."""
    return [(one.place, one.asks) for one in list_to_look_at(open_sources(folder), "XX", MADE, None)]


def say_nothing(folder: Path) -> None:
    """Say as a person that what is open shows nothing to dial."""
    said = list_to_look_at(open_sources(folder), "XX", MADE, None)
    assert said
    write_confirmations(folder, [Confirmation(one.place, one.of, Answer.NOTHING, "A. Tester", MADE) for one in said])


@pytest.mark.parametrize(
    ("name", "text", "changed"),
    [
        (SCENE, drawn_scene(), drawn_scene().replace("H500", "H501")),
        (PART, ours(PART) + "\n", ours(PART) + "\n\n"),
        ("layouts/kit/rooms/unused.svg", SVG, SVG + "\n"),
    ],
)
def test_a_drawing_makes_a_proof_until_somebody_has_looked_at_these_bytes(
    name: str, text: str, changed: str, tmp_path: Path
) -> None:
    """A scene with a path of digits printed a number five centimetres high on a poster that was final."""
    folder = lay_project(tmp_path, {name: text})
    assert (why(folder), [place for place, _ in asked(folder)]) == ("proof", [name])
    say_nothing(folder)
    assert (why(folder), asked(folder)) == ("", [])
    lay(folder, {name: changed})
    assert (why(folder), [place for place, _ in asked(folder)]) == ("proof", [name])


def test_a_person_is_told_where_to_look(tmp_path: Path) -> None:
    folder = lay_project(tmp_path, {SCENE: drawn_scene(), PART: ours(PART) + "\n"})
    says = ": does it show a number, an address or a code?"
    assert asked(folder) == [
        (PART, f"open {folder / PART} and look{says}"),
        (SCENE, f"look at the picture of {SCENE}, which preview scene poster-p1 makes{says}"),
    ]


@pytest.mark.parametrize(
    "files",
    [
        {SCENE: ours(SCENE)},
        {PART: ours(PART)},
        {"layouts/cast.yaml": ours("layouts/cast.yaml").replace("build: teen", "build: adult")},
        {"layouts/mine.yaml": "extends: poster-a3\nscale: 0.5\ntrim-name: A5\ntrim: 148 x 210\n"},
        {"layouts/theme.yaml": ours("layouts/theme.yaml")},
    ],
)
def test_what_chooses_or_is_ours_as_it_stands_is_not_asked_for(files: Mapping[str, str], tmp_path: Path) -> None:
    folder = lay_project(tmp_path, files)
    assert (why(folder), asked(folder)) == ("", [])


def test_the_door_asks_and_writes_a_yes_to_exactly_these_bytes(tmp_path: Path) -> None:
    project = open_project(lay_project(tmp_path, {SCENE: drawn_scene()}))
    (said,) = project.to_look_at("XX")
    (job,) = project.plan("poster", country="XX", edition="screen", item="p1", band="14-17")
    assert said.place == SCENE
    assert (SCENE, "unconfirmed") in [(one.where.file, one.code) for one in project.findings(job)]
    project.confirm(said, "nothing", by="A. Tester")
    project.refresh()
    assert project.to_look_at("XX") == () and "unconfirmed" not in codes(project.findings(job))
    lay(tmp_path, {SCENE: drawn_scene().replace("H500", "H501")})
    project.refresh()
    assert [one.place for one in project.to_look_at("XX")] == [SCENE] and why(tmp_path) == "proof"


@pytest.mark.slow
def test_validate_and_the_next_command_say_it_too(tmp_path: Path) -> None:
    """Also when all that was made before is kept: what a person has to see follows from the folder alone."""
    folder, kept = lay_project(tmp_path / "project", {SCENE: drawn_scene()}), tmp_path / "kept"
    assert (SCENE, "unconfirmed") in [(one.where.file, one.code) for one in open_project(folder).validate("poster")]

    def make() -> list[str]:
        asked = ("poster", "--item", "p1", "--band", "14-17", "--edition", "screen", "--country", "XX")
        into = tmp_path / "made"
        command = [*program(), "build", *asked, "--project", str(folder), "--output", str(into)]
        subprocess.run(command, env={**os.environ, "BOOKLET_CACHE": str(kept)}, check=True, capture_output=True)
        return sorted(path.name for path in into.rglob("*.pdf"))

    cold, warm = make(), make()
    assert cold == warm and all("_PROOF" in name for name in cold) and cold and any(kept.iterdir())
    say_nothing(folder)
    assert not any("_PROOF" in name for name in make())
    lay(folder, {SCENE: drawn_scene().replace("H500", "H501")})
    assert any("_PROOF" in name for name in make())


PAGE = "pages:\n  - id: visit\n    after: [find, start]\n    title: Come\n    blocks:\n"


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("pages.yaml", PAGE + "      - {id: visit.a, kind: picture, file: .evil.png, alt: A door.}\n", 6),
        ("brand.yaml", "name: A\ncover: {picture: .evil.png, alt: A door.}\n", 2),
        ("brand.yaml", "name: A\nlogos:\n  - {file: .evil.png, name: B}\n", 3),
        ("brand.yaml", "name: A\nlogos:\n  - {file: .EVIL.PNG, name: B}\n", 3),
    ],
)
def test_a_file_whose_name_begins_with_a_dot_is_refused_where_it_is_named(
    file: str, text: str, line: int, tmp_path: Path
) -> None:
    """Such a file was printed, and nobody was asked about it: whoever looks at the folder does not see it."""
    with pytest.raises(SourceError) as stopped:
        open_sources(lay_project(tmp_path, {file: text, "layouts/art/.evil.png": "x"}))
    found = [one for one in stopped.value.findings if one.code == "hidden-name"]
    assert told(found) == [("hidden-name", f"{file}:{line}")]
    assert "without the dot" in found[0].hint


@pytest.mark.slow
@pytest.mark.parametrize(
    ("product", "edition"),
    [("booklet", "web"), ("booklet", "epub"), ("insert", "press"), ("social", "screen"), ("card", "screen")],
)
def test_all_products_and_editions_ask(product: str, edition: str, tmp_path: Path) -> None:
    assert why(lay_project(tmp_path, {SCENE: drawn_scene()}), product, edition) == "proof"
