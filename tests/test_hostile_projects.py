"""Whatever stands in a partner's files, a command answers in lines: any other exception than ours is a fault of ours.

Each kind of file is changed in ways that an honest slip or a bad copy makes. The changes are drawn with a fixed seed,
so that a run is the same every time; FUZZ=300 in the environment tries as many of each kind.
"""

import os
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from projects import CONFIRMED, COUNTRY, lay

from booklet.errors import BookletError
from booklet.make.build import check, open_sources
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.runs.plan import plan_run
from booklet.sources.runfile import read_run

ROUNDS = int(os.environ.get("FUZZ", "4"))

FILES: dict[str, str] = {
    "brand.yaml": "name: Save the Example\nshort: Save\ncontact: us.example\naccent: sea\nisbn: 978-0-306-40615-7\n",
    "words.yaml": "threat.how: {replaces: 1a2b, text: Soon., forms-10-13: [Soon., Now.]}\nlabels.proof: {text: a}\n",
    "pages.yaml": "pages:\n  - id: mine\n    after: [find, start]\n    title: Mine\n"
    "    cast: [friend]\n    bands: [14-17]\n"
    "    blocks:\n      - {id: a, kind: paragraph, text: 'Hello *you*, see [us](#friend) {number} {page:friend}'}\n"
    "      - {id: b, kind: list, items: {one: First, two: Second}}\n",
    "cards.yaml": "cards:\n  - id: house\n    title: Home\n    ground: sea\n"
    "    front: [{id: house.front, kind: paragraph, text: You can sit down.}]\n"
    "    back: [{id: house.back, kind: paragraph, text: '{record:town}'}, {use: m1, as: bar}]\n",
    COUNTRY: CONFIRMED,
    "confirmed.yaml": "confirmed:\n  - {place: brand.yaml contact, of: 0123456789abcdef, answer: tried, by: A. Tester, "
    "on: 2026-11-20}\n",
    "run.yaml": "name: all\nevent: {year: 2027, theme: {en: Together}}\ndefaults: {bands: 14-17, editions: screen}\n"
    "lots:\n  - {name: a, product: card, items: c1, countries: XX, records: a.csv, deliver-to: Here}\n",
    "a.csv": "id,name,contact,web,town\na,School,us,https://school.example/,Town\nb,Other,,,Place\n",
    "layouts/small.yaml": "extends: card-85x55\ntrim: 74 x 52\ntrim-name: small\n",
    "layouts/printers/mine.yaml": "extends: office-colour\nabout: mine\nbleed: 0\n",
    "layouts/art/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0L40 0 40 20z" '
    'fill="#c81e28"/><circle cx="5" cy="5" r="3" transform="rotate(4)"/></svg>',
    "translations/pt/guide.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n#, fuzzy\n'
    'msgctxt "threat.how"\nmsgid "It can happen fast."\nmsgstr "Depressa."\n',
    "translations/en/reviews.yaml": "reviews:\n  - {topic: friend, state: draft, by: A. Tester, on: 2026-11-20}\n",
}

ODD = (
    *(
        "",
        " ",
        "\n",
        "\0",
        "\t",
        ":",
        "-",
        "- ",
        "{",
        "}",
        "[",
        "]",
        "*",
        "&a",
        "!!",
        "#",
        "'",
        '"',
        "\\",
        "|",
        ">",
        "%",
    ),
    *(
        "\u200b",
        "\u2028",
        "\u202e",
        "\ufeff",
        "\ue000",
        "😀",
        "\ud7ff",
        "é",
        "٣",
        "字",
        "\x85",
        "\x1b",
        "\r",
        "~",
        "null",
    ),
    *(
        "nan",
        "inf",
        "-1",
        "0",
        "1e308",
        "99999999999999999999",
        "0001-01-01",
        "9999-12-31",
        "2026-02-30",
        "true",
        "../..",
    ),
    *(
        "{number}",
        "{page:nowhere}",
        "{record:x}",
        "](#x)",
        "[a](b)",
        "bit.ly/x",
        "x" * 500,
        "{a: {b: [c, {d: e}]}}",
        "[]",
    ),
    *("{}", "- a", "mine", "welcome", "XX", "001", "en", "en-XX", "<g>", "]]>", "&lt;", 'msgid ""', "extends: mine"),
)


def spoilt(text: str, chance: random.Random) -> str:
    """Return a text with one to three changes: something odd put in, in place of a word, or lines out, twice, moved."""
    for _ in range(chance.randint(1, 3)):
        lines = text.splitlines(keepends=True) or [""]
        place, odd = chance.randrange(len(lines)), chance.choice(ODD)
        way = chance.randrange(6)
        if way == 0:
            lines.insert(chance.randrange(len(lines) + 1), lines[place])
        elif way == 1:
            del lines[place]
        elif way == 2:
            at = chance.randint(0, len(lines[place]))
            lines[place] = lines[place][:at] + odd + lines[place][at:]
        elif way == 3:
            before, colon, _ = lines[place].partition(": ")
            lines[place] = f"{before}{colon}{odd}\n"
        else:
            words = lines[place].split(" ")
            words[chance.randrange(len(words))] = odd
            lines[place] = " ".join(words)
        text = "".join(lines)
    return text


def placed(folder: Path) -> None:
    """Read a project, and place all that an edition of it prints."""
    sources = open_sources(folder)
    sources.faults(("XX", "001"))
    layout = ("small",) if "small" in sources.layouts() else ()
    wanted = Wanted(
        products=("card",), locales=("en",), countries=("XX",), bands=("14-17",), editions=("screen",), layouts=layout
    )
    check(plan_jobs(wanted, sources), sources, date(2026, 11, 25))
    if "pt" in sources.catalogues:
        sources.translated_guide("pt")
    sources.standings("en")


def planned(folder: Path) -> None:
    plan_run(read_run(folder / "run.yaml"), open_sources(folder))


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_a_spoilt_file_is_told_in_lines(name: str, tmp_path: Path) -> None:
    work: Callable[[Path], None] = planned if name in {"run.yaml", "a.csv"} else placed
    chance = random.Random(name)
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        given = {other: text for other, text in FILES.items() if other in {name, COUNTRY, "brand.yaml", "a.csv"}}
        lay(folder, given | {name: spoilt(FILES[name], chance).encode("utf-8", "surrogatepass")})
        try:
            work(folder)
        except BookletError as error:
            assert all(found.message and found.hint for found in error.findings)
