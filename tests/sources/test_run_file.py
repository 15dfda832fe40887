"""A run file becomes lots; what is wrong with it is told at once, with lines."""

from pathlib import Path

import pytest
from projects import BYTES, codes, lay, told

from booklet.errors import SourceError
from booklet.facts.lots import Campaign, Lot
from booklet.sources.runfile import read_run

RUN = """\
name: sid-2027
defaults:
  bands: all
  quantity: 200
  deliver-to: Nairobi office, Moi Avenue
lots:
  - name: posters
    product: poster
    countries: [KE, EG]
    quantity: 500
  - name: cards
    product: card
    bands: 14-17
    without: {countries: US, locales: [ar, th]}
    printer: offset-coated
    deliver-to: Cairo
"""


def read(folder: Path, text: str | bytes) -> Campaign:
    return read_run(lay(folder, {"run.yaml": text}) / "run.yaml")


def faults_of(folder: Path, text: str | bytes) -> list[tuple[str, str]]:
    with pytest.raises(SourceError) as raised:
        read(folder, text)
    return told(raised.value.findings)


def texts(lot: Lot, axis: str) -> list[str]:
    return [name.text for name in lot.names(axis)]


def test_a_lot_has_what_it_says_and_else_what_the_defaults_say(tmp_path: Path) -> None:
    campaign = read(tmp_path, RUN)
    posters, cards = campaign.lots
    assert campaign.name == "sid-2027"
    assert (texts(posters, "countries"), texts(posters, "bands")) == (["KE", "EG"], ["all"])
    assert (posters.quantity, posters.deliver_to) == (500, "Nairobi office, Moi Avenue")
    assert (texts(cards, "bands"), cards.quantity, cards.deliver_to) == (["14-17"], 200, "Cairo")
    assert [name.text for name in cards.list_left_out("locales")] == ["ar", "th"]
    assert cards.printer and str(cards.printer.where) == "run.yaml:15"


def test_without_a_name_a_run_is_called_like_its_file(tmp_path: Path) -> None:
    assert read(tmp_path, "lots: [{name: a}]").name == "run"


def test_all_faults_are_told_with_their_lines(tmp_path: Path) -> None:
    text = RUN.replace("quantity: 500", "quantity: 0").replace("product: card", "prodcut: card")
    text = text.replace("bands: 14-17", "bands: []").replace("- name: cards", "- name: Posters")
    text = text.replace("[KE, EG]", "[all, EG]").replace("deliver-to: Cairo", "deliver-to: " + "x" * 161)
    assert sorted(faults_of(tmp_path, text)) == [
        ("duplicate-lot", "run.yaml:11"),
        ("empty-text", "run.yaml:13"),
        ("unknown-key", "run.yaml:12"),
        ("wrong-address", "run.yaml:16"),
        ("wrong-quantity", "run.yaml:10"),
        ("wrong-type", "run.yaml:9"),
    ]


@pytest.mark.parametrize("quantity", ["-5", "1.5", "many", "99999999999999", "²", "0x10"])
def test_copies_are_a_whole_number(tmp_path: Path, quantity: str) -> None:
    assert faults_of(tmp_path, f"lots: [{{name: a, quantity: '{quantity}'}}]") == [("wrong-quantity", "run.yaml:1")]


@pytest.mark.parametrize("name", ["../up", "a/b", ".", "-", "a b", "x" * 41, "''"])
def test_a_lot_is_called_what_a_folder_may_be(tmp_path: Path, name: str) -> None:
    assert len(faults_of(tmp_path, f"lots: [{{name: {name}}}]")) == 1


@pytest.mark.parametrize(("lots", "code"), [("", "missing-key"), ("lots: []", "empty-list"), ("lots: 3", "wrong-type")])
def test_a_run_needs_lots(tmp_path: Path, lots: str, code: str) -> None:
    assert faults_of(tmp_path, f"name: x\n{lots}")[0][0] == code


@pytest.mark.parametrize("wrong", BYTES)
def test_what_is_no_run_file_is_one_fault_each(tmp_path: Path, wrong: str) -> None:
    data, code = BYTES[wrong]
    with pytest.raises(SourceError) as raised:
        read(tmp_path, data)
    assert code in codes(raised.value.findings)
