"""Numbers spelt as words, in the languages of the guide: two beside a word for calling, or three in a row anywhere.

Nobody can list how all languages do it. What is missed here a reviewer has to see.
"""

import re
from functools import cache

_DIGITS = {
    "en": "zero oh one two three four five six seven eight nine double triple ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred",
    "ar": "صفر واحد اثنان اثنين ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince cien ciento",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt cent",
    "hi": "शून्य एक दो तीन चार पाँच पांच छह सात आठ नौ",
    "ru": "ноль один два три четыре пять шесть семь восемь девять десять двенадцать сто",
    "sw": "sifuri moja mbili tatu nne tano sita saba nane tisa",
    "th": "ศูนย์ หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า",
    "zh": "零 〇 一 二 三 四 五 六 七 八 九 幺 壹 贰 叁 肆 伍 陆 柒 捌 玖",
}

_CALLING = {
    "en": "call calls calling dial dialling dialing phone phoning ring ringing text texting message reach contact "
    "number hotline helpline whatsapp sms",
    "ar": "اتصل اتصلي اتصلوا رقم هاتف أرسل رسالة",
    "es": "llama llame llamar marca marque número teléfono",
    "fr": "appelle appelez appeler compose composez numéro téléphone",
    "hi": "कॉल फ़ोन फोन नंबर डायल",
    "ru": "звони звоните позвони позвоните набери наберите номер телефон",
    "sw": "piga simu nambari namba",
    "th": "โทร เบอร์ หมายเลข",
    "zh": "电话 拨打 致电 号码 打",
}

_UNSPACED = frozenset({"th", "zh"})
"""Languages that write words without spaces between them."""


@cache
def _rows(tag: str, fewest: int) -> re.Pattern[str]:
    """Return the pattern of so many digits in a row, or more, in a language."""
    word = f"(?:{'|'.join(sorted(_DIGITS[tag].split(), key=len, reverse=True))})"
    between, edge = (r"[\W_]{0,3}", "") if tag in _UNSPACED else (r"[\W_]{1,5}", r"\b")
    return re.compile(rf"{edge}{word}(?:{between}{word}){{{fewest - 1},}}{edge}", re.IGNORECASE)


@cache
def _calling(tag: str) -> re.Pattern[str]:
    """Return the pattern of a word for calling in a language."""
    edge = "" if tag in _UNSPACED else r"\b"
    return re.compile(rf"{edge}(?:{'|'.join(_CALLING[tag].split())}){edge}", re.IGNORECASE)


def find_spelt(text: str) -> tuple[str, ...]:
    """Return rows of digits spelt as words: two or more in a text that mentions calling, else three or more.

    >>> find_spelt("Call one nine now"), find_spelt("Us: nine, nine, nine"), find_spelt("One of two calls you")
    (('one nine',), ('nine, nine, nine',), ())
    >>> find_spelt("拨打一一九")
    ('一一九',)
    """
    return tuple(
        dict.fromkeys(
            row[0] for tag in _DIGITS for row in _rows(tag, 2 if _calling(tag).search(text) else 3).finditer(text)
        )
    )
