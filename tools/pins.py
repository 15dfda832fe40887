"""Renew all pins to the newest versions that pyproject.toml allows, and say what changed.

pip install -c constraints.txt '.[check]' && python tools/pins.py

- constraints.txt: everything that any extra of ours installs, as README installs it: what was tested.
- requirements.txt: of that what runs, each with the hashes of its wheels.
- docs/sbom.json: the same as a bill of materials.
- pyproject.toml, [build-system]: what builds us, since pip holds no constraints against that.

uv resolves for every platform and Python at once, where pip can only speak of the machine that it runs on; nobody who
installs needs it. Only wheels are named: what has none for a platform that we promise is told, and nothing is written.
"""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from licences import licence_of

from booklet import __version__

ROOT = Path(__file__).parent.parent
PROJECT = ROOT / "pyproject.toml"
CONSTRAINTS, REQUIREMENTS, BILL = ROOT / "constraints.txt", ROOT / "requirements.txt", ROOT / "docs" / "sbom.json"

PYTHONS = ("311", "312", "313", "314")

PLATFORMS = {
    "Linux x86_64": r"manylinux\w*_x86_64",
    "Linux aarch64": r"manylinux\w*_aarch64",
    "macOS x86_64": r"macosx_1[0-3]_\d+_(x86_64|universal2)",
    "macOS arm64": r"macosx_1[0-3]_\d+_(arm64|universal2)",
    "Windows x86_64": "win_amd64",
}
"""What is promised (docs/platforms.md): wheels from macOS 13."""

ALSO = r"musllinux\w*_(x86_64|aarch64)|macosx_1[45]_\d+_arm64|win_arm64"
"""Wheels that are named, too, where there are any."""

WHEEL = re.compile(r"-(?P<python>cp3\d+|py3|py2\.py3)-(?P<abi>[\w.]+)-(?P<platform>[\w.]+)\.whl$")

TESTED = """\
# Written by tools/pins.py: the versions that were tested, the newest of {day}.
# Install with: pip install -c constraints.txt .
"""

FROM = """\
# Written by tools/pins.py. Install with:
# pip install --require-hashes -r requirements.txt && pip install --no-deps .
"""

Package = Mapping[str, Any]


def main() -> int:
    """Write all files; return 1 and say what is missing if a promised platform lacks a wheel."""
    with tempfile.TemporaryDirectory() as folder:
        lock, tested, hashed = resolved(Path(folder))
    packages = {package["name"]: package for package in lock["package"]}
    names = [match[1] for match in re.finditer(r"^([\w.-]+)==", hashed, re.MULTILINE)]
    missing = [told for name in names for told in lacking(packages[name])]
    for told in missing:
        print(told, file=sys.stderr)
    if missing:
        return 1
    before = CONSTRAINTS.read_text("utf-8") if CONSTRAINTS.exists() else ""
    print("\n".join(changes(before, tested)) or "nothing changed")
    CONSTRAINTS.write_text(TESTED.format(day=date.today()) + tested, "utf-8")
    REQUIREMENTS.write_text(FROM + requirements(hashed, packages), "utf-8")
    PROJECT.write_text(with_builders(PROJECT.read_text("utf-8"), packages), "utf-8")
    BILL.write_text(json.dumps(bill(names, packages), indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


def resolved(folder: Path) -> tuple[Package, str, str]:
    """Return uv's lock of all that we ask for; as requirements all of it, and what runs with hashes."""
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    table = "".join(f"{name} = {json.dumps(asked)}\n" for name, asked in project["optional-dependencies"].items())
    text = f'[project]\nname = "booklet"\nversion = "0"\nrequires-python = "{project["requires-python"]}"\n'
    text += f"dependencies = {json.dumps(project['dependencies'])}\n[project.optional-dependencies]\n{table}"
    (folder / "pyproject.toml").write_text(text, "utf-8")

    def export(*options: str) -> str:
        command = ["export", "-q", "--no-emit-project", "--no-annotate", "--no-header", "--format", "requirements.txt"]
        run = [sys.executable, "-m", "uv", *command, *options]
        return subprocess.run(run, cwd=folder, check=True, capture_output=True, text=True).stdout

    tested, hashed = export("--all-extras", "--no-hashes"), export()
    return tomllib.loads((folder / "uv.lock").read_text("utf-8")), tested, hashed


def changes(before: str, after: str) -> Iterator[str]:
    """Yield a line for each package whose versions are others than before, by name."""
    old, new = versions(before), versions(after)
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            yield f"{name} {', '.join(old.get(name, ['new']))} -> {', '.join(new.get(name, ['gone']))}"


def versions(text: str) -> dict[str, list[str]]:
    """Return the versions that pins name, by package; there are several where Pythons need several."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE):
        found.setdefault(name, []).append(version)
    return found


def with_builders(text: str, packages: Mapping[str, Package]) -> str:
    """Return pyproject.toml with the versions of what builds us, which are hatchling's and of all that it needs."""
    names = ["hatchling"]
    for name in names:
        names += [each["name"] for each in packages[name].get("dependencies", ()) if each["name"] not in names]
    lines = "".join(f'    "{name}=={packages[name]["version"]}",\n' for name in names)
    return re.sub(r"(?<=^\[build-system\]\nrequires = \[\n)[^]]*", lambda _: lines, text, count=1)


def requirements(exported: str, packages: Mapping[str, Package]) -> str:
    """Return requirements with the hashes of wheels that somebody we promise something may install."""
    wanted = {hash_of(wheel) for package in packages.values() for wheel in wheels(package)}
    lines = []
    for entry in re.split(r"\n(?=\S)", exported.strip()):
        head, *hashes = (line.strip(" \\") for line in entry.splitlines())
        kept = [line for line in hashes if line.removeprefix("--hash=") in wanted]
        lines.append(" \\\n    ".join([head, *kept]))
    return "\n".join(lines) + "\n"


def wheels(package: Package) -> Iterator[Mapping[str, str]]:
    """Yield the wheels of a package for a Python and a platform of ours."""
    for wheel in package.get("wheels", ()):
        match = WHEEL.search(wheel["url"])
        if match and is_ours(match["platform"]) and any(fits(match, version) for version in PYTHONS):
            yield wheel


def is_ours(platform: str) -> bool:
    """Tell whether a wheel is for a platform of ours."""
    return platform == "any" or bool(re.search("|".join((*PLATFORMS.values(), ALSO)), platform))


def hash_of(wheel: Mapping[str, str]) -> str:
    """Return the hash of a wheel as pip writes it."""
    return wheel["hash"]


def fits(match: re.Match[str], version: str) -> bool:
    """Tell whether a Python takes a wheel: its own, one for any, or one of the stable ABI since an older."""
    if match["abi"].endswith("t"):
        return False
    if not match["python"].startswith("cp"):
        return True
    return match["python"] == f"cp{version}" or (
        match["abi"] == "abi3" and int(match["python"][3:]) <= int(version[1:])
    )


def lacking(package: Package) -> Iterator[str]:
    """Yield what a package has no wheel for; pikepdf is asked for only where it has one."""
    if package["name"] == "pikepdf":
        return
    found = [match for wheel in package.get("wheels", ()) if (match := WHEEL.search(wheel["url"]))]
    for platform, pattern in PLATFORMS.items():
        for version in PYTHONS:
            there = (each["platform"] for each in found if fits(each, version))
            if not any(one == "any" or re.search(pattern, one) for one in there):
                yield f"{package['name']} {package['version']} has no wheel for Python 3.{version[1:]} on {platform}"


def bill(names: Sequence[str], packages: Mapping[str, Package]) -> dict[str, object]:
    """Return a software bill of materials (CycloneDX 1.6): every package with its version and licence."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": component("booklet", __version__)},
        "components": [component(name, packages[name]["version"]) for name in sorted(names)],
        "dependencies": [
            {"ref": reference(name, packages), "dependsOn": needed(packages[name], packages)}
            for name in ["booklet", *sorted(names)]
        ],
    }


def component(name: str, version: str) -> dict[str, object]:
    """Return a package as a component."""
    kind = "application" if name == "booklet" else "library"
    told = {"type": kind, "bom-ref": f"pkg:pypi/{name}@{version}", "name": name, "version": version}
    licences = [{"license": {"name": one}} for one in licence_of(name).splitlines()]
    return {**told, "purl": f"pkg:pypi/{name}@{version}", "licenses": licences}


def reference(name: str, packages: Mapping[str, Package]) -> str:
    """Return what a package is referred to by."""
    version = __version__ if name == "booklet" else packages[name]["version"]
    return f"pkg:pypi/{name}@{version}"


def needed(package: Package, packages: Mapping[str, Package]) -> list[str]:
    """Return what a package needs."""
    return sorted({reference(each["name"], packages) for each in package.get("dependencies", ())})


if __name__ == "__main__":
    raise SystemExit(main())
