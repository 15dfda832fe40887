"""Run README's tests with the newest versions of packages that pyproject.toml allows, or with the lowest.

python tools/bounds.py newest
python tools/bounds.py lowest

A table says which versions are not those that were tested (constraints.txt). The newest are those of this moment; the
lowest are those of the day on which constraints.txt was written, with what they need as it was then, so that a commit
has one answer. Returns 1 if a test fails, 2 if there is nothing to install.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
CONSTRAINTS = (ROOT / "constraints.txt").read_text("utf-8")

RESOLUTIONS = {"newest": ("highest",), "lowest": ("lowest-direct", "--exclude-newer", "")}
"""How uv is told what to take; the day is filled in."""


def main() -> int:
    """Install, print the table, run the tests if there is anything in it."""
    parser = argparse.ArgumentParser(description="Run README's tests with other versions than were tested.")
    parser.add_argument("which", choices=RESOLUTIONS)
    which = parser.parse_args().which
    with tempfile.TemporaryDirectory() as folder:
        python = install(which, Path(folder))
        if python is None:
            return 2
        found = [*list_others(read_tested(), read_installed(python))]
        for name, tested, here in found:
            print(f"{name:32} {tested:20} {here}")
        if not found:
            print(f"{which}: nothing is another version than was tested")
            return 0
        run = subprocess.run([python, "-m", "pytest", "-q"], cwd=ROOT, capture_output=True, text=True, check=False)
    lines = run.stdout.splitlines()
    told = lines[-1:] if run.returncode == 0 else lines[-60:]
    answer = "pass" if run.returncode == 0 else "FAIL"
    print("\n".join(told), run.stderr, sep="\n", end="")
    print(f"{which}: {len(found)} packages are others than was tested; README's tests {answer} with them")
    return min(run.returncode, 1)


def install(which: str, folder: Path) -> Path | None:
    """Return a Python that has booklet with what its tests need; None, and say why, if it cannot be had."""
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    day = re.search(r"\d{4}-\d\d-\d\d", CONSTRAINTS)
    options = [option or (day[0] if day else "") for option in RESOLUTIONS[which]]
    for command in (
        ("venv", "-q", "--python", sys.executable, folder),
        ("pip", "install", "-q", "--python", python, "--resolution", *options, f"{ROOT}[test]"),
    ):
        run = subprocess.run(
            [sys.executable, "-m", "uv", *map(str, command)], capture_output=True, text=True, check=False
        )
        if run.returncode:
            print(run.stderr)
            return None
    return python


def read_tested() -> dict[str, str]:
    """Return the version of each package that was tested on this machine's Python and system."""
    pins = [Requirement(line) for line in CONSTRAINTS.splitlines() if not line.startswith("#")]
    return {pin.name: str(pin.specifier)[2:] for pin in pins if pin.marker is None or pin.marker.evaluate()}


def read_installed(python: Path) -> dict[str, str]:
    """Return the version of each package that a Python has, but ourselves."""
    command = [sys.executable, "-m", "uv", "pip", "list", "-q", "--format", "json", "--python", str(python)]
    listed = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return {canonicalize_name(one["name"]): one["version"] for one in listed if one["name"] != "booklet"}


def list_others(tested: Mapping[str, str], here: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield each package that has another version here than was tested, with both versions."""
    for name, version in sorted(here.items()):
        if version != tested.get(name):
            yield name, tested.get(name, "not tested"), version


if __name__ == "__main__":
    raise SystemExit(main())
