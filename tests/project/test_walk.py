"""A project as a new user makes it with its README alone: a sentence, a logo, a page; then our guide changes."""

import re
import shutil
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from projects import COUNTRY, OWN, UNCONFIRMED, lay, uncalled

from booklet.api.confirming import list_to_look_at
from booklet.cli import main
from booklet.make.build import open_sources
from booklet.project.confirmations import write_confirmations
from booklet.sources import folders
from booklet.words.statements import Answer, Confirmation

Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *arguments: str) -> tuple[int, list[str]]:
    """Return what a command answers and the lines it prints, notes left out."""
    code = main(arguments)
    captured = capsys.readouterr()
    lines = (captured.out + captured.err).splitlines()
    return code, [line for line in lines if line and not line.startswith("note:")]


def uncommented(text: str, first: str) -> str:
    """Return a template with the marks of its example taken away, from its first line to the next empty one."""
    lines = text.splitlines()
    start = lines.index(f"# {first}")
    end = next(number for number, line in enumerate(lines) if number > start and line.strip() == "#")
    return "\n".join(line.removeprefix("# ") for line in lines[start:end]) + "\n"


def words(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def logo(path: Path, width: int) -> None:
    image = Image.new("RGBA", (width, width // 3))
    ImageDraw.Draw(image).ellipse((0, 0, width // 3, width // 3), fill=(0, 90, 200, 255))
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path)


@pytest.fixture
def own_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of our sources that can be changed, as a newer version of ours is another one."""
    copy = tmp_path / "ours"
    for name in ("layouts", "translations"):
        shutil.copytree(OWN / name, copy / name)
    monkeypatch.setattr(folders, "OWN", copy)
    return copy


@pytest.mark.slow
def test_a_new_user_changes_a_sentence_a_logo_and_a_page_and_is_told_when_ours_changes(
    tmp_path: Path, own_copy: Path, capsys: Capture
) -> None:
    project, output = tmp_path / "our edition", tmp_path / "output"
    assert run(capsys, "new", str(project), "--country", "001", "--name", "Save the Example")[0] == 0
    readme = (project / "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in readme for name in ("brand.yaml", "words.yaml", "pages.yaml", "layouts/art/logo.svg"))
    asked = ("booklet", "--project", str(project), "--country", "001", "--band", "14-17")

    sentence = readme.split("    threat.how:\n")[1].splitlines()[0].strip()
    lay(project, {"words.yaml": f"threat.how:\n  {sentence}\n"})
    code, lines = run(capsys, "validate", *asked)
    assert code == 3
    (line,) = (line for line in lines if "missing-hash" in line)
    wanted = re.search(r"write (replaces: [0-9a-f]{8})$", line)
    assert wanted and line.startswith("words.yaml:1:")
    lay(project, {"words.yaml": f"threat.how:\n  {wanted[1]}\n  {sentence}\n"})

    page = uncommented((project / "pages.yaml").read_text(encoding="utf-8"), "pages:")
    lay(project, {"pages.yaml": page[: page.index("  - {id: our-rest")]})
    code, lines = run(capsys, "validate", *asked)
    assert code == 3 and any("page-count" in line and "add 1 more" in line for line in lines)
    lay(project, {"pages.yaml": page})

    logo(project / "layouts/art/logo.png", 200)
    code, lines = run(capsys, "build", *asked, "--output", str(output), "--date", "2026-11-25")
    assert code == 0
    assert [line.split(": ")[2] for line in lines if line.startswith("warning:")] == [
        *["unconfirmed"] * 2,
        "logo-coarse",
        *["low-resolution"] * 2,
    ]
    logo(project / "layouts/art/logo.png", 360)
    confirm_all(project)
    code, lines = run(capsys, "build", *asked, "--output", str(output), "--date", "2026-11-25")
    assert code == 0 and not any(line.startswith("warning:") for line in lines)

    said = words(output / "guide_booklet_14-17_en_001_a5_screen_v01-draft.pdf")
    assert len(said) == 32
    assert "It can happen in minutes." in said[12]
    assert "A place where you can talk" in said[24]
    assert "Where to get help 30" in said[3]
    assert "Adapted by Save the Example" in said[1]

    pages = own_copy / "translations/en/guide/14-17"
    changed(pages / "friend.yaml", "title: When a friend | tells you", "title: A friend tells you")
    assert run(capsys, "validate", *asked)[0] == 0
    changed(pages / "threat.yaml", "may take an hour", "may take minutes")
    code, lines = run(capsys, "validate", *asked)
    assert code == 3
    (line,) = (line for line in lines if line.startswith("words.yaml"))
    assert line.startswith("words.yaml:1: stale-words") and "threat.how" in line
    assert [other for other in lines if other != line] == ["1 fault, 0 notes"]


def confirm_all(project: Path) -> None:
    """Look at all that is open in a project, as a person would."""
    day = date(2026, 11, 25)
    said = list_to_look_at(open_sources(project), "001", day, None)
    write_confirmations(project, [Confirmation(one.place, one.of, Answer.NOTHING, "A. Tester", day) for one in said])


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    found, count = re.subn(old, new, text, count=1)
    assert count == 1, f"{path.name} does not hold {old!r} any more"
    path.write_text(found, encoding="utf-8")


class Terminal:
    """Answers questions as a person at a terminal, who finds nothing to dial or open in what is asked last."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return f"{self.answers.pop(0) if self.answers else 'nothing'}\n"


def test_a_partner_calls_builds_and_packs_and_a_number_that_changes_makes_a_proof(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """The walk that is walked each time: a name of her own, a logo, three helplines, of which one is not sure."""
    project, output = tmp_path / "our edition", tmp_path / "output"
    assert run(capsys, "new", str(project), "--country", "XX", "--name", "Maison d'Ângela & Söhne")[0] == 0
    country = lay(project, {COUNTRY: uncalled(UNCONFIRMED, "2026-11-20")}) / COUNTRY
    logo(project / "layouts/art/logo.png", 360)
    axes = ("--project", str(project), "--country", "XX", "--band", "14-17", "--item", "p1", "--date", "2026-11-26")
    build = ("build", "poster", *axes, "--edition", "screen", "--output", str(output))

    code, lines = run(capsys, "validate", "poster", *axes[:4])
    assert code == 0 and "Files will be a PROOF: nobody has confirmed these numbers by a call." in lines
    assert run(capsys, *build)[0] == 0
    (proof,) = (output / "proofs").glob("*.pdf")
    assert "PROOF" in words(proof)[0]

    answers = ("yes", "yes", "always")
    monkeypatch.setattr("sys.stdin", Terminal(*answers, *answers))
    confirm = ("confirm", "XX", "--by", "A. Tester", "--on", "2026-11-26", "--project", str(project))
    code, lines = run(capsys, *confirm)
    assert code == 0 and any("All printed numbers are confirmed" in line for line in lines), lines
    assert run(capsys, *build)[0] == 0
    (final,) = output.glob("*.pdf")
    (said,) = words(final)
    assert "0808 157 0192" in said and "020 7946 0999" not in said and "PROOF" not in said
    assert not list((output / "proofs").glob("*.pdf"))

    packs = tmp_path / "packs"
    assert run(capsys, "pack", "office", "poster", *axes, "--output", str(packs))[0] == 0
    assert list(packs.rglob("*.pdf")) and not list(packs.rglob("*PROOF*"))

    changed(country, "0808 157 0192", "0808 157 0193")
    code, lines = run(capsys, *build)
    assert code == 0 and any("check-changed" in line for line in lines)
    assert list((output / "proofs").glob("*.pdf")) and not list(output.glob("*v01-draft.pdf"))
