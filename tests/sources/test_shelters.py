"""No file says where a shelter stands: in words, lists, lines and tables of a partner, told with file and line."""

from pathlib import Path

import pytest
from projects import CONFIRMED, OWN, codes, lay

from booklet.errors import Finding, SourceError, Where
from booklet.sources.catalogues import read_catalogue
from booklet.sources.countries import read_country
from booklet.sources.folders import Folders, open_folders
from booklet.sources.load import load_sources
from booklet.sources.recipients import parse_recipients
from booklet.sources.runfile import parse_run
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
    "Shelter, Garden Street 12",
    "Shelter: 12, Garden Street",
    "Shelter: No. 12 Garden Close",
    "Shelter at 12 Garden Court",
    "Shelter, 12 Garden Place",
    "Shelter, 12 Garden Way",
    "Shelter, 12 Garden Square",
    "Shelter, 12 Market Sq.",
    "Shelter, 12 Hill Gardens",
    "Women's shelter, 1234 Elm Street, Springfield, IL 62704",
    "Women’s shelter, 12345 Elm Street",
    "Women's shelter, 12-14 Elm Street",
    "Women's shelter, 12/14 Elm Street",
    "Women's shelter, Springfield, IL 62704",
    "Women's refuge M1 1AE",
    "Women's shelter 12 Elm Str.",
    "Domestic violence shelter, 5th Avenue 12",
    "Shelter on 42nd Street",
    "SHELTER AT 12 GARDEN STREET",
    "Safe-house 12 Garden Street",
    "Safehouse 12 Garden Street",
    "Transition house, 12 Garden Street",
    "Women's haven at 12 Garden Street",
    "Rescue centre for girls, Plot 12, Kira Road",
    "Refugio: Calle Mayor 12",
    "Refugio: c/ Mayor 12",
    "Refugio: C/ Mayor, 12",
    "Refugio: Av. Insurgentes 1234",
    "Refugio: Avda. Libertad 12",
    "Refugio: Cra. 7 No. 12-34",
    "Refugio: Carrera 7 # 12-34",
    "Refugio: Jr. Puno 123",
    "Casa-abrigo: Rua das Flores, 123",
    "Casa abrigo: Av. Paulista, 1578",
    "Albergue, código postal 06600",
    "Albergue, C.P. 06600",
    "Foyer d'urgence, 12 rue Pasteur",
    "Foyer d'accueil 12, bd Voltaire",
    "Foyer d'accueil 12 av. Foch",
    "Centre d'accueil pour femmes, 12 rue Pasteur",
    "Refuge, 12 rue Pasteur, 75011 Paris",
    "Nyumba salama: Mtaa wa Moi 14",
    "Nyumba ya usalama, Mtaa wa Moi 14",
    "Makazi ya watoto, Barabara ya Moi 14",
    "Nyumba salama, S.L.P. 123, kiwanja 12",
    "Nyumba salama, Kitalu 12, Barabara ya Moi",
    "مأوى النساء: شارع الملك فيصل رقم 12",
    "مأوى النساء: 12 شارع الملك فيصل",
    "دار الأمان، شارع النيل ١٢",
    "بيت الإيواء، حي النصر، عمارة ٥",
    "مركز الإيواء، بناية رقم ٥",
    "आश्रय गृह: 12, महात्मा गांधी मार्ग",
    "आश्रय गृह, सेक्टर 21",
    "आश्रयगृह, मकान संख्या 12",
    "महिला गृह, गली नंबर 4",
    "स्वाधार गृह, गली नंबर 4",
    "आश्रय गृह, प्लॉट नं. 12",
    "आश्रय गृह, पिन 110001",
    "Приют, ул. Ленина 5",
    "Приюта, улица Ленина, дом 5",
    "Убежище: пр. Мира, 5",
    "Убежище: проспект Мира, д. 5",
    "Кризисный центр, пр-кт Мира, 5",
    "Приют, г. Москва, 101000",
    "บ้านพักฉุกเฉิน 501/1 หมู่ 3 ถนนเดชะตุงคะ",
    "บ้านพักเด็กและครอบครัว ถนนราชวิถี 255",
    "สถานคุ้มครอง ซอย 12",
    "บ้านพักฉุกเฉิน ๑๒ ถนนสุขุมวิท",
    "บ้านพักใจ เลขที่ 12",
    "庇护所：和平路12号",
    "庇护所：和平路十二号",
    "妇女庇护所，北京市朝阳区建国门外大街5号",
    "救助站，某某小区3号楼",
    "安全屋，邮编100022",
    "反家暴庇护中心，中山北路一段12號",
    "安全房，和平路12号",
    "Refuge at 12 Gar\xadden Street",
    "Refuge at １２ Garden Street",
    "Shel\xadter at 12 Garden Street",
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
    "Shelter Road School, 12 Shelter Road",
    "The children took shelter at 12 Main Street",
    "Refuge Street School, 12 Refuge Street",
    "School of the Holy Refuge: 12 Refuge Street",
    "Our office is at 12 Garden Street. Animal shelter visitors welcome.",
    "shelter.org.uk/12-road",
    "Shelter helpline 116 111, road safety 112",
    "A shelter, street 24/7",
    "Visit https://shelter.example/street/12",
    "We shelter 12 street children",
    "We shelter 300 street dogs",
    "Shelter for 20 street children in Nairobi",
    "12 road safety tips from the shelter",
    "The refuge has 5 lanes of help",
    "Ring the refuge: 020 7395 7700",
    "Shelter: 1 800 656 4673 Street",
    "Abrigo: Disque 100",
    "Refugio: llama al 016, plaza 24 horas",
    "Casa de acogida: 900 20 20 10. Vía 24 h",
    "Foyer d'accueil: 119, place 3 enfants",
    "Refuge, page 12, place 3",
    "via 112 shelter call",
    "The shelter can be reached via 116",
    "You can reach the shelter via 1195 or 116",
    "Se puede llamar al refugio via 112",
    "Shelter place 5 children",
    "Shelter block 12 of the course",
    "Refuges: call 112. 3 places free",
    "Приют: улица не место. 8 800 2000 122",
    "救助站：第1街道办，电话12345",
    "安全屋 12338 路",
    "อาคาร 5 บ้านพักฉุกเฉิน 1300",
    "บ้านพักเด็ก โทร 1300 ซอย",
    "मार्गदर्शन: आश्रय, 1098",
    "आश्रय के बारे में मार्गदर्शन 1098",
    "طريقة الوصول إلى الملجأ: اتصل على 116",
    "ملجأ: حياة جديدة 116",
    "حي على الملجأ 116111",
    "عن طريق الرقم 116 ملجأ",
    "En la calle llama al 116. Refugio abierto",
    "Si estás en la calle llama al 016, refugio",
    "Если ты на улице, звони 112. Приют поможет",
    "Приют для детей улиц: звони 8 800 2000 122",
    "أطفال الشارع اتصل على 116 ملجأ",
    "सड़क पर हो तो 1098, आश्रय",
    "เด็กถนน โทร 1300 บ้านพักเด็ก",
    "The refuge can house 12 girls",
    "We shelter 12 homeless street children",
    "Shelter: call 1195, day and night, any safe way",
    "Mtaani? Piga 116. Nyumba salama",
    "Mtoto wa mtaa wa pili apige simu 116, nyumba salama",
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


@pytest.mark.slow
@pytest.mark.parametrize("text", ("12 {}", "calle {}", "{} street 1"))
def test_words_without_an_end_are_read_once(text: str) -> None:
    """Whoever read them again from each letter would not end."""
    assert len(find("a shelter " + text.format("a" * 500_000))) <= 1
    assert len(find("a shelter " + text.format("12 a " * 100_000))) <= 1


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


NEAR = """\
pages:
  - id: house
    after: [friend, friend-tells]
    title: A place to stay
    blocks:
      - {id: house.lead, kind: paragraph, text: Our shelter is open day and night.}
      - {id: house.where, kind: paragraph, text: Come to 12 Garden Street.}
"""


@pytest.mark.slow
def test_the_words_before_and_after_may_say_that_a_house_is_a_shelter(tmp_path: Path) -> None:
    told = load(tmp_path, HERE | {"pages.yaml": NEAR})
    assert [one.partition(": shelter-address: ")[0] for one in told if "shelter-address" in one] == ["pages.yaml:7"]


@pytest.mark.slow
def test_a_translation_is_told_with_its_line(tmp_path: Path) -> None:
    ours = (OWN / "translations/sw/guide.po").read_text(encoding="utf-8")
    said = 'msgstr "Kabla ya kusoma"'
    theirs = ours.replace(said, 'msgstr "Nyumba salama, Barabara ya Uhuru 14"')
    line = ours[: ours.index(said)].count("\n") + 1
    lay(tmp_path, HERE | {"translations/sw/guide.po": theirs})
    sources = load_sources(open_folders(tmp_path), MASTERS)
    with pytest.raises(SourceError) as caught:
        sources.translated_guide("sw")
    told = [one for one in caught.value.findings if one.code == "shelter-address"]
    assert [str(one.where) for one in told] == [f"translations/sw/guide.po:{line - 2}"]


def test_the_theme_of_a_day_is_told_with_its_line() -> None:
    text = "event: {year: 2027, theme: {en: 'Hope Shelter, 12 Mill Road'}}\nlots: [{countries: [KE]}]\n"
    with pytest.raises(SourceError) as caught:
        parse_run(text, Path("run.yaml"))
    assert "shelter-address" in codes(list(caught.value.findings))


def test_a_shelter_may_give_its_number_and_its_page(tmp_path: Path) -> None:
    country = CONFIRMED.replace("{en: Example Line}", "{en: Example Women's Refuge}")
    assert load(tmp_path, HERE | {COUNTRY: country}) == []


def test_a_row_of_a_table_is_told_with_its_line() -> None:
    findings: list[Finding] = []
    rows = ("Green Hill School,12 Garden Street,", "Hope,12 Mill Road,a shelter", "New Refuge,0808 157 0192,")
    parse_recipients("\n".join(("name,contact,about", *rows)).encode(), "places.csv", findings)
    assert [str(one.where) for one in findings] == ["places.csv:3"] and codes(findings) == ["shelter-address"]


@pytest.mark.slow
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
