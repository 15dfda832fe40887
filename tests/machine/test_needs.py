"""What happens where a package is missing that not every machine has; each is asked in a process that lacks it."""

import json
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from projects import OWN, lay

from booklet.cli import COMMANDS, main
from booklet.errors import Where
from booklet.machine.needs import PACKAGES, PROGRAMS, package_of, report_missing
from booklet.make.runs.keys import list_machinery

EXTRAS = {
    **{"pikepdf": "prepress", "distributed": "cluster", "httpx": "pod", "jsonschema": "sandbox"},
    **dict.fromkeys(("django", "platformdirs", "waitress", "whitenoise"), "desk"),
    **dict.fromkeys(("asn1crypto", "cryptography", "pyhanko", "pyhanko_certvalidator"), "sign"),
}


BROUGHT = frozenset({"asn1crypto", "cryptography", "pyhanko_certvalidator"})
"""What comes with pyHanko."""


def without(package: str, code: str) -> "subprocess.CompletedProcess[str]":
    """Run code in a process that does not have a package."""
    given = [sys.executable, "-c", f"import sys\nsys.modules[{package!r}] = None\n{code}"]
    return subprocess.run(given, cwd=OWN, capture_output=True, text=True, check=False)


def command(*words: str, package: str = "pikepdf") -> "subprocess.CompletedProcess[str]":
    return without(package, f"from booklet.cli import main\nsys.exit(main({list(words)!r}))")


@pytest.mark.slow
def test_all_commands_begin_without_pikepdf_but_those_that_are_nothing_without_it() -> None:
    code = f"""\
from importlib import import_module
for name, module in {COMMANDS!r}.items():
    try:
        import_module(module)
    except ModuleNotFoundError as error:
        print(name, error.name)
"""
    found = dict(line.split() for line in without("pikepdf", code).stdout.splitlines())
    assert found.keys() <= {"check", "impose"} and set(found.values()) == {"pikepdf"}


@pytest.mark.parametrize("words", [("check", "a.pdf"), ("impose", "README.md", "--scheme", "saddle")])
def test_a_command_that_needs_pikepdf_says_so_in_a_line(words: tuple[str, ...]) -> None:
    done = command(*words)
    (line,) = done.stderr.splitlines()
    assert done.returncode == 3 and "missing-package: pikepdf is not installed" in line
    assert line.endswith("install it: " + PACKAGES["pikepdf"])


@pytest.mark.slow
def test_test_sheets_for_a_printer_are_made_without_pikepdf(tmp_path: Path) -> None:
    done = command("calibrate", "--output", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list(tmp_path.glob("*.pdf"))) == 2


@pytest.mark.slow
def test_proofs_for_translators_are_made_without_pikepdf(tmp_path: Path) -> None:
    done = command("words", "proof", "fr", "--date", "2026-11-25", "--output", str(tmp_path))
    assert done.returncode == 0 and "pikepdf" not in done.stderr, done.stderr
    assert len(list(tmp_path.glob("*.pdf"))) == 1


@pytest.mark.slow
def test_a_logo_as_pdf_is_told_with_its_file_and_what_does_without(tmp_path: Path) -> None:
    brand = "name: Amani\nlogo: logo\n"
    project = lay(tmp_path, {"brand.yaml": brand, "layouts/art/logo.pdf": b"%PDF-1.7\n"})
    done = command("validate", "card", "--project", str(project))
    told = [line for line in (done.stdout + done.stderr).splitlines() if "missing-package" in line]
    assert told == [
        "layouts/art/logo.pdf: missing-package: pikepdf is not installed: a logo as PDF is read with it; "
        f"install it: {PACKAGES['pikepdf']}, or save the logo as SVG or PNG"
    ]
    assert done.returncode == 3 and "Traceback" not in done.stderr


@pytest.mark.slow
def test_files_for_a_press_are_made_without_pikepdf_and_called_not_checked_in_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    asked = ("build", "card", "--band", "14-17", "--date", "2026-11-25", "--output", str(folder))
    done = command(*asked)
    assert done.returncode == 0, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("warning: preflight: missing-package: pikepdf is not installed")
    assert "they are not checked" in line and PACKAGES["pikepdf"] in line
    entries = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    assert {entry["edition"] for entry in entries} == {"press", "screen"}
    for entry in entries:
        assert ("missing-package" in {found["code"] for found in entry["findings"]}) == (entry["edition"] == "press")


@pytest.mark.slow
def test_a_pack_for_a_press_without_pikepdf_tells_that_its_files_are_not_checked(tmp_path: Path) -> None:
    asked = ("pack", "press", "card", "--band", "14-17", "--date", "2026-11-25", "--output", str(tmp_path))
    done = command(*asked, "--json")
    assert done.returncode == 0, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("warning: preflight: missing-package: ")
    codes = [found["code"] for found in json.loads(done.stdout)[0]["findings"]]
    assert [code for code in codes if code != "gave-way"] == ["missing-package"]


@pytest.mark.slow
def test_a_campaign_without_pikepdf_tells_that_its_files_for_a_press_are_not_checked(tmp_path: Path) -> None:
    text = "name: x\nlots:\n  - {name: cards, product: card, items: c1, countries: all, locales: en, bands: 14-17}\n"
    (tmp_path / "run.yaml").write_text(text, "utf-8")
    asked = ("run", str(tmp_path / "run.yaml"), "--output", str(tmp_path / "out"), "--date", "2026-11-25")
    done = command(*asked, "--jobs", "1")  # it is missing in that process alone
    assert done.returncode == 0, done.stderr
    assert "missing-package" in done.stderr


def test_a_campaign_makes_its_files_again_when_pikepdf_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    here = list_machinery()

    def version(name: str) -> str:
        if name == "pikepdf":
            raise metadata.PackageNotFoundError(name)
        return dict(here)[name]

    monkeypatch.setattr(metadata, "version", version)
    assert dict(here)["pikepdf"] and set(here) - set(list_machinery()) == {("pikepdf", dict(here)["pikepdf"])}


def test_braille_without_its_program_is_told_in_a_line_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["build", "booklet", "--edition", "braille", "--output", str(tmp_path)]) == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert line == (
        "--edition: missing-program: lou_translate is not installed: braille is made with it; "
        + PROGRAMS["lou_translate"]
    )
    assert all(system in line for system in ("apt install liblouis-bin", "brew install liblouis", "Windows"))


@pytest.mark.slow
def test_a_run_of_all_editions_without_that_program_says_what_it_leaves_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lot = "{name: all, product: booklet, countries: KE, locales: en, bands: 10-13, editions: all}"
    (tmp_path / "run.yaml").write_text(f"name: x\nlots:\n  - {lot}\n", "utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["run", str(tmp_path / "run.yaml"), "--output", str(tmp_path / "out"), "--dry-run"]) == 0
    said = capsys.readouterr()
    (line,) = (line for line in said.err.splitlines() if "missing-program" in line)
    assert line.startswith("warning: ") and "run.yaml:3: missing-program: " in line
    assert 'the lot "all" is made without the edition braille; install liblouis' in line


def test_what_to_type_is_what_the_extra_asks_for() -> None:
    extras = tomllib.loads((OWN / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    for package, extra in EXTRAS.items():
        assert package in BROUGHT or any(asked.startswith(package) for asked in extras[extra])
        assert all(f'"{asked}"' in PACKAGES[package] for asked in extras[extra])
    assert EXTRAS.keys() == PACKAGES.keys()


@pytest.mark.parametrize(
    ("system", "machine", "version", "has_wheel"),
    [
        ("linux", "x86_64", "#1 SMP PREEMPT_DYNAMIC Debian 6.12.57-1 (2026-11-05)", True),
        ("linux", "aarch64", "#1 SMP Debian 6.1.23", True),
        ("win32", "AMD64", "10.0.22631", True),
        ("darwin", "arm64", "Darwin Kernel Version 24.6.0: Mon Jul 14 11:30:29 PDT 2025; root:xnu-11417", True),
        ("darwin", "arm64", "Darwin Kernel Version 26.0.0: Mon Sep 14 11:30:29 PDT 2026; root:xnu-12377", True),
        ("darwin", "arm64", "Darwin Kernel Version 23.6.0: Mon Jul 29 21:14:30 PDT 2024; root:xnu-10063", False),
        ("darwin", "arm64", "Darwin Kernel Version 20.1.0: Sat Oct 31 00:07:10 PDT 2020; root:xnu-7195", False),
        ("darwin", "x86_64", "Darwin Kernel Version 25.0.0: Mon Aug 25 21:17:45 PDT 2025; root:xnu-12377", False),
    ],
)
def test_pikepdf_is_asked_for_where_it_is_built_and_nowhere_else(
    system: str, machine: str, version: str, *, has_wheel: bool
) -> None:
    asked = tomllib.loads((OWN / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    (marker,) = (Requirement(one).marker for one in asked if one.startswith("pikepdf"))
    assert marker is not None
    there = {"sys_platform": system, "platform_machine": machine, "platform_version": version}
    assert marker.evaluate(there) is has_wheel


def test_a_package_that_must_be_here_is_no_finding() -> None:
    error = ModuleNotFoundError("No module named 'yaml'", name="yaml")
    with pytest.raises(ModuleNotFoundError, match="yaml"):
        package_of(error)
    assert package_of(ImportError("libqpdf.so", name="pikepdf._core")) == "pikepdf"
    assert report_missing("pikepdf", Where("a.pdf"), "it is read with it").code == "missing-package"
