"""Addresses of shelters in words that print: refused, since who fled into one is safe only while nobody finds it.

A text is refused if it names a shelter and says where a house stands: a street with a number, or a postal code. Phone
numbers, web addresses and post office boxes are no such places. What is looked for are the words of the languages that
we print, and of those whose streets stand in our countries; no list of words is complete, so a person reads, too.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from booklet.errors import Finding, Where
from booklet.text.markup import plain_text
from booklet.words.folding import fold_digits

CODE = "shelter-address"

_DIGIT = re.compile(r"[\d一二三四五六七八九十]")

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Characters that are not seen, and may stand in the middle of a word."""

_NO_SHELTER = re.compile(
    r"\b(animal|bus|dog|cat|pet|bicycle|bike|rain|storm|tax)s?[- ]shelters?\b|\banimal rescue cent(re|er)s?\b"
    r"|\b(take|taking|taken|took|seek|seeking|sought) shelter\b|\bshelter (from|in place)\b"
    r"|\b(wildlife refuge|holy refuge|(lady|city|cities) of (the )?refuge)s?\b"
    r"|\b(shelter|refuge) (street|road|lane|avenue|drive|close|hill)\b",
    re.IGNORECASE,
)
"""Shelters that hide nobody, what is no house, and streets of that name."""

_LATIN_SHELTER = re.compile(
    r"\b(shelters?|refuges?|safe[- ]?houses?|safe homes?|women['’]s (aid )?(house|home|haven)s?|transition houses?"
    r"|rescue cent(re|er)s?"
    r"|(casas? de )?acogida|casas? refugio|refugios?|casas? segura|albergues?|casas?[- ](de )?abrigo"
    r"|casas? de (acolhimento|passagem)|abrigos? (para|de) \w{1,20}"
    r"|foyers? d['’](accueil|hébergement|urgence)|hébergements? d['’]urgence|maisons? d['’](accueil|hébergement)"
    r"|centres? d['’](accueil|hébergement)|frauenh[aä]us(er)?|schutzhaus|kinderschutzhaus|case rifugio|casa rifugio"
    r"|nyumba ((ya|za) )?(u?salama|hifadhi|makimbilio)|makazi salama|makao salama|makazi ya (dharura|muda)"
    r"|makazi ya (watoto|wanawake|wasichana)|hifadhi ya (watoto|wanawake|wasichana)|(ma)?kimbilio"
    r"|kituo cha (uokoaji|hifadhi))\b",
    re.IGNORECASE,
)

_OTHER_SHELTER = re.compile(
    r"ملجأ|ملاجئ|مأوى|بيت آمن|منزل آمن|(دار|دور|بيت|بيوت|مركز|مراكز) (ال)?([إا]يواء|حماية|[أا]مان|رعاية)"
    r"|आश्रय|शेल्टर|सुरक्षित घर|नारी निकेतन|(बाल|बालिका|महिला|स्वाधार|अल्पावास) ?गृह|शरण[ -]?स्थल"
    r"|приют|убежищ|кризисн\w+ (квартир|центр)|шелтер"
    r"|บ้านพักฉุกเฉิน|บ้านพักเด็ก|บ้านพักใจ|สถานพักพิง|ที่พักพิง|สถานสงเคราะห์|บ้านปลอดภัย|สถานคุ้มครอง"
    r"|庇护所|庇護所|收容所|收容中心|避难所|避難所|救助站|安全屋|安全房|安置所|中途之家|庇护中心|庇護中心",
    re.IGNORECASE,
)

_WORD = r"(?=[\w'’.-]{0,20}[^\W\d])[\w'’.-]{1,41}"

_SMALL = (
    r"(?!(?:the|on|in|a|an|at|by|to|and|or|from|of|off|near|down|up|for|is|are|with|hours?|days?|years?|minutes?)\b)"
)
"""Words that stand in no name of a street in English."""

_CALL = r"(?!(?:llam|marc|al\b|appel|compos|disque|tel[eé]?f|tel\b|tél|piga\b|simu\b|kwa\b|nambari\b|sms\b|whatsapp\b))"
"""Words that stand before a number to call, and in no name of a street, in languages of Latin letters."""

_TIME = (
    r"(?!\d|[:/%]|[.,]\d|[ -]?(?:h\b|hours?|hrs?|days?|years?|minutes?|heures?|ans\b|jours?|horas?|años|anos|días"
    r"|часов|часа|лет|дн|साल|वर्ष|घंट|दिन|ชั่วโมง|ปี|วัน|ساعة|سنة|عام|يوم|saa\b|miaka|siku|小时|岁|天))"
)
"""What no number of a house is followed by: it counts hours, days or years, or is a time or a longer number."""

_NUMBER = rf"(?<![\d+./:-])(?<!\d )(?!24/7)\d{{1,5}}(?:[/–-]\d{{1,4}})?[a-zA-Z]?\b{_TIME}(?!-\d| \d{{2,4}}\b)"
"""The number of a house, or 12-14; no part of a longer number that is written in groups."""

_PEOPLE = (
    r"(?! (?:\w{1,15} )?(?:child|children|kids?|youths?|boys?|girls?|women|men|people|mothers|families|beds|rooms"
    r"|dogs?|cats?|animals|workers?|vendors?|safety|violence|crime|harassment|life)\b)"
)
"""Whoever is counted or lives in a street: "12 young street children", "it can house 12 girls"."""

_BIG = r"(?-i:[A-ZÀ-Þ])[\w'’.-]{0,40}"

_STREETS = (
    rf"{_NUMBER},?\s+(?:(?:{_SMALL}{_WORD}\s+){{1,4}}"
    r"(?:streets?|st|str|roads?|rd|avenues?|ave|lanes?|drives?|boulevards?|blvd|terrace|crescent|highway|parade|mews"
    rf"|alley)\b{_PEOPLE}|(?:{_SMALL}{_BIG}\s+){{1,4}}"
    r"(?-i:Close|Court|Ct|Place|Pl|Way|Square|Sq|Gardens|Gdns|Grove|Rise|Walk|Row|Hill|Green|Park|Circle|Heights)\b"
    r"|(?:bis\s+|ter\s+)?(?:(?:rue|avenue|boulevard|bd|bld|av\.|chemin|impasse|allée|quai)(?!\w)"
    r"|place\s+(?:(?-i:[A-ZÀ-Þ])|(?:de|du|des)\b|d['’])))"
    r"|\b\d{1,3}(?:st|nd|rd|th)\s+(?:street|avenue|road|lane)\b"
    rf"|\b(?:street|road|avenue|lane|highway)\s+(?:no\.?\s*)?{_NUMBER}"
    rf"|\b(?:house|plot|flat|building|apartment|apt\.|(?-i:Block|BLOCK))\s+(?:no\.?\s*|number\s*)?{_NUMBER}{_PEOPLE}"
    rf"|\b{_SMALL}{_WORD}\s+(?:street|road|avenue|lane),?\s+{_NUMBER}"
    rf"|\b(?:rue|boulevard|chemin|impasse|calle|carrera|avenida|paseo|camino|callejón|plaza|jirón|rua|travessa|praça"
    r"|barabara ya|mtaa wa|njia ya|kiwanja|kitalu|c/|(?:cra|avda|jr|av)\.?)"
    rf"(?:\s+|(?<=[/.]))(?:{_CALL}{_WORD}\s+){{0,4}}?(?:{_CALL}{_WORD})?,?\s*"
    rf"(?:#|n[oº°]\.?|número|na\.|namba)?\s*{_NUMBER}"
    rf"|\b(?-i:Via|Viale)\s+(?!sms|whatsapp|telegram|signal|zoom|facebook|instagram){_BIG},?\s+{_NUMBER}"
    rf"|\b\w{{1,40}}(?:straße|strasse|str\.|gasse|weg|straat|gatan)\s+{_NUMBER}"
)
"""A street with the number of a house, in languages of Latin letters."""

_OTHER_STREETS = (
    r"(?<!\w)(?<!عن )[وفبلك]?(?:شارع|طريق|زنقة|نهج|حي|بناية|عمارة)\s+(?:(?!اتصل|هاتف|الهاتف|تلفون|الخط)[^\d.؛:]){0,40}?"
    rf"{_NUMBER}|{_NUMBER}[،,]?\s*(?:شارع|طريق|زنقة|نهج)"
    r"|(?:मार्ग|सड़क(?! पर)|गली|रोड|स्ट्रीट|मकान|प्लॉट|सेक्टर)(?![ऀ-ॿ])\s*(?:नंबर|संख्या|सं\.|नं\.)?"
    rf"(?:(?!फ़ोन|फोन|कॉल)[^\d।:]){{0,20}}?{_NUMBER}"
    rf"|{_NUMBER}[,]?\s*(?:[^\s\d।]+\s+){{0,3}}(?:मार्ग|सड़क|गली|रोड|स्ट्रीट)(?![ऀ-ॿ])"
    r"|(?:ул\.|улиц\w|просп\w*\.?|пр-к?т|пр\.|переул\w+|пер\.|шоссе|бульвар\w*|площад\w+|пл\.|наб\.|мкр\w*\.?)"
    rf"(?:(?!зво|позв|набер|тел|номер)[^\d.;:]){{0,40}}?(?:д\.\s*)?{_NUMBER}|\bг\.\s?\w{{2,30}},? \d{{6}}\b"
    rf"|(?:เลขที่|บ้านเลขที่)\s*\d|(?:ถนน|ซอย|หมู่ที่|หมู่)\s*(?:(?!โทร|สายด่วน)[^\d\s]){{0,30}}\s*{_NUMBER}"
    r"|(?<!โทร)(?<!โทร )(?<!โทร\. )(?<!\d)\d{1,4}(?:/\d{1,4})?\s*(?:หมู่|ซอย|ถนน)"
    r"|(?:路|街|道|巷|弄|胡同|段|村|小区|社区|大厦|花园)\s*[\d一二三四五六七八九十百零〇]{1,6}\s*[号號弄栋棟]"
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
    plain = _NO_SHELTER.sub(" ", _written(text))
    return bool(_LATIN_SHELTER.search(plain) or _OTHER_SHELTER.search(plain))


def find_house(text: str) -> str:
    """Return the part of a text that says where a house stands, "" if none does.

    >>> find_house("Come to 12 Garden Street, Leeds."), find_house("Call 0808 2000 247, day and night.")
    ('12 Garden Street', '')
    """
    folded = fold_digits(_written(text))
    found = next(filter(None, (kind.search(folded) for kind in (*_streets(), _POSTAL))), None)
    return found[0].strip() if found else ""


@cache
def _streets() -> tuple[re.Pattern[str], ...]:
    """Return the expressions for streets, which take long to compile: few texts name a shelter, so few need them."""
    return tuple(re.compile(streets, re.IGNORECASE) for streets in (_STREETS, _OTHER_STREETS))


def _written(text: str) -> str:
    """Return a text as it is read: composed, letters and digits of full width as others, what is not seen taken out."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def find_shelter_address(markup: str, where: Where, about: str = "") -> Iterator[Finding]:
    """Yield the fault that a text says where a shelter stands; `about` is what it belongs to, such as a title."""
    text = plain_text(markup)
    is_asked = _DIGIT.search(text) and names_shelter(f"{plain_text(about)}\n{text}")
    if is_asked and (house := find_house(text)):
        yield Finding(CODE, where, f'"{house}" says where a shelter stands', HINT)
