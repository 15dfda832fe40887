"""Lots become files; every name is checked against what there is, with its line."""

import re
from pathlib import Path

import pytest
from projects import OWN, lay, ours, told

from booklet.errors import SourceError
from booklet.make.build import open_sources
from booklet.make.runs.counts import copies_of, sheets_of
from booklet.make.runs.keys import Keys
from booklet.make.runs.plan import RunItem, plan_run
from booklet.sources.load import Sources
from booklet.sources.runfile import read_run
from booklet.values import replace


def plan(folder: Path, sources: Sources, lots: str) -> tuple[RunItem, ...]:
    return plan_run(read_run(lay(folder, {"run.yaml": f"lots:\n{lots}"}) / "run.yaml"), sources)


def test_every_combination_is_a_file_but_what_is_left_out(tmp_path: Path, sources: Sources) -> None:
    lot = "  - {name: a, product: card, countries: [KE, EG], locales: en, bands: all, editions: [press, screen]"
    all_of_them = plan(tmp_path, sources, f"{lot}}}\n")
    less = plan(tmp_path, sources, f"{lot}, without: {{countries: EG, bands: 10-13}}}}\n")
    assert {item.job.country for item in all_of_them} == {"KE", "EG"}
    assert less == tuple(item for item in all_of_them if (item.job.country, item.job.band) == ("KE", "14-17"))
    assert len({item.id for item in all_of_them}) == len(all_of_them)


def test_all_names_every_country_once(tmp_path: Path, sources: Sources) -> None:
    items = plan(tmp_path, sources, "  - {name: a, product: insert, countries: all, locales: en, bands: 14-17}\n")
    assert [item.job.country for item in items] == list(sources.countries())


def test_a_layout_alone_names_its_product(tmp_path: Path, sources: Sources) -> None:
    items = plan(tmp_path, sources, "  - {name: a, layout: poster-a2, bands: 14-17}\n")
    assert {item.job.layout for item in items} == {"poster-a2"}


def test_files_lie_by_printer_and_lot_and_a_screen_has_no_copies(tmp_path: Path, sources: Sources) -> None:
    lot = "  - {name: a, product: card, bands: 14-17, editions: all, printer: office-mono, quantity: 7}\n"
    copies = {item.folder: copies_of(item) for item in plan(tmp_path, sources, lot)}
    assert copies == {"offset-coated/a": 7, "screen/a": 0, "office-mono/a": 7}


@pytest.mark.parametrize(
    ("layout", "printer", "pages", "sheets"),
    [
        ("booklet-a5", "offset-coated", 28, 70),
        ("booklet-a5", "office-mono-one-side", 28, 150),
        ("leaflet-trifold-a4", "offset-coated", 6, 10),
        ("zine-a4", "office-colour", 8, 10),
        ("booklet-a4-large", "office-colour", 32, 160),
        ("card-85x55", "office-mono-one-side", 2, 2),
        ("card-85x55", "office-mono", 2, 1),
    ],
)
def test_sheets_are_counted_as_hands_fold_them(
    layout: str, printer: str, pages: int, sheets: int, tmp_path: Path, sources: Sources
) -> None:
    edition = sources.printer(printer).edition
    lot = f"  - {{name: a, layout: {layout}, bands: 14-17, editions: {edition}, printer: {printer}, quantity: 10}}\n"
    assert {sheets_of(item, pages) for item in plan(tmp_path, sources, lot)} == {sheets}


def test_everything_unknown_is_told_with_its_line(tmp_path: Path, sources: Sources) -> None:
    lots = """\
  - name: a
    product: postre
    countries: [KE, XX]
  - name: b
    locales: [en, tlh]
    bands: 4-7
    without: {editions: all, layout: poster-a9}
  - name: c
    ink: blue
    printer: nobody
  - name: d
    product: card
    printer: office-mono
  - name: e
    product: booklet
    layout: poster-a3
"""
    with pytest.raises(SourceError) as raised:
        plan(tmp_path, sources, lots)
    assert told(raised.value.findings) == [
        ("unknown-product", "run.yaml:3"),
        ("unknown-countries", "run.yaml:4"),
        ("unknown-layout", "run.yaml:8"),
        ("unknown-locales", "run.yaml:6"),
        ("unknown-bands", "run.yaml:7"),
        ("unknown-editions", "run.yaml:8"),
        ("unknown-ink", "run.yaml:10"),
        ("unknown-printer", "run.yaml:11"),
        ("printer-edition", "run.yaml:14"),
        ("empty-lot", "run.yaml:15"),
    ]


def test_a_pair_of_languages_is_a_locale_and_all_files_of_a_lot_have_ids(tmp_path: Path, sources: Sources) -> None:
    items = plan(tmp_path, sources, "  - {name: a, product: [card, poster], countries: KE, locales: sw+en}\n")
    assert {item.job.locale for item in items} == {"sw+en"}
    assert len({item.id for item in items}) == len(items)
    item = items[0]
    other = replace(item, job=replace(item.job, part="cover"))
    assert item.id != other.id


@pytest.mark.slow
def test_both_catalogues_of_a_pair_count(tmp_path: Path) -> None:
    lay(tmp_path, {"translations/sw/guide.po": ours("translations/sw/guide.po")})
    lot = "  - {name: a, product: card, countries: KE, locales: [sw+en, en], bands: 14-17}\n"

    def keys() -> dict[str, str]:
        found = open_sources(tmp_path)
        return {item.job.locale: Keys(found).key(item) for item in plan(tmp_path, found, lot)}

    before = keys()
    with (tmp_path / "translations/sw/guide.po").open("a", encoding="utf-8") as catalogue:
        catalogue.write("\n# read once more\n")
    after = keys()
    assert before["en"] == after["en"]
    assert before["sw+en"] != after["sw+en"]


def test_the_campaign_of_the_readme_is_one(tmp_path: Path, sources: Sources) -> None:
    readme = (OWN / "README.md").read_text(encoding="utf-8").partition("## A campaign")[2].partition("\n## ")[0]
    (run,) = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    (table,) = re.findall(r"```csv\n(.*?)```", readme, re.DOTALL)
    file = lay(tmp_path, {"run.yaml": run, "schools.csv": table}) / "run.yaml"
    items = plan_run(read_run(file), sources)
    assert {item.lot for item in items} == {"booklets", "posters", "schools", "cards"}
    assert [item.recipient.name for item in items if item.recipient] == ["Green Hill School", "Lake View School"]
