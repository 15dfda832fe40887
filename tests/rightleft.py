"""Lines that are read from right to left, with numbers in all the ways that people write them."""

PHONES = (
    "+254 722 000 111",
    "+254\u00a0722\u00a0000\u00a0111",
    "+254-722-000-111",
    "+254.722.000.111",
    "+254 (0) 722 000111",
    "+44 (0)20 7946 0018",
    "(02) 8921-1234",
    "(+20) 2 2794 1234",
    "020 7946 0018",
    "030/123 45 67",
    "020 - 7946 0018",
    "0800- 1111",
    "0800 1111",
    "0800\u202f1111",
    "0800\u20091111",
    "0800\u20111111",
    "0800\u20131111",
    "0800 11  11",
    "116 111",
    "116-111",
    "11 61 11",
    "9-1-1",
    "1 1 2",
    "00254 722 000 111",
    "06 12 34 56 78",
    "1-800-273-8255",
    "1 - 800 - 273 - 8255",
    "*384*1234#",
    "¹¹⁶ ¹¹¹",
    "①①⑥ ①①①",
)
"""Numbers that somebody dials."""

LETTERED = ("1-800-4-A-CHILD", "0800\u00a0WHATSUP", "0800 WHATSUP", "13\u00a0YARN")

OTHERS = (
    "COVID-19",
    "CC BY 4.0",
    "Wi-Fi 6",
    "WhatsApp (24/7)",
    "2026-11-25",
    "25-11-2026",
    "25/11/2026",
    "14-17",
    "14–17",
    "2024-2026",
    "24/7",
    "8:00-20:00",
    "50%",
    "1,250",
    "3.5",
    "+18",
    "-5",
    "$20",
    "20 €",
    "112 / 999",
    "112, 999",
    "112 · 999",
    "112 - 999",
    "(12)",
    "[7]",
    "#7",
    "@childline",
    "A4",
    "5G",
    "16A",
    "Windows 11 Pro",
    "1.",
    "«COVID-19»",
    "iOS 17.2 / Android 14",
)
"""What is no number to dial: it is shown as the algorithm says."""

ADDRESSES = ("example.org", "www.example.org/help", "a.b@example.org")
"""Addresses that the algorithm shows from left to right, whatever stands beside them."""

WORDS = {
    "ar": ("اتصل بالرقم {} الآن", "خط المساعدة ({})، مجاني.", "{} خط الطفل", "الرقم: {}."),
    "fa": ("با {} تماس بگیر", "خط کمک ({})، رایگان.", "{} خط کودک", "شماره: {}."),
    "ur": ("ابھی {} پر کال کریں", "مدد کی لائن ({})، مفت۔", "{} چائلڈ لائن", "نمبر: {}۔"),
    "he": ("התקשרו אל {} עכשיו", "קו הסיוע ({}), חינם.", "{} קו הילד", "המספר: {}."),
}
"""Sentences by language."""

AFTER_LATIN = "{words} WhatsApp {number} UNICEF {number}"

DIGITS = {"ar": "٠١٢٣٤٥٦٧٨٩", "fa": "۰۱۲۳۴۵۶۷۸۹", "ur": "۰۱۲۳۴۵۶۷۸۹", "he": "0123456789"}


def in_digits_of(language: str, text: str) -> str:
    """Return a text in the digits of a language."""
    return text.translate(str.maketrans("0123456789", DIGITS[language]))
