"""Addresses of shelters in words that print: refused, since who fled into one is safe only while nobody finds it.

A text is refused if it names a shelter and says where a house stands: a street with a number, or a postal code. Phone
numbers, web addresses and post office boxes are no such places. What is looked for are the words of the languages that
we print, and of those whose streets stand in our countries; no list of words is complete, so a person reads, too.
"""

import re
from collections.abc import Iterator

from booklet.errors import Finding, Where
from booklet.text.markup import plain_text
from booklet.words.signs import fold_digits

CODE = "shelter-address"

_DIGIT = re.compile(r"\d")

_NO_SHELTER = re.compile(
    r"\b(animal|bus|dog|cat|pet|bicycle|bike|rain|storm|tax)s?[- ]shelters?\b|\b(take|taking|seek|seeking) shelter\b"
    r"|\bshelter (from|in place)\b",
    re.IGNORECASE,
)
"""Shelters that hide nobody, and what is no house."""

_LATIN_SHELTER = re.compile(
    r"\b(shelters?|refuges?|safe[- ]?houses?|safe homes?|women['’]s (aid )?(house|home)s?"
    r"|(casas? de )?acogida|casas? refugio|refugios?|casas? segura|albergues?|casas? de abrigo|casas? abrigo"
    r"|foyers? d['’](accueil|hébergement|urgence)|hébergements? d['’]urgence|maisons? d['’](accueil|hébergement)"
    r"|centres? d['’]hébergement|frauenh[aä]us(er)?|schutzhaus|kinderschutzhaus|case rifugio|casa rifugio"
    r"|nyumba (ya |za )?salama|makazi salama|makao salama|nyumba ya hifadhi|makazi ya dharura"
    r"|hifadhi ya (watoto|wanawake))\b",
    re.IGNORECASE,
)

_OTHER_SHELTER = re.compile(
    r"ملجأ|ملاجئ|دار (ال)?إيواء|دور (ال)?إيواء|مأوى|مركز (ال)?إيواء|بيت آمن|منزل آمن|دار (ال)?حماية"
    r"|आश्रय|शेल्टर|सुरक्षित घर|नारी निकेतन|बाल गृह|शरण[ -]?स्थल"
    r"|приют|убежищ|кризисн\w+ (квартир|центр)|шелтер"
    r"|บ้านพักฉุกเฉิน|บ้านพักเด็ก|สถานพักพิง|ที่พักพิง|สถานสงเคราะห์|บ้านปลอดภัย|สถานคุ้มครอง"
    r"|庇护所|庇護所|收容所|避难所|救助站|安全屋|庇护中心",
    re.IGNORECASE,
)

_WORD = r"[\w'’.-]{0,20}[^\W\d][\w'’.-]{0,20}"

_SMALL = (
    r"(?!(?:the|on|in|a|an|at|by|to|and|or|from|of|off|near|down|up|for|is|are|with|hours?|days?|years?|minutes?)\b)"
)
"""Words that stand in no name of a street in English."""

_TIME = (
    r"(?!\d|[:/%]|[.,]\d|[ -]?(?:h\b|hours?|hrs?|days?|years?|minutes?|heures?|ans\b|jours?|horas?|años|anos|días"
    r"|часов|часа|лет|дн|साल|वर्ष|घंट|दिन|ชั่วโมง|ปี|วัน|ساعة|سنة|عام|يوم|saa\b|miaka|siku|小时|岁|天))"
)
"""What no number of a house is followed by: it counts hours, days or years, or is a time or a longer number."""

_NUMBER = rf"(?<![\d+./:-])\d{{1,4}}[a-zA-Z]?\b{_TIME}"

_STREETS = re.compile(
    rf"{_NUMBER},?\s+(?:{_SMALL}{_WORD}\s+){{0,4}}"
    r"(?:streets?|st|roads?|rd|avenues?|ave|lanes?|drives?|boulevards?|blvd|terrace|crescent|highway|parade|mews|alley)\b"
    rf"|\b(?:street|road|avenue|lane|highway)\s+(?:no\.?\s*)?{_NUMBER}"
    rf"|\b(?:house|plot|flat|building|block)\s+(?:no\.?\s*|number\s*)?{_NUMBER}"
    rf"|\b{_SMALL}{_WORD}\s+(?:street|road|avenue|lane)\s+{_NUMBER}"
    rf"|{_NUMBER},?\s+(?:bis\s+|ter\s+)?(?:rue|avenue|boulevard|chemin|impasse|allée|quai|place)\b"
    rf"|\b(?:rue|boulevard|chemin|impasse|calle|carrera|avenida|paseo|camino|callejón|plaza|rua|travessa|via|viale"
    rf"|barabara ya|mtaa wa|njia ya)\s+(?:{_WORD}\s+){{0,4}}?(?:{_WORD})?,?\s*"
    rf"(?:#|n[oº°]\.?|número)?\s*{_NUMBER}"
    rf"|\b\w{{1,40}}(?:straße|strasse|str\.|gasse|weg|straat|gatan)\s+{_NUMBER}",
    re.IGNORECASE,
)
"""A street with the number of a house, in languages of Latin letters."""

_OTHER_STREETS = re.compile(
    rf"(?:شارع|طريق|زنقة|نهج|حي|بناية|عمارة)\s+[^\d.؛:]{{0,40}}?{_NUMBER}|{_NUMBER}[،,]?\s*(?:شارع|طريق|زنقة|نهج)"
    rf"|(?:मार्ग|सड़क|गली|रोड|स्ट्रीट|मकान|प्लॉट|सेक्टर)\s*(?:नंबर|संख्या|सं\.?)?[^\d।:]{{0,20}}?{_NUMBER}"
    rf"|{_NUMBER}[,]?\s*(?:[^\s\d।]+\s+){{0,3}}(?:मार्ग|सड़क|गली|रोड|स्ट्रीट)"
    rf"|(?:ул\.|улиц\w|просп\w*\.?|пр-т|переул\w+|пер\.|шоссе|бульвар\w*|наб\.)\s*[^\d.;:]{{0,40}}?,?\s*(?:д\.|дом)?\s*{_NUMBER}"
    rf"|(?:เลขที่|บ้านเลขที่)\s*\d|(?:ถนน|ซอย|หมู่ที่|หมู่)\s*[^\d\s]{{0,30}}\s*{_NUMBER}"
    rf"|\d{{1,4}}(?:/\d{{1,4}})?\s*(?:หมู่|ซอย|ถนน)"
    r"|(?:路|街|道|巷|弄|胡同)\s*\d{1,5}\s*[号號弄]",
    re.IGNORECASE,
)

_POSTAL = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"  # the United Kingdom
    r"|\b[A-Z]\d[A-Z] \d[A-Z]\d\b"  # Canada
    r"|\b[A-Z][a-z]+,? [A-Z]{2} \d{5}(?:-\d{4})?\b"  # the United States
    r"|\b\d{5}-\d{3}\b"  # Brazil
    r"|\b(?:PIN|pin ?code|zip(?: code)?|postcode|postal code|code postal|código postal|CEP|C\.P\.|индекс|पिन(?: कोड)?"
    r"|الرمز البريدي|รหัสไปรษณีย์|邮编|邮政编码)\W{0,3}\d{4,6}\b"
)
"""Postal codes that cannot be numbers to call."""

HINT = "take the address out; print its number or web address: whoever looks for somebody there reads this, too"


def names_shelter(text: str) -> bool:
    """Tell whether a text names a shelter.

    >>> [names_shelter(text) for text in ("Hope Women's Refuge", "UN Refugee Agency", "a bus shelter", "ملجأ الأمل")]
    [True, False, False, True]
    """
    plain = _NO_SHELTER.sub(" ", text)
    return bool(_LATIN_SHELTER.search(plain) or _OTHER_SHELTER.search(plain))


def find_house(text: str) -> str:
    """Return the part of a text that says where a house stands, "" if none does.

    >>> find_house("Come to 12 Garden Street, Leeds."), find_house("Call 0808 2000 247, day and night.")
    ('12 Garden Street', '')
    """
    folded = fold_digits(text)
    found = next(filter(None, (kind.search(folded) for kind in (_STREETS, _OTHER_STREETS, _POSTAL))), None)
    return found[0].strip() if found else ""


def find_shelter_address(markup: str, where: Where, about: str = "") -> Iterator[Finding]:
    """Yield the fault that a text says where a shelter stands; `about` is what it belongs to, such as a title."""
    text = plain_text(markup)
    house = find_house(text) if _DIGIT.search(text) else ""
    if house and names_shelter(f"{plain_text(about)}\n{text}"):
        yield Finding(CODE, where, f'"{house}" says where a shelter stands', HINT)
