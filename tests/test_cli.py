"""The command: what it prints, what it writes, what it answers; every fault is a line, none a traceback."""

import ast
import hashlib
import io
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
from clocks import set_clock
from cores import have_cores, have_no_semaphores
from projects import BYTES, CONFIRMED, COUNTRY, OWN, UNCONFIRMED, called, changed, lay, ours
from steps import count_steps

from booklet.cli import COMMANDS, main
from booklet.commands.tell import LONGEST
from booklet.facts.phone import NBSP
from booklet.jobs import PRODUCTS, PROOFS, REFLOWED
from booklet.look.layout import INKS
from booklet.machine.circles import SELDOM
from booklet.machine.workers import Workers
from booklet.make.build import check, open_sources
from booklet.make.planning import Wanted, plan_jobs
from booklet.pdf.draw.palette import EDITIONS
from booklet.sources.load import Sources
from booklet.typeset.dump import dump
from booklet.words.locales import locale_tags

DAY = "2026-11-25"

LINE = re.compile(
    r"(?P<where>[^:]+(:[0-9]+)?): (?P<code>[a-z]+(-[a-z]+)+|overset|encoding|unreadable|untranslated): "
    r"(?P<message>.+); (?P<hint>.+)"
)

ONE_OF_EACH = list({code: name for name, (_, code) in BYTES.items()}.values())
"""A hostile file for every code; the tests of the readers try them all."""

Capture = pytest.CaptureFixture[str]


def build(*words: str, output: Path, project: Path | None = None, day: str = DAY) -> int:
    """Build for one band, which is enough to see how a build goes."""
    laid = ["--project", str(project)] if project else []
    return main(["build", *words, *laid, "--band", "14-17", "--date", day, "--output", str(output)])


def names(folder: Path) -> list[str]:
    """Return what lies in a folder, and in the folder of its proofs."""
    found = [*folder.iterdir(), *(folder / PROOFS).glob("*")]
    return sorted(path.name for path in found if path != folder / PROOFS)


def told(capsys: Capture) -> list[tuple[str, str]]:
    """Return where and code of every line on the error stream; each has the form of a finding."""
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err + captured.out
    found = []
    for line in captured.err.splitlines():
        match = LINE.fullmatch(line)
        assert match, line
        found.append((match["where"], match["code"]))
    return found


def refused(*arguments: str, capsys: Capture) -> list[tuple[str, str]]:
    """Run a command that is refused for its sources and return what it tells; it prints nothing else."""
    assert main(list(arguments)) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    capsys.readouterr()
    lines = [LINE.fullmatch(line) for line in captured.err.splitlines()]
    assert all(lines), captured.err
    return [(line["where"], line["code"]) for line in lines if line]


# what is built


@pytest.mark.slow
def test_without_a_command_all_that_exists_in_english_is_built_for_press_and_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sources: Sources
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([]) == 0
    wanted = [
        f"guide_{item}_{band}_en_001_{trim}_{edition}_v01-draft.pdf"
        for band in sources.guide.bands
        for kind, trim in (("booklet", "a5"), ("poster", "a3"), ("card", "85x55"))
        for item in [f"{kind}-{item}" if item else kind for item in sources.guide.items(kind, band)]
        for edition in ("press", "screen")
    ]
    assert names(tmp_path / "output") == sorted([*wanted, "manifest.json"])
    assert len(wanted) >= 6


@pytest.mark.slow
def test_files_are_named_after_all_that_was_asked_for(tmp_path: Path) -> None:
    assert build("card", "--country", "KE,001", "--locale", "en", "--edition", "screen", output=tmp_path) == 0
    found = names(tmp_path)
    assert "guide_card-c1_14-17_en_001_85x55_screen_v01-draft.pdf" in found
    assert "guide_card-c1_14-17_en_KE_85x55_screen_v01_PROOF.pdf" in found
    assert all(("_PROOF" in path.name) == (path.parent.name == "proofs") for path in tmp_path.rglob("*.pdf"))
    form = r"guide_card-c[0-9]+_14-17_en_(001_85x55_screen_v01-draft|KE_85x55_screen_v01_PROOF)\.pdf"
    assert [name for name in found if not re.fullmatch(form, name)] == ["manifest.json"]


@pytest.mark.slow
def test_json_is_the_manifest_and_nothing_else(tmp_path: Path, capsys: Capture) -> None:
    assert build("card", "--country", "KE", "--json", output=tmp_path) == 0
    captured = capsys.readouterr()
    manifest = json.loads(captured.out)
    assert captured.err == ""
    assert captured.out == (tmp_path / "manifest.json").read_text(encoding="utf-8")
    assert manifest["made"] == DAY
    assert manifest["files"]
    for file in manifest["files"]:
        assert hashlib.sha256(Path(file["path"]).read_bytes()).hexdigest() == file["sha256"]
    expected: dict[str, object] = {
        "product": "card",
        "item": "c1",
        "layout": "card-85x55",
        "locale": "en",
        "country": "KE",
    }
    expected |= {"band": "14-17", "edition": "press", "ink": "colour", "pages": 2, "trim": [85, 55], "state": "proof"}
    expected |= {"printer": "offset-coated"}
    first = manifest["files"][0]
    assert {key: first[key] for key in expected} == expected
    assert all(
        set(finding) == {"code", "where", "message", "hint", "severity"}
        for file in manifest["files"]
        for finding in file["findings"]
    )


@pytest.mark.slow
def test_the_table_names_files_and_warns_of_proofs(tmp_path: Path, capsys: Capture) -> None:
    assert build("card", "--country", "KE", output=tmp_path / "[/bold]") == 0
    out = "".join(capsys.readouterr().out.split())
    assert "[/bold]/proofs/guide_card-c1_14-17_en_KE_85x55_press_v01_PROOF.pdf" in out
    assert "PROOF:nobodyhasconfirmedthesenumbersbyacall" in out


@pytest.mark.slow
def test_two_builds_of_a_day_are_the_same_bytes_and_those_of_another_day_are_not(tmp_path: Path) -> None:
    for folder, day in (("a", DAY), ("b", DAY), ("c", "2026-11-26")):
        assert build("card", "poster", output=tmp_path / folder, day=day) == 0
    pdfs = [name for name in names(tmp_path / "a") if name.endswith(".pdf")]
    assert pdfs
    for name in pdfs:
        first, again, later = ((tmp_path / folder / name).read_bytes() for folder in "abc")
        assert first == again
        assert first != later


@pytest.mark.slow
def test_several_processes_write_the_same_bytes_as_one(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []

    class Watched(Workers):
        """Notes how many processes were begun."""

        def __init__(self, most: int, *given: Any, **named: Any) -> None:
            begun.append(most)
            super().__init__(most, *given, **named)

    monkeypatch.setattr("booklet.machine.workers.Workers", Watched)
    monkeypatch.setattr("booklet.machine.cores.MOST", 3)
    have_cores(monkeypatch, 8)
    project = lay(tmp_path / "project", {COUNTRY: CONFIRMED})
    sums: list[list[str]] = []
    trees: list[dict[str, bytes]] = []
    for worth, jobs in ((60, []), (60, ["--jobs", "2"]), (1, []), (1, ["--jobs", "1"])):
        monkeypatch.setattr("booklet.api.building.DRAWN", worth)
        output = tmp_path / f"out-{len(sums)}"
        assert build("card", "--country", "XX", *jobs, "--json", output=output, project=project) == 0
        sums.append([file["sha256"] for file in json.loads(capsys.readouterr().out)["files"]])
        trees.append({name: (output / name).read_bytes() for name in names(output) if name != "manifest.json"})
    assert begun == [2, 3]
    assert len(sums[0]) > 3 and sums[1:] == sums[:1] * 3
    assert trees[1:] == trees[:1] * 3


# proofs


@pytest.mark.slow
@pytest.mark.parametrize("edition", [name for name in EDITIONS if name not in REFLOWED])
def test_a_country_that_nobody_confirmed_is_a_proof_in_every_edition(
    edition: str, tmp_path: Path, sources: Sources
) -> None:
    project = lay(tmp_path / "project", {COUNTRY: UNCONFIRMED})
    assert (
        build("card", "poster", "--country", "XX", "--edition", edition, output=tmp_path / "out", project=project) == 0
    )
    pdfs = [name for name in names(tmp_path / "out") if name.endswith(".pdf")]
    assert pdfs and all(name.endswith(f"_{edition}_v01_PROOF.pdf") for name in pdfs)
    band = sources.guide.labels["proof"].forms[0]
    for name in pdfs:
        for page in pypdf.PdfReader(tmp_path / "out/proofs" / name).pages:
            assert " ".join(band.split()) in " ".join(page.extract_text().split())


@pytest.mark.slow
def test_a_card_prints_when_a_long_number_was_checked(tmp_path: Path) -> None:
    always = CONFIRMED.replace("{always: unknown}", "{always: yes}")
    project = lay(tmp_path / "project", {COUNTRY: called(always)})
    assert build("card", "--country", "XX", "--edition", "screen", output=tmp_path / "out", project=project) == 0
    card = pypdf.PdfReader(tmp_path / "out" / "guide_card-c1_14-17_en_XX_85x55_screen_v01-draft.pdf")
    words = " ".join(card.pages[1].extract_text().split())
    assert "0808 157 0192" in words
    assert "day and night" in words
    assert "Numbers checked: November 2026" in words


@pytest.mark.slow
def test_a_country_that_somebody_confirmed_is_final_and_its_old_proof_goes(tmp_path: Path, sources: Sources) -> None:
    project, out = tmp_path / "project", tmp_path / "out"
    lay(project, {COUNTRY: UNCONFIRMED})
    assert build("card", "--country", "XX", output=out, project=project) == 0
    proofs = [name for name in names(out) if name.endswith(".pdf")]
    assert proofs and all("_PROOF" in name for name in proofs)
    lay(out, {"guide_card-c1_14-17_en_KE_85x55_press_v01_PROOF.pdf": "of another country"})
    lay(project, {COUNTRY: CONFIRMED})
    assert build("card", "--country", "XX", output=out, project=project) == 0
    finals = [name.replace("_PROOF", "-draft") for name in proofs]
    assert names(out) == sorted([*finals, "guide_card-c1_14-17_en_KE_85x55_press_v01_PROOF.pdf", "manifest.json"])
    text = " ".join(page.extract_text() for name in finals for page in pypdf.PdfReader(out / name).pages)
    assert "PROOF" not in text
    assert "November 2026" in text
    lay(project, {COUNTRY: UNCONFIRMED})
    assert build("card", "--country", "XX", output=out, project=project) == 0
    aside = [name.replace(".pdf", "_OUTDATED.pdf") for name in finals]
    assert [name for name in names(out) if "_XX_" in name] == sorted([*proofs, *aside])


@pytest.mark.slow
def test_a_number_that_is_not_sure_is_printed_nowhere(tmp_path: Path) -> None:
    sources = open_sources(lay(tmp_path, {COUNTRY: CONFIRMED.replace("free: yes", "free: no")}))
    documents = check(plan_jobs(Wanted(countries=("XX",), editions=("press",)), sources), sources, date(2026, 11, 25))
    assert {document.job.product for document in documents} == set(PRODUCTS)
    for document in documents:
        said = dump(document.placed) + str(document.manuscript)
        digits = re.sub(r"[^0-9a-z]", "", said.lower())
        assert "08081570192" in digits
        assert "02079460999" not in digits
        assert "rumourexample" not in digits
        assert "somebodysaidso" not in digits
    free, private, always = (sources.guide.labels[f"fact.{fact}"].forms[0] for fact in ("free", "private", "always"))
    assert [document.manuscript.help.lead.facts for document in documents] == [()] * len(documents)
    assert free and private and always


@pytest.mark.slow
def test_a_number_is_printed_with_spaces_that_do_not_break(tmp_path: Path) -> None:
    sources = open_sources(lay(tmp_path, {COUNTRY: CONFIRMED}))
    (document, *_) = check(plan_jobs(Wanted(("card",), countries=("XX",)), sources), sources, date(2026, 11, 25))
    assert document.manuscript.help.lead.numbers[0].printed == f"0808{NBSP}157{NBSP}0192"
    assert f"0808{NBSP}157{NBSP}0192" in dump(document.placed)


# faults of sources


def test_what_does_not_exist_is_told_at_once_with_what_there_is(capsys: Capture, tmp_path: Path) -> None:
    axes = "--country ZZ,KE,QQ --band 3-5 --edition paper --ink gold --layout a0 --printer me --locale xx"
    found = refused("build", "leaflet", *axes.split(), "--output", str(tmp_path / "out"), capsys=capsys)
    assert found == [
        ("product", "unknown-product"),
        ("--country", "unknown-country"),
        ("--country", "unknown-country"),
        ("--band", "unknown-band"),
        ("--edition", "unknown-edition"),
        ("--ink", "unknown-ink"),
        ("--layout", "unknown-layout"),
        ("--printer", "unknown-printer"),
        ("--locale", "unknown-locale"),
    ]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("option", ["--country", "--layout", "--printer", "--locale", "--band", "--edition", "--ink"])
@pytest.mark.parametrize("name", ["../../../../etc/passwd", "..", "theme", "a\nb\x1b[31m", "x" * 300])
def test_an_option_leads_to_no_file_but_ours(option: str, name: str, capsys: Capture, tmp_path: Path) -> None:
    found = refused("build", "card", option, name, "--output", str(tmp_path / "out"), capsys=capsys)
    assert [code for _, code in found] == [f"unknown-{option[2:]}"]
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_faults_of_several_files_are_told_in_one_run(capsys: Capture, tmp_path: Path) -> None:
    project = lay(
        tmp_path / "project",
        {
            "layouts/theme.yaml": changed("layouts/theme.yaml", "cover: {ink: night}", "cover: {ink: nihgt}"),
            "layouts/card-85x55.yaml": changed("layouts/card-85x55.yaml", "trim: 85 x 55", "trim: 85x55"),
            "layouts/printers/mine.yaml": "bleed: three\n",
            "translations/en/guide/14-17/threat.yaml": "topic: threat\ntitle: [\n",
            "translations/en/posters.yaml": changed("translations/en/posters.yaml", "title:", "titel:"),
            COUNTRY: CONFIRMED.replace("country: XX", "country: YY"),
        },
    )
    found = refused("build", "--project", str(project), "--output", str(tmp_path / "out"), capsys=capsys)
    assert {(where.partition(":")[0], code) for where, code in found} >= {
        ("layouts/theme.yaml", "unknown-ink"),
        ("layouts/printers/mine.yaml", "wrong-type"),
        ("translations/en/guide/14-17/threat.yaml", "yaml-syntax"),
        ("translations/en/posters.yaml", "unknown-key"),
        (COUNTRY, "wrong-country"),
    }
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_a_fault_in_a_country_and_one_in_a_layout_are_told_together(capsys: Capture, tmp_path: Path) -> None:
    layout = changed("layouts/card-85x55.yaml", "trim: 85 x 55", "trim: 85x55")
    project = lay(tmp_path / "project", {"layouts/card-85x55.yaml": layout, COUNTRY: "country: XX\ncountry: XX\n"})
    lay(project, {"layouts/art/sun.svg": "<svg"})
    found = refused(
        "build", "card", "--country", "XX", "--project", str(project), "--output", str(tmp_path / "out"), capsys=capsys
    )
    assert {code for _, code in found} >= {"wrong-size", "duplicate-key", "art-syntax"}


@pytest.mark.slow
def test_a_fault_in_one_country_does_not_keep_others_from_being_built(tmp_path: Path) -> None:
    project = lay(tmp_path / "project", {COUNTRY: CONFIRMED, "translations/countries/YY.yaml": "nonsense"})
    assert build("card", "--country", "XX", "--edition", "press", output=tmp_path / "out", project=project) == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", ONE_OF_EACH)
@pytest.mark.parametrize(
    "file", [COUNTRY, "translations/en/labels.yaml", "layouts/theme.yaml", "layouts/card-85x55.yaml"]
)
def test_a_hostile_file_is_a_line_or_two_and_no_more_work_than_any(
    file: str, name: str, tmp_path: Path, capsys: Capture
) -> None:
    data, code = BYTES[name]
    found: list[tuple[str, str]] = []

    def count(content: bytes) -> int:
        """Count the steps of a build that is refused for what is in the file."""
        project = lay(tmp_path / "project", {COUNTRY: CONFIRMED, file: content})
        asked = ("build", "card", "--country", "XX", "--project", str(project), "--output", str(tmp_path / "out"))
        return count_steps(lambda: found.extend(refused(*asked, capsys=capsys)))

    plain = count(b"plain: fault\n")
    found.clear()
    assert count(data) < 1.2 * plain
    assert code in [said for where, said in found if where.partition(":")[0] == file]
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("layouts/theme.yaml", "srgb: FEC534", "srgb: yellow", "wrong-colour"),
        ("layouts/theme.yaml", "  night: {cmyk: 75 85 0 60, srgb: 382350, grey: 100, low: black}\n", "", "unknown-ink"),
        ("layouts/theme.yaml", "  mint: {text", "  minty: {text", "unknown-key"),
        ("layouts/card-85x55.yaml", "product: card\n", "product: card\nflows: 4\n", "wrong-flow"),
        ("layouts/card-85x55.yaml", "product: card\n", "product: card\nfold: twice\n", "unknown-fold"),
        ("layouts/theme.yaml", "    step-word: {", "    step-wort: {", "missing-key"),
        ("layouts/fonts.yaml", "fontpkg_nunito/files/Nunito[wght].ttf", "../../../../../../etc/passwd", "wrong-font"),
        ("layouts/fonts.yaml", "fonts/NotoNastaliqUrdu-Bold.ttf", "fonts/../../secret.ttf", "wrong-font"),
        ("layouts/fonts.yaml", "body: noto-arabic 108/125", "body: noto-arabix 108/125", "unknown-typeface"),
        ("layouts/fonts.yaml", "body: noto-arabic 108/125", "body: noto-arabic big", "wrong-type"),
        ("layouts/fonts.yaml", "last: [noto-sans,", "last: [noto-sons,", "unknown-typeface"),
        (
            "layouts/fonts.yaml",
            "fontpkg_nunito/files/Nunito[wght].ttf",
            "fontpkg_nunito/files/Nothing.ttf",
            "missing-font",
        ),
        ("layouts/card-85x55.yaml", "scene: card-c2", "cast: [../../etc/passwd]", "missing-art"),
        ("layouts/card-85x55.yaml", "trim-name: 85x55", "trim-name: ../../../tmp/evil", "wrong-name"),
        ("layouts/card-85x55.yaml", "master: card-back", "master: cover", "unknown-master"),
        ("translations/en/cards.yaml", "id: c1", "id: ../c1", "wrong-name"),
        ("translations/en/cards.yaml", "front-title: Lost something?", "front-title: First \ue000", "missing-glyph"),
        ("translations/en/cards.yaml", "front-title: Lost something?", f"front-title: {'Long words ' * 40}", "overset"),
        ("translations/en/messages.yaml", "icon: flag", "icon: ../../../etc/passwd", "missing-art"),
        ("translations/en/messages.yaml", "text: Do not reply", "txet: Do not reply", "unknown-key"),
        ("translations/en/labels.yaml", "  danger: Danger now?\n", "", "missing-label"),
        (COUNTRY, "0808 157 0192", "0808 EXAMPLE", "wrong-number"),
    ],
)
def test_a_partners_mistake_is_told_by_its_code(
    file: str, old: str, new: str, code: str, tmp_path: Path, capsys: Capture
) -> None:
    text = CONFIRMED if file == COUNTRY else ours(file)
    assert old in text
    project = lay(tmp_path / "project", {COUNTRY: CONFIRMED, file: text.replace(old, new, 1)})
    found = refused(
        "build", "card", "--country", "XX", "--project", str(project), "--output", str(tmp_path / "out"), capsys=capsys
    )
    assert code in [said for _, said in found]
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_art_in_colours_that_are_no_inks_is_told_before_anything_is_written(tmp_path: Path, capsys: Capture) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z" fill="#123456"/></svg>'
    project = lay(tmp_path / "project", {"layouts/art/icon-flag.svg": svg})
    out = tmp_path / "out"
    assert refused("build", "--project", str(project), "--output", str(out), capsys=capsys) == [
        ("layouts/art/icon-flag.svg:1", "art-ink")
    ]
    assert not out.exists()


@pytest.mark.slow
def test_a_link_out_of_a_project_is_refused(tmp_path: Path, capsys: Capture) -> None:
    lay(tmp_path, {"secret.yaml": CONFIRMED})
    project = lay(tmp_path / "project", {"translations/countries/YY.yaml": ""})
    (project / COUNTRY).symlink_to(tmp_path / "secret.yaml")
    found = refused("build", "card", "--country", "XX", "--project", str(project), capsys=capsys)
    assert (COUNTRY, "outside-project") in found


@pytest.mark.parametrize("project", ["missing", "a-file", "x" * 300, "a-file/below"])
@pytest.mark.parametrize("command", [["build"], ["validate"], ["preview"], ["list", "countries"]])
def test_a_project_that_cannot_be_read_is_told_by_every_command(
    command: list[str], project: str, tmp_path: Path, capsys: Capture
) -> None:
    lay(tmp_path, {"a-file": ""})
    assert main([*command, "--project", str(tmp_path / project)]) == 3
    found = told(capsys)
    assert [code for _, code in found] == ["unreadable"]


@pytest.mark.slow
def test_layouts_that_would_write_the_same_files_are_told(tmp_path: Path, capsys: Capture) -> None:
    project = lay(tmp_path / "project", {"layouts/another.yaml": ours("layouts/card-85x55.yaml")})
    arguments = [
        "build",
        "card",
        "--layout",
        "card-85x55,another",
        "--project",
        str(project),
        "--output",
        str(tmp_path / "out"),
    ]
    assert refused(*arguments, capsys=capsys) == [("layouts/another.yaml", "same-name")]


def test_a_layout_of_another_product_is_nothing_to_build(tmp_path: Path, capsys: Capture) -> None:
    found = refused("build", "poster", "--layout", "card-85x55", "--output", str(tmp_path / "out"), capsys=capsys)
    assert found == [("--layout", "nothing-to-build")]


@pytest.mark.slow
def test_a_finding_is_one_line_whatever_a_file_holds(tmp_path: Path, capsys: Capture) -> None:
    text = CONFIRMED.replace("lead: example-line", f'lead: "a\\nb\\e[31m{"x" * 9000}"')
    project = lay(tmp_path / "project", {COUNTRY: text})
    assert main(["build", "card", "--country", "XX", "--project", str(project)]) == 3
    captured = capsys.readouterr().err
    assert captured.count("\n") == 1
    assert captured.rstrip("\n").isprintable()
    assert r'"a b\x1b[31mx' in captured
    assert len(captured) <= LONGEST + 1


# the output folder


@pytest.mark.parametrize("folder", ["a-file", "a-file/below", "x" * 300])
@pytest.mark.parametrize("command", ["build", "preview"])
def test_a_folder_that_cannot_be_written_is_answer_five(
    command: str, folder: str, tmp_path: Path, capsys: Capture
) -> None:
    lay(tmp_path, {"a-file": "kept"})
    assert main([command, "card", "--date", DAY, "--output", str(tmp_path / folder)]) == 5
    assert told(capsys) == [(str(tmp_path / folder), "output-unwritable")]
    assert names(tmp_path) == ["a-file"]
    assert (tmp_path / "a-file").read_text() == "kept"


@pytest.mark.slow
def test_a_file_in_the_way_is_answer_five_and_names_it(tmp_path: Path, capsys: Capture) -> None:
    name = "guide_card-c1_14-17_en_001_85x55_press_v01-draft.pdf"
    lay(tmp_path, {f"{name}/in-the-way": ""})
    for jobs in ("1", "2"):
        assert build("card", "--jobs", jobs, output=tmp_path) == 5
        assert told(capsys) == [(str(tmp_path / name), "output-unwritable")]
    assert not [path for path in names(tmp_path) if path.startswith(".")]


@pytest.mark.slow
def test_processes_are_asked_for_where_they_cannot_work_together(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    have_no_semaphores(monkeypatch)
    have_cores(monkeypatch, 8)
    assert build("card", "--jobs", "2", output=tmp_path) == 5
    assert told(capsys) == [("--jobs", "no-semaphores")]
    assert names(tmp_path) == []
    monkeypatch.setattr("booklet.api.building.DRAWN", 1)
    assert build("card", output=tmp_path) == 0


# the other commands


@pytest.mark.slow
def test_our_own_sources_are_valid(capsys: Capture) -> None:
    assert main(["validate"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert re.search(r"^0 faults, \d+ notes; \d+ more .*--verbose$", captured.out, re.MULTILINE)
    notes = captured.out.splitlines()[:-1]
    assert notes and all(LINE.fullmatch(re.sub("^(note|warning): ", "", note)) for note in notes)
    warned = {note.split(": ")[2] for note in notes if note.startswith("warning: ")}
    assert warned <= {*OF_TRANSLATORS, "untranslated"}, "of translations, which are drafts"


@pytest.mark.slow
def test_what_a_printer_would_refuse_is_told_without_building(capsys: Capture) -> None:
    assert main(["validate", "booklet", "--country", "001", "--printer", "lulu"]) == 0
    capsys.readouterr()
    assert main(["validate", "card", "--country", "001", "--printer", "lulu"]) == 3
    assert told(capsys) == [("--printer", "printer-product")]
    assert main(["validate", "card", "--country", "001", "--printer", "nobody"]) == 3
    assert told(capsys)[-1] == ("--printer", "unknown-printer")


OF_TRANSLATORS = ("term-missing", "too-long")
"""What is told of words in other languages, for those who translate."""


@pytest.mark.slow
def test_a_broken_project_is_not_valid_and_all_of_it_is_told(tmp_path: Path, capsys: Capture) -> None:
    layout = changed("layouts/poster-a3.yaml", "trim: 297 x 420", "trim: big")
    project = lay(tmp_path, {COUNTRY: CONFIRMED.replace("free: yes", "free: perhaps"), "layouts/other.yaml": layout})
    lay(project, {"layouts/printers/mine.yaml": "bleed: 3\n", "layouts/art/bubble-end.svg": "<svg"})
    assert main(["validate", "card", "--project", str(project)]) == 3
    found = [(where, code) for where, code in told(capsys) if code not in OF_TRANSLATORS]
    assert sorted((where.partition(":")[0], code) for where, code in found) == [
        ("layouts/art/bubble-end.svg", "art-syntax"),
        ("layouts/other.yaml", "wrong-size"),
        ("layouts/printers/mine.yaml", "missing-key"),
        ("layouts/printers/mine.yaml", "missing-key"),
        ("layouts/printers/mine.yaml", "missing-key"),
        ("layouts/printers/mine.yaml", "missing-key"),
        ("layouts/printers/mine.yaml", "missing-key"),
        ("layouts/printers/mine.yaml", "missing-key"),
        ("layouts/printers/mine.yaml", "missing-key"),
        ("layouts/printers/mine.yaml", "missing-key"),
        ("layouts/printers/mine.yaml", "missing-key"),
        ("layouts/printers/mine.yaml", "missing-key"),
        (COUNTRY, "unknown-free"),
    ]


@pytest.mark.slow
def test_the_findings_of_a_check_are_json_if_asked_for(tmp_path: Path, capsys: Capture) -> None:
    assert main(["validate", "card", "--country", "KE", "--json"]) == 0
    found = [finding for finding in json.loads(capsys.readouterr().out) if finding["code"] not in OF_TRANSLATORS]
    assert all(finding["severity"] == "note" for finding in found)
    project = lay(tmp_path, {COUNTRY: CONFIRMED.replace("free: yes", "free: ja")})
    assert main(["validate", "--project", str(project), "--country", "XX", "--json"]) == 3
    captured = capsys.readouterr()
    assert captured.err == ""
    (finding,) = [found for found in json.loads(captured.out) if found["code"] not in OF_TRANSLATORS]
    assert (finding["code"], finding["severity"]) == ("unknown-free", "error")
    assert finding["where"].startswith(f"{COUNTRY}:")


@pytest.mark.slow
def test_a_country_is_checked_even_if_nobody_asked_for_it(tmp_path: Path, capsys: Capture) -> None:
    project = lay(tmp_path, {COUNTRY: "country: XX\n"})
    assert main(["validate", "card", "--project", str(project)]) == 3
    assert {where.partition(":")[0] for where, code in told(capsys) if code not in OF_TRANSLATORS} == {COUNTRY}
    assert main(["validate", "card", "--project", str(project), "--country", "KE"]) == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "key", "known"),
    [
        ("countries", "country", {"001", "EG", "GB", "KE", "PH", "TH"}),
        ("locales", "locale", set(locale_tags())),
        ("layouts", "layout", {"booklet-a5", "card-85x55", "poster-a3"}),
        ("inks", "ink", set(INKS)),
    ],
)
def test_what_can_be_asked_for_is_listed(what: str, key: str, known: set[str], capsys: Capture) -> None:
    assert main(["list", what, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row[key] for row in rows} >= known
    assert all(isinstance(value, str) for row in rows for value in row.values())
    assert main(["list", what]) == 0
    table = capsys.readouterr().out
    assert table.split()[0] == key
    assert all(row[key] in table for row in rows)


@pytest.mark.slow
def test_the_list_says_which_countries_are_confirmed_and_shows_names_as_they_are(
    tmp_path: Path, capsys: Capture
) -> None:
    project = lay(tmp_path, {COUNTRY: CONFIRMED.replace("{en: Exampleland}", "{sw: '[/] Mfano'}")})
    assert main(["list", "countries", "--project", str(project), "--date", DAY, "--json"]) == 0
    rows = {row["country"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["XX"] == {
        "country": "XX", "name": "[/] Mfano", "locales": "en", "numbers": "confirmed", "until": "2027-05-20",
    }  # fmt: skip
    assert rows["KE"]["numbers"] == "unconfirmed"
    assert main(["list", "countries", "--project", str(project)]) == 0
    assert "[/] Mfano" in capsys.readouterr().out


@pytest.mark.slow
def test_numbers_to_call_again_are_listed_those_that_end_first_at_the_top(tmp_path: Path, capsys: Capture) -> None:
    project = lay(tmp_path, {COUNTRY: CONFIRMED})
    asked = ["list", "countries", "--project", str(project), "--json"]
    assert main([*asked, "--expiring", "60", "--date", "2027-04-01"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["country"], row["contact"], row["until"]) for row in rows] == [
        ("XX", "example-line", "2027-05-20"),
        ("XX", "friends", "2027-05-21"),
    ]
    assert rows[0]["numbers"] == "0808 157 0192"
    assert rows[0]["checked by"] == "A. Tester"
    assert main([*asked, "--expiring", "60", "--date", "2026-12-01"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    lay(project, {COUNTRY: CONFIRMED.replace("020 7946 0018", "020 7946 0081")})
    assert main([*asked, "--expiring", "60", "--date", "2026-12-01"]) == 0
    assert [(row["contact"], row["state"]) for row in json.loads(capsys.readouterr().out)] == [
        ("friends", "changed since the call")
    ]
    assert main(["list", "countries", "--expiring", "60", "--date", "2026-12-01"]) == 0
    assert capsys.readouterr().out == "nothing\n"


def test_what_holds_no_numbers_cannot_expire(capsys: Capture) -> None:
    assert refused("list", "layouts", "--expiring", "60", capsys=capsys) == [("--expiring", "no-numbers")]


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_terminal_that_cannot_show_a_letter_is_no_reason_to_fail(
    encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = lay(tmp_path, {COUNTRY: CONFIRMED.replace("{en: Exampleland}", "{en: Île d’Exemple نمط}")})
    for arguments in (["list", "countries"], ["list", "countries", "--json"]):
        shown = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        monkeypatch.setattr("sys.stdout", shown)
        assert main([*arguments, "--project", str(project)]) == 0
        shown.flush()
        written = shown.buffer
        assert isinstance(written, io.BytesIO)
        text = written.getvalue().decode(encoding)
        assert "d’Exemple" in text or r"d\u2019Exemple" in text
        assert "--json" not in arguments or "Île d’Exemple نمط" in [row["name"] for row in json.loads(text)]


@pytest.mark.slow
def test_a_list_of_what_is_broken_is_refused(tmp_path: Path, capsys: Capture) -> None:
    project = lay(tmp_path, {COUNTRY: "country: YY\n", "layouts/a.yaml": "product: card\n"})
    for what in ("countries", "layouts"):
        found = refused("list", what, "--project", str(project), capsys=capsys)
        assert {where.partition(":")[0] for where, _ in found} == {COUNTRY, "layouts/a.yaml"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["bulid"],
        ["build", "--date", "tomorrow"],
        ["build", "--jobs", "0"],
        ["build", "--jobs", "²"],
        ["list"],
        ["list", "things"],
        ["--project", "x"],
    ],
)
def test_a_command_line_that_makes_no_sense_is_answer_two(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "usage: make_booklet.py" in captured.err


def test_every_command_explains_itself(capsys: Capture) -> None:
    for command in COMMANDS:
        with pytest.raises(SystemExit) as stopped:
            main([command, "--help"])
        assert stopped.value.code == 0
        assert f"make_booklet.py {command}" in capsys.readouterr().out


# every code has a test

SPOKEN: dict[str, tuple[str, ...]] = {
    "option": ("product", "country", "band", "edition", "ink", "layout", "printer"),
    "what": ("layout", "printer", "country"),
    "axis": ("product", "layout", "locales", "countries", "bands", "editions", "ink"),
    "key": (),
}
"""Of what codes are made: options of `plan_jobs`, files that `Sources` reads by name; keys are found by themselves."""


def codes_of(tree: ast.Module) -> set[str]:
    """Return the codes that a module gives to findings."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    named = [(getattr(call.func, "attr", getattr(call.func, "id", "")), call.args) for call in calls]
    found = {
        code
        for name, args in named
        if name in {"Finding", "fault", "_refuse", "ArtError", "Rule"}
        for code in _codes(args[0], tree)
    }
    pictures = [code for name, args in named if name == "make_fault" for code in _codes(args[0], tree)]
    found |= {f"{what}-{code}" for what in ("logo", "picture") for code in pictures}
    choices = [args[0] for name, args in named if name == "choice"] + [
        args[1] for name, args in named if name == "_read_yes"
    ]
    return found | {f"unknown-{ast.literal_eval(key)}" for key in choices if isinstance(key, ast.Constant)}


def _codes(code: ast.expr, tree: ast.Module) -> set[str]:
    if isinstance(code, ast.Constant):
        return {str(code.value)}
    if isinstance(code, ast.JoinedStr) and isinstance(code.values[0], ast.FormattedValue):
        return set()  # of `make_fault`, whose callers are asked
    if isinstance(code, ast.JoinedStr):
        prefix, name = ast.literal_eval(code.values[0]), ast.unparse(code.values[1]).strip("f'{}\"")
        return {f"{prefix}{word}" for word in SPOKEN[name]}
    assigned = [node.value for node in ast.walk(tree) if isinstance(node, ast.Assign) and _is(node.targets[0], code)]
    words = [word.value for value in assigned for word in ast.walk(value) if isinstance(word, ast.Constant)]
    return {word for word in words if isinstance(word, str)}


def _is(target: ast.expr, name: ast.expr) -> bool:
    return isinstance(name, ast.Name) and ast.unparse(target) == name.id


def test_every_code_has_a_test_that_names_it() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (OWN / "booklet").rglob("*.py")]
    codes = {code for source in sources for code in codes_of(ast.parse(source))}
    assert {"yaml-alias", "unknown-free", "unknown-printer", "placeholder-empty", "art-ink", "overset", "rgb"} <= codes
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (OWN / "tests").rglob("*.py"))
    left = codes.difference(re.findall(r"""["'](?=([^"']*)["'])""", tests))
    assert sorted(code for code in left if not re.search(rf"""["']{code}["']""", tests)) == []


def test_a_code_without_a_test_would_be_found() -> None:
    source = """
def check(record, option):
    record.fault("never-tested", 1, "a", "b")
    code = "one-way" if option else "other-way"
    Finding(code, 1)
    Finding(f"unknown-{option}", 1)
    record.choice("colour-of-the-sky", ())
"""
    options = {f"unknown-{option}" for option in SPOKEN["option"]}
    found = codes_of(ast.parse(source))
    assert found == {"never-tested", "one-way", "other-way", "unknown-colour-of-the-sky"} | options


@pytest.mark.slow
def test_a_final_file_that_falls_back_is_named_and_kept(tmp_path: Path, capsys: Capture) -> None:
    project, out = lay(tmp_path / "project", {COUNTRY: CONFIRMED}), tmp_path / "out"
    axes = ["card", "--country", "XX", "--edition", "screen", "--band", "10-13"]
    arguments = ["build", *axes, "--project", str(project), "--output", str(out)]
    assert main([*arguments, "--date", "2026-11-25"]) == 0
    before = {path.name: path.read_bytes() for path in out.glob("*.pdf")}
    capsys.readouterr()
    set_clock(date(2027, 8, 1))
    assert main([*arguments, "--date", "2027-08-01"]) == 0
    told = capsys.readouterr().err
    (line,) = [line for line in told.splitlines() if ": fallen-back: " in line]
    assert line.startswith(f"warning: {out}/guide_card-") and f"nor are {len(before) - 1} others (guide_card-" in line
    for name, data in before.items():
        aside = out / name.replace(".pdf", "_OUTDATED.pdf")
        assert aside.read_bytes() == data
        assert not (out / name).exists()
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert [finding["code"] for finding in manifest["outdated"]] == ["fallen-back"] * len(before)


@pytest.mark.slow
def test_a_product_that_a_band_has_none_of_is_told(tmp_path: Path, capsys: Capture) -> None:
    name = "translations/en/posters.yaml"
    posters = re.sub(r"(  - id: p\d+\n)(?!    bands)", r"\1    bands: [14-17]\n", ours(name))
    project = lay(tmp_path / "project", {name: posters})
    axes = ["insert", "poster", "--edition", "screen", "--project", str(project), "--output", str(tmp_path / "out")]
    assert main(["build", *axes, "--band", "10-13"]) == 0
    assert (
        "warning: --band: none-in-band: there is no poster in 10-13; nothing of it was made" in capsys.readouterr().err
    )
    assert main(["build", *axes, "--band", "14-17"]) == 0
    assert "none-in-band" not in capsys.readouterr().err


@pytest.mark.slow
def test_a_product_that_an_edition_has_none_of_is_told_by_its_edition(tmp_path: Path, capsys: Capture) -> None:
    axes = ["--edition", "audio", "--country", "KE", "--locale", "en", "--band", "14-17", "--output", str(tmp_path)]
    assert main(["build", "booklet", "kit", *axes]) == 0
    told = capsys.readouterr().err
    assert "warning: --edition: edition-product: no kit is made in the edition audio" in told
    assert "none-in-band" not in told


@pytest.mark.slow
def test_a_build_leaves_next_to_nothing_for_the_collector(tmp_path: Path) -> None:
    """In a process of its own: here, all that other tests have made would be looked through."""
    axes = ["--band", "14-17", "--edition", "screen", "--output", str(tmp_path)]
    done = subprocess.run([sys.executable, "-c", COLLECTED, "build", "booklet", *axes], capture_output=True, text=True)
    assert int(done.stdout.splitlines()[-1]) < SELDOM / 30, done.stderr


COLLECTED = """
import gc, sys
from booklet.cli import main
gc.disable()
assert main(sys.argv[1:]) == 0
gc.unfreeze()
print(gc.collect())
"""


@pytest.mark.slow
def test_a_build_tells_what_is_wrong_with_the_addresses_of_a_project(tmp_path: Path, capsys: Capture) -> None:
    country = CONFIRMED.replace("web: https://line.example/", "web: https://chi1dline.org.uk/")
    files = {COUNTRY: country, "brand.yaml": "name: Example\ncontact: сhildline.org.uk\n"}
    project, out = lay(tmp_path / "project", files), tmp_path / "out"
    axes = ["card", "--country", "XX", "--edition", "screen", "--project", str(project), "--output", str(out)]
    assert main(["build", *axes]) == 0
    told = capsys.readouterr().err
    assert 'look-alike: "chi1dline.org.uk" looks like "childline.org.uk"' in told
    assert "brand.yaml" in told and 'look-alike: "сhildline.org.uk" looks like "childline.org.uk"' in told
    lay(project, {"brand.yaml": "name: Example\ncontact: bit.ly/example\n"})
    assert refused("build", *axes, capsys=capsys) == [("brand.yaml:1", "short-address")]
