"""CI builds with two Pythons; what compares them must see a difference."""

import pytest
from projects import OWN


def test_a_file_that_differs_or_is_missing_fails_the_comparison(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(OWN / "tools"))
    import two_pythons

    for others, code, told in (
        ({"a.pdf": "1", "b.pdf": "2"}, 0, ["2 files, 0 differ between one and other"]),
        ({"a.pdf": "1", "b.pdf": "3"}, 1, ["differs: b.pdf", "2 files, 1 differ between one and other"]),
        ({"a.pdf": "1"}, 1, ["differs: b.pdf", "2 files, 1 differ between one and other"]),
    ):
        made = {"one": {"a.pdf": "1", "b.pdf": "2"}, "other": others}
        monkeypatch.setattr("sys.argv", ["two_pythons.py", "one", "other"])
        monkeypatch.setattr(two_pythons, "built", lambda python, folder, made=made: made[python])
        assert two_pythons.main() == code
        assert capsys.readouterr().out.splitlines() == told


def test_ci_compares_two_pythons() -> None:
    assert "tools/two_pythons.py .venv/bin/python .venv/other/bin/python" in (OWN / ".ci" / "run").read_text("utf-8")


def test_nothing_made_is_no_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(OWN / "tools"))
    import two_pythons

    monkeypatch.setattr("sys.argv", ["two_pythons.py", "one", "other"])
    monkeypatch.setattr(two_pythons, "built", lambda python, folder: {})
    assert two_pythons.main() == 1
