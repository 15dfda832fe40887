"""What is pinned is what pyproject.toml asks for, what README installs, and what the bill names."""

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from projects import OWN

HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def pinned() -> dict[str, tuple[Requirement, int]]:
    """Return what is pinned by name, with how many hashes."""
    lines = (OWN / "requirements.txt").read_text("utf-8").replace("\\\n", " ").splitlines()
    found: dict[str, tuple[Requirement, int]] = {}
    for line in lines:
        if not line.startswith("#"):
            one = Requirement(line.partition("--hash")[0])
            found[canonicalize_name(one.name)] = (one, len(HASH.findall(line)))
    return found


def declared() -> dict[str, Any]:
    return tomllib.loads((OWN / "pyproject.toml").read_text("utf-8"))


def asked() -> list[Requirement]:
    return list(map(Requirement, declared()["project"]["dependencies"]))


def list_pins() -> list[Requirement]:
    """Return the versions that were tested, each with the machines that it is for."""
    lines = (OWN / "constraints.txt").read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if not line.startswith("#")]


def find_versions(name: str, there: Mapping[str, str]) -> list[Version]:
    """Return the versions of a package that were tested for a machine."""
    found = (pin for pin in list_pins() if pin.name == canonicalize_name(name))
    return [Version(str(pin.specifier)[2:]) for pin in found if pin.marker is None or pin.marker.evaluate({**there})]


@pytest.mark.parametrize("python", ["3.11.0", "3.12.1", "3.13.0", "3.14.0"])
@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_each_extra_has_one_tested_version_of_what_it_asks_for(python: str, system: str) -> None:
    there = {"python_version": python[:4], "python_full_version": python, "sys_platform": system}
    extras = declared()["project"]["optional-dependencies"]
    wishes = [*asked(), *(Requirement(line) for lines in extras.values() for line in lines)]
    for wish in (one for one in wishes if one.name not in {"booklet", "pikepdf"}):
        if wish.marker is None or wish.marker.evaluate({**there}):
            found = find_versions(wish.name, there)
            assert len(found) == 1 and wish.specifier.contains(found[0]), (wish, found)


def test_what_is_tested_has_no_hash_since_pip_would_ask_for_one_of_ourselves() -> None:
    text = (OWN / "constraints.txt").read_text("utf-8")
    assert "--hash" not in text and not any(pin.extras for pin in list_pins())


def test_what_is_installed_by_hash_is_what_was_tested() -> None:
    pins = {(pin.name, str(pin.specifier)) for pin in list_pins()}
    assert {(name, str(pin.specifier)) for name, (pin, _) in pinned().items()} <= pins


def test_what_builds_us_is_pinned_to_what_was_tested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(OWN / "tools"))
    from licences import brought

    builders = list(map(Requirement, declared()["build-system"]["requires"]))
    pins = {(pin.name, str(pin.specifier)) for pin in list_pins()}
    assert {(pin.name, str(pin.specifier)) for pin in builders} <= pins
    assert {pin.name for pin in builders} == set(brought("hatchling"))


def test_every_way_to_install_from_a_checkout_takes_the_tested_versions() -> None:
    pages = [OWN / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", ".ci/run", "Containerfile")]
    pages += [page for page in (OWN / "docs").rglob("*.md") if "examples" not in page.parts]  # packages of others
    lines = [line for page in pages for line in page.read_text("utf-8").splitlines()]
    ways = [way for line in lines for way in re.findall(r"pip (?:install|wheel)[^&|`]* '?\.(?:\[|$|`| )", line)]
    assert len(ways) > 15
    assert [way for way in ways if "-c constraints.txt" not in way and "--no-deps" not in way] == []


def test_a_renewal_says_what_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(OWN / "tools"))
    from pins import changes

    before = "a==1\nb==1\nd==1\n"
    after = "a==2\nc==1 ; python_full_version < '3.12'\nc==2 ; python_full_version >= '3.12'\nd==1\n"
    assert list(changes(before, after)) == ["a 1 -> 2", "b 1 -> gone", "c new -> 1, 2"]


def test_every_dependency_is_pinned_to_a_version_it_may_have_where_it_is_asked_for() -> None:
    found = pinned()
    for wish in asked():
        pin, _ = found[canonicalize_name(wish.name)]
        (version,) = (each.version for each in pin.specifier)
        assert str(pin.specifier) == f"=={version}" and wish.specifier.contains(version), wish
        for system, machine, kernel in (("linux", "x86_64", "#1"), ("darwin", "arm64", "Version 23.1")):
            there = {"sys_platform": system, "platform_machine": machine, "platform_version": kernel}
            given = [one.marker is None or one.marker.evaluate(there) for one in (wish, pin)]
            assert given[0] == given[1], wish


def test_every_pin_has_hashes() -> None:
    """And what pins need has, too: pip would install none of them otherwise, as .ci/run sees."""
    found = pinned()
    assert len(found) > 40 and [name for name, (_, hashes) in found.items() if not hashes] == []


def test_what_is_built_for_a_platform_has_a_hash_for_each_python_of_it() -> None:
    for name in ("icu4py", "pillow", "pikepdf"):
        assert pinned()[name][1] >= 4 * 4


def test_the_bill_of_materials_names_what_is_pinned_with_its_licence() -> None:
    bill = json.loads((OWN / "docs" / "sbom.json").read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    named = {entry["name"]: entry["version"] for entry in bill["components"]}
    assert named == {name: next(iter(pin.specifier)).version for name, (pin, _) in pinned().items()}
    assert all(entry["licenses"][0]["license"]["name"] for entry in bill["components"])
    refs = {entry["bom-ref"] for entry in (bill["metadata"]["component"], *bill["components"])}
    assert {entry["ref"] for entry in bill["dependencies"]} == refs
    assert {one for entry in bill["dependencies"] for one in entry["dependsOn"]} <= refs


def test_no_platform_is_promised_that_a_package_has_no_wheel_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(OWN / "tools"))
    from pins import PLATFORMS, lacking

    kinds = ("manylinux_2_28_x86_64", "manylinux_2_28_aarch64", "macosx_11_0_arm64", "win_amd64")
    files = [f"a-1-cp3{python}-cp3{python}-{kind}.whl" for python in (11, 12, 13, 14) for kind in kinds]
    told = list(lacking({"name": "a", "version": "1", "wheels": [{"url": file} for file in files]}))
    assert told == [f"a 1 has no wheel for Python 3.{python} on macOS x86_64" for python in (11, 12, 13, 14)]
    page = (OWN / "docs" / "platforms.md").read_text("utf-8")
    assert all(word in page for platform in PLATFORMS for word in platform.split())


def test_a_table_names_what_is_another_version_than_was_tested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(OWN / "tools"))
    from bounds import list_others, read_tested

    tested = read_tested()
    assert tested["reportlab"] == next(iter(pinned()["reportlab"][0].specifier)).version
    assert list(list_others(tested, tested)) == []
    there = {**tested, "reportlab": "5.9", "unknown": "1"}
    assert list(list_others(tested, there)) == [
        ("reportlab", tested["reportlab"], "5.9"),
        ("unknown", "not tested", "1"),
    ]
