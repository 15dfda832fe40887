"""No file says where a shelter stands: in words, lists, lines and tables of a partner, told with file and line."""

from pathlib import Path
from time import perf_counter

import pytest
from projects import CONFIRMED, OWN, codes, lay

from booklet.errors import Finding, SourceError, Where
from booklet.sources.catalogues import read_catalogue
from booklet.sources.countries import read_country
from booklet.sources.folders import Folders, open_folders
from booklet.sources.load import load_sources
from booklet.sources.recipients import parse_recipients
from booklet.sources.shelters import find_shelter_address
from booklet.typeset.masters import MASTERS

TELLING = (
    "Hope Shelter, 12 Garden Street",
    "Women's Refuge, 4b King's Cross Road, London N1 9AB",
    "Refuge at Mill Lane 7, Oxford",
    "Refugio Esperanza, Calle 5 # 12-34",
    "Casa refugio, Calle Mayor, 12, Madrid",
    "Foyer d'accueil, 12 rue de la Paix, Paris",
    "Foyer d'hébergement, rue Victor Hugo 15",
    "Nyumba salama, Barabara ya Uhuru 14",
    "ملجأ الأمل، شارع النيل ١٢",
    "دار الإيواء، ١٢ شارع فيصل",
    "आश्रय गृह, गांधी मार्ग 12",
    "शेल्टर, मकान नंबर १२",
    "Приют «Надежда», ул. Ленина, д. 5",
    "บ้านพักฉุกเฉิน เลขที่ 12 ถนนสุขุมวิท",
    "บ้านพักเด็กและครอบครัว 12/3 ถนนพหลโยธิน",
    "安全屋，和平路12号",
    "Safe house, PIN 110001",
    "Safe house: Plot 12, Kira Road",
    "Our shelter is in London N1 9AB",
)

SAFE = (
    "The shelter's helpline: 0808 2000 247, free, 24 hours",
    "Refuge: 0808 2000 247, www.refuge.org.uk",
    "UNHCR, Refugee House, 12 Garden Street",
    "Hope Shelter, P.O. Box 12345, Nairobi",
    "The bus shelter at 12 Garden Street",
    "If it rains take shelter in the school at 5 School Road",
    "Shelter for street children under 18, call 116",
    "The shelter has 3 rooms and is open 24 hours. No road leads there that anybody knows.",
    "Police, 12 Garden Street",
    "The shelter in your street: ask the helpline. Open 24 hours.",
    "Shelter: text HOME to 85258",
    "Shelter Line 1-800-799-7233",
    "Refuge is open on the street 24/7",
    "Foyer d'accueil pour enfants de la rue, 12 ans et plus",
    "Refugio para niños de la calle, 24 horas",
    "บ้านพักฉุกเฉิน โทร 1300 ตลอด 24 ชั่วโมง",
    "ملجأ: اتصل على 116111",
    "आश्रय: 1098 पर फ़ोन करें, 24 घंटे",
    "Приют: 8-800-2000-122, круглосуточно",
    "安全屋：拨打 12338",
    "Ask on page 12. A shelter is a house where you are safe.",
)


def find(text: str, about: str = "") -> list[Finding]:
    return list(find_shelter_address(text, Where("words.yaml", 3), about))


@pytest.mark.parametrize("text", TELLING)
def test_where_a_shelter_stands_is_refused(text: str) -> None:
    assert codes(find(text)) == ["shelter-address"]


@pytest.mark.parametrize("text", SAFE)
def test_numbers_web_addresses_and_other_houses_are_not(text: str) -> None:
    assert find(text) == []


def test_a_title_may_say_that_the_house_is_a_shelter() -> None:
    assert find("Come to 12 Garden Street.") == []
    assert codes(find("Come to 12 Garden Street.", "Hope Refuge")) == ["shelter-address"]


def test_words_without_an_end_are_read_in_time() -> None:
    for text in ("12 " + "a" * 100_000, "12 a " * 20_000, "calle " + "a" * 100_000, "a" * 100_000 + " street 1"):
        begun = perf_counter()
        find("a shelter " + text)
        assert perf_counter() - begun < 2


def load(folder: Path, files: dict[str, str]) -> list[str]:
    """Return what is told of a project, nothing if it is sound."""
    lay(folder, files)
    try:
        sources = load_sources(open_folders(folder), MASTERS)
        sources.insert("XX")
    except SourceError as error:
        return [str(finding) for finding in error.findings]
    return []


PAGE = """\
- id: house
  titles: {14-17: A shelter near you, 10-13: A shelter near you}
"""

COUNTRY = "translations/countries/XX.yaml"

HERE = {
    COUNTRY: CONFIRMED,
    "brand.yaml": "name: Hope Shelter\ncontact: shelter.example, 0808 157 0192\n",
}


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("brand.yaml", "name: Hope Shelter\ncontact: 12 Garden Street\n", 1),
        (COUNTRY, CONFIRMED.replace("{en: Example Line}", "{en: 'Example Shelter, 12 Garden Street'}"), 8),
        (
            COUNTRY,
            CONFIRMED.replace("name: {en: Example Line}", "name: {en: Example Refuge}\n    region: {en: 12 Mill Road}"),
            9,
        ),
        ("words.yaml", "m3:\n  replaces: {replaces}\n  text: Go to the refuge at 12 Garden Street.\n", 3),
    ],
)
def test_each_file_is_told_with_its_line(file: str, text: str, line: int, tmp_path: Path) -> None:
    told = load(tmp_path, HERE | {file: text.replace("{replaces}", "'0'")})
    assert [one.partition(": shelter-address: ")[0] for one in told if "shelter-address" in one] == [f"{file}:{line}"]


def test_a_shelter_may_give_its_number_and_its_page(tmp_path: Path) -> None:
    country = CONFIRMED.replace("{en: Example Line}", "{en: Example Women's Refuge}")
    assert load(tmp_path, HERE | {COUNTRY: country}) == []


def test_a_row_of_a_table_is_told_with_its_line() -> None:
    findings: list[Finding] = []
    rows = ("Green Hill School,12 Garden Street,", "Hope,12 Mill Road,a shelter", "New Refuge,0808 157 0192,")
    parse_recipients("\n".join(("name,contact,about", *rows)).encode(), "places.csv", findings)
    assert [str(one.where) for one in findings] == ["places.csv:3"] and codes(findings) == ["shelter-address"]


def test_nothing_of_ours_is_taken_for_one() -> None:
    folders = Folders(OWN)
    sources = load_sources(folders, MASTERS)
    texts = [form for block in sources.guide.every_block() for text in block.strings.values() for form in text.forms]
    for tag in sources.catalogues:
        texts += [message.text for message in read_catalogue(folders, tag, []).messages.values()]
    assert len(texts) > 5000
    assert [text for text in texts if find(text)] == []
    for country in sources.countries():
        path = folders.find(f"translations/countries/{country}.yaml")
        assert path and "shelter-address" not in codes(read_country(path, path.name)[1])
