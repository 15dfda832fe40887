"""Packages that bring products: found by name, loaded when asked for, and never the cause of a traceback."""

import json
import sys
from pathlib import Path

import pytest
from brought import bring, bring_example, bring_module

from booklet.cli import main
from booklet.errors import SourceError
from booklet.platypus.packages import find_publication, publication_names

DAY = ["--date", "2026-11-26"]


@pytest.fixture(autouse=True)
def no_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load what a test brings anew, and forget it afterwards."""
    for name in ("calls_page", "demo_page", "other_page"):
        monkeypatch.delitem(sys.modules, name, raising=False)


def found_fault(name: str) -> tuple[str, str]:
    with pytest.raises(SourceError) as caught:
        find_publication(name)
    (finding,) = caught.value.findings
    return finding.code, f"{finding.where}: {finding.message}"


def test_names_are_known_without_loading_anything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert "calls-page" not in publication_names()
    bring_example(monkeypatch, tmp_path)
    assert "calls-page" in publication_names() and "calls_page" not in sys.modules
    product = find_publication("calls-page")
    assert (product.name, product.origin, str(product.where)) == ("calls-page", "calls-page 1.0", "calls-page 1.0")
    assert "calls_page" in sys.modules


def test_what_lies_where_python_is_started_is_not_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bring_module(monkeypatch, tmp_path, "demo-page", "raise SystemExit('ran')\n")
    assert "demo-page" in publication_names()
    monkeypatch.chdir(tmp_path)
    assert "demo-page" not in publication_names()
    assert found_fault("demo-page")[0] == "unknown-product"


def test_our_own_products_are_nobody_elses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bring(monkeypatch, tmp_path, "booklet", "calls_page:PRODUCT")
    assert "booklet" not in publication_names()
    assert found_fault("booklet")[0] == "unknown-product"


@pytest.mark.parametrize(
    ("target", "code", "message"),
    [
        ("nowhere_at_all:PRODUCT", "package-failed", "its code fails: ModuleNotFoundError"),
        ("json:PRODUCT", "package-failed", "its code fails: AttributeError"),
        ("json:dumps", "package-failed", '"json:dumps" is no product'),
        ("sys:exit", "package-failed", "is no product"),
    ],
)
def test_what_is_no_product_is_told_with_its_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, target: str, code: str, message: str
) -> None:
    bring(monkeypatch, tmp_path, "demo-page", target)
    found, said = found_fault("demo-page")
    assert found == code and said.startswith("demo-page-package 1.0: ") and message in said


def test_a_module_that_fails_when_it_is_read_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bring_module(monkeypatch, tmp_path, "demo-page", "1 / 0\n")
    assert found_fault("demo-page") == (
        "package-failed",
        "demo-page-package 1.0: its code fails: ZeroDivisionError: division by zero",
    )


def test_a_module_that_ends_the_program_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bring_module(monkeypatch, tmp_path, "demo-page", "raise SystemExit(0)\n")
    assert found_fault("demo-page") == ("package-failed", "demo-page-package 1.0: its code fails: SystemExit: 0")


def test_what_a_module_prints_is_no_part_of_a_list(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_module(monkeypatch, tmp_path, "demo-page", "print('hello')\nPRODUCT = 1\n")
    assert main(["list", "layouts", "--json"]) == 0
    out, told = capsys.readouterr()
    assert json.loads(out) and "hello" in told


def test_names_of_files_are_made_of_letters(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bring(monkeypatch, tmp_path, "Page_1", "json:dumps")
    assert found_fault("Page_1")[0] == "package-name"


def test_two_packages_cannot_bring_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bring(monkeypatch, tmp_path / "one", "demo-page", "json:dumps", "one")
    bring(monkeypatch, tmp_path / "two", "demo-page", "json:loads", "two")
    code, said = found_fault("demo-page")
    assert code == "package-twice" and "one 1.0" in said and "two 1.0" in said


def test_the_list_shows_products_and_tells_of_those_that_fail(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_example(monkeypatch, tmp_path / "a")
    bring_module(monkeypatch, tmp_path / "b", "demo-page", "raise ValueError('mine')\n")
    assert main(["list", "layouts", "--json"]) == 0
    out, told = capsys.readouterr()
    (row,) = [row for row in json.loads(out) if row["layout"] == "calls-page"]
    assert (row["product"], row["trim mm"], row["pages"]) == ("insert", "148 x 210", "1 or more")
    assert "warning: demo-page-package 1.0: package-failed: its code fails: ValueError: mine" in told


def test_a_faulty_layout_is_told_with_file_and_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = "from pathlib import Path\nfrom booklet.platypus import Publication\n"
    code += "PRODUCT = Publication('A', Path(__file__).with_name('page.yaml'), lambda context: [])\n"
    bring_module(monkeypatch, tmp_path, "demo-page", code)
    layout = tmp_path / "page.yaml"
    layout.write_text(layout.read_text().replace("148 x 210", "wide"))
    assert main(["build", "demo-page", "--country", "001", *DAY, "--output", str(tmp_path / "out")]) == 3
    assert "demo-page: page.yaml:3: wrong-size" in capsys.readouterr().err


def test_an_unknown_product_is_told_as_before(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["build", "bookled", *DAY, "--output", str(tmp_path / "out")]) == 3
    assert 'there is no product "bookled"' in capsys.readouterr().err


def test_no_pack_holds_what_a_package_brings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_example(monkeypatch, tmp_path / "site")
    assert main(["pack", "press", "calls-page", "--country", "KE", *DAY, "--output", str(tmp_path / "out")]) == 3
    assert "pack-product: packs have no calls-page" in capsys.readouterr().err
