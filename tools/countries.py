"""Write translations/countries/*.yaml from the snapshots in tools/facts: facts as they were collected, none added.

What helplines.yaml says in words is read into fields by the rules below; what they cannot read stays in `note`. What a
maintainer had to decide, entry by entry, is in tools/facts/choices.yaml. corrections.yaml, practice.yaml and laws.yaml
add what was found later. Nothing here may write `checked` or `signed`: only a person who called, or who knows the law,
does, with `make_booklet.py confirm` and `law sign`. Needs the packages babel (names
of countries in their own languages, from CLDR) and PyYAML.
"""

import argparse
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages
from corrections import correct
from country_text import contact_lines, mapping, scalar, sequence
from law_facts import law_lines
from practice_facts import practice_of

FACTS = Path(__file__).parent / "facts"
COUNTRIES = Path(__file__).parent.parent / "translations" / "countries"

CLOSED = "no source that anyone can open"

COLLECTED = "2026-11-24"

Entry = dict[str, Any]

KINDS = {
    "child_helpline": "helpline",
    "emergency": "emergency",
    "report_online": "hotline",
    "police": "police",
    "support": "support",
    "ecpat_member": "partner",
}

LANGUAGES = {
    "Albanian": "sq", "Arabic": "ar", "Armenian": "hy", "Azeri": "az", "Bangla": "bn", "Bemba": "bem",
    "Bengali": "bn", "Bislama": "bi", "Bosnian": "bs", "Bulgarian": "bg", "Chinese": "zh", "Croatian": "hr",
    "Czech": "cs", "Danish": "da", "Dhivehi": "dv", "Dutch": "nl", "English": "en", "Estonian": "et",
    "Filipino": "fil", "Finnish": "fi", "French": "fr", "German": "de", "Greek": "el", "Hebrew": "he",
    "Hmong": "hmn", "Hungarian": "hu", "Icelandic": "is", "Indonesian": "id", "Italian": "it", "Japanese": "ja",
    "Kaonde": "kqn", "Kazakh": "kk", "Khmer": "km", "Kirundi": "rn", "Korean": "ko", "Kurdish": "ku",
    "Kyrgyz": "ky", "Lao": "lo", "Latvian": "lv", "Lithuanian": "lt", "Macedonian": "mk", "Malay": "ms",
    "Maltese": "mt", "Māori": "mi", "Mongolian": "mn", "Montenegrin": "cnr", "Ndebele": "nd", "Nepali": "ne",
    "Norwegian": "no", "Nyanja": "ny", "Papiamento": "pap", "Phuthi": "", "Polish": "pl", "Portuguese": "pt",
    "Romanian": "ro", "Russian": "ru", "Serbian": "sr", "Sesotho": "st", "Shona": "sn", "Sinhala": "si",
    "Slovak": "sk", "Slovenian": "sl", "Spanish": "es", "Swahili": "sw", "Swedish": "sv", "Tamil": "ta",
    "Thai": "th", "Tonga": "toi", "Tumbuka": "tum", "Turkish": "tr", "Ukrainian": "uk", "Urdu": "ur",
    "Vietnamese": "vi", "Xhosa": "xh", "Zulu": "zu",
}  # fmt: skip

CHATS = (
    ("whatsapp", r"\bwhatsapp\b"),
    ("webchat", r"\b(web|live )?chat\b(?! in app)"),
    ("email", r"\be-?mail\b"),
    ("sms", r"\b(sms|text)\b"),
    ("facebook", r"\bfacebook\b"),
)

GITHUB = re.compile(r"github:([\w.-]+/[\w.-]+):([\w./-]+)")
REPOSITORIES = {
    "google/libphonenumber short-number metadata": "https://github.com/google/libphonenumber/blob/master/resources/"
    "ShortNumberMetadata.xml",
    "github:Shaostoul/Humanity": "https://github.com/Shaostoul/Humanity",
}
URL = re.compile(r"https?://[^\s,;)]+[^\s,;).:]")
DATE = re.compile(r"\b20[0-9]{2}(-[0-9]{2}){1,2}\b")
CONFLICT = re.compile(
    r"conflict|disagree|older|OLDER|old list|weak list|wrong|instead|placeholder|prints? |printed on", re.I
)

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPAN = r"[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}"
SERVICE = re.compile(r"([0-9][0-9 ]*) ((?:police|ambulance|fire)(?:(?:, | and )(?:police|ambulance|fire))*)\b")
KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write every country of the snapshot, or tell which files would change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; answer 1 if a file would change")
    is_check: bool = parser.parse_args(arguments).check
    changed = 0
    for code, text in country_texts().items():
        path = COUNTRIES / f"{code}.yaml"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            changed += 1
            if not is_check:
                path.write_text(text, encoding="utf-8")
    print(f"{changed} files {'differ' if is_check else 'written'}", file=sys.stderr)
    return int(is_check and changed > 0)


def country_texts() -> dict[str, str]:
    """Return the text of every country file by code."""
    choices, corrections, practice_choices, drafted = map(
        read_facts, ("choices", "corrections", "practice-choices", "law-lines")
    )
    practice, laws = ({found["country"]: found for found in read_facts(name)} for name in ("practice", "laws"))
    texts = {}
    for found in read_facts("helplines"):
        code = found["country"]
        later = Later(
            corrections.get(code, {}),
            practice.get(code, {}),
            practice_choices.get(code, {}),
            laws.get(code, {}),
            drafted.get(code, {}),
        )
        texts[code] = country_text(found, choices.get(code, {}), later)
    return texts


class Later(NamedTuple):
    """What was found later about a country: corrections, how places work, and the law."""

    corrections: Mapping[str, Any]
    practice: Mapping[str, Any]
    practice_choices: Mapping[str, Any]
    law: Mapping[str, Any]
    lines: Mapping[str, Any]


def read_facts(name: str) -> Any:
    """Return what a file of the folder of facts holds."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((FACTS / f"{name}.yaml").read_text(encoding="utf-8"), Loader=loader)


def country_text(found: Entry, choices: Mapping[Any, Any], later: Later) -> str:
    """Return the file of a country; `choices` holds what was decided for it, by entry number from 1."""
    code, name = found["country"], choices.get("name", found["name"])
    locales = choices.get("locales") or official_languages(code)
    contacts: list[Entry] = []
    for number, entry in enumerate(found["entries"], start=1):
        made = contact(entry, locales, choices.get(number, {}))
        contacts += emergency_contacts(made, entry, choices.get(number, {})) if made["kind"] == "emergency" else [made]
    name_contacts(contacts)
    services = {service["id"]: service for service in later.practice.get("services", [])}
    contacts = correct(contacts, later.corrections, services)
    known = practice_of(later.practice, later.practice_choices, contacts) if services else {}
    contacts = [entry | {"practice": known.get(entry["id"])} for entry in contacts]
    lead = choices["lead"] if "lead" in choices else lead_of(contacts)
    lines = [
        "# yaml-language-server: $schema=../schemas/country.json",
        f"# Contacts for {name}, collected {COLLECTED}; written by tools/countries.py. Only `checked` confirms one.",
        f"country: {scalar(code)}",
        f"name: {mapping(names_of_country(code, name, locales))}",
        f"locales: {sequence(locales)}",
    ]
    lines += [f"lead: {scalar(lead)}"] if lead else []
    lines += ["contacts:"]
    for entry in contacts:
        lines += contact_lines(entry)
    lines += [f"law-may-punish: {choices['law-may-punish']}"] if "law-may-punish" in choices else []
    return "\n".join((*lines, *law_lines(later.law, later.lines), ""))


def official_languages(code: str) -> list[str]:
    """Return the languages of a country by CLDR, those of all of it first."""
    return [tag.replace("_", "-") for tag in get_official_languages(code, de_facto=True)] or ["en"]


OWN_NAMES = {("TH", "th"): "ประเทศไทย"}
"""Names that tell a country from its language, where CLDR has one word for both."""


def names_of_country(code: str, name: str, locales: list[str]) -> dict[str, str]:
    """Return the name of a country in English and, by CLDR, in its own languages."""
    names = {"en": name}
    for tag in locales:
        try:
            own = OWN_NAMES.get((code, tag)) or Locale.parse(tag, sep="-").territories.get(code)
        except UnknownLocaleError:
            continue
        if own and tag != "en":
            names[tag] = own
    return names


def contact(entry: Entry, locales: list[str], choice: Mapping[str, Any]) -> Entry:
    """Return a contact from an entry of the snapshot."""
    hours, hours_left = read_hours(entry.get("hours", ""))
    ages, ages_left = read_ages(entry.get("age_range", ""))
    other = entry.get("other_contact", "")
    languages, languages_left = read_languages(entry.get("languages", ""))
    conflict, note = split_note(entry.get("note", ""))
    remarks = [note, f"Hours as collected: {hours_left}" if hours_left else ""]
    name = choice.get("name") or names_of(entry, [*locales, *languages])
    also = [entry.get(key) for key in ("organisation", "organisation_en")]
    remarks += [f"Also called: {other_name}" for other_name in also if other_name and other_name not in name.values()]
    remarks += [f"Ages as collected: {ages_left}" if ages_left else "", f"Other ways: {other}" if other else ""]
    remarks += [f"Languages as collected: {languages_left}" if languages_left else "", f"Evidence: {entry['evidence']}"]
    sources = [source(text, place, entry["source_date"]) for place, text in enumerate(entry["source"])]
    found: Entry = {
        "kind": choice.get("kind", KINDS[entry["kind"]]),
        "name": name,
        "numbers": [number(phone) for phone in entry.get("phones", [])],
        "abroad": choice.get("abroad"),
        "web": entry.get("website"),
        "chat": choice["chat"] if "chat" in choice else [way for way, words in CHATS if re.search(words, other, re.I)],
        "whatsapp": first(r"WhatsApp (\+?[0-9][0-9 -]+[0-9])", other),
        "sms": read_sms(other),
        "hours": hours,
        "languages": languages,
        "free": "yes" if entry["free"].startswith("yes") else "unknown",
        "private": "unknown",
        "ages": choice.get("ages") or ages,
        "withheld": choice.get("withheld") or ("" if any("url" in found for found in sources) else CLOSED),
        "conflict": conflict,
        "note": " ".join(f"{remark.rstrip('.')}." for remark in remarks if remark),
        "sources": sources,
        "confidence": entry["confidence"],
        "id": choice.get("id"),
    }
    if found["sms"] and "sms" in found["chat"]:
        found["chat"].remove("sms")
    return found


def number(phone: Entry) -> Entry:
    """Return a number as it is printed, with its digits where it has letters."""
    printed = phone["printed"]
    digits = printed.translate(KEYPAD)
    if digits == printed:
        return {"printed": printed}
    return {"printed": printed, "dial": spaced(digits)}


def spaced(digits: str) -> str:
    """Return the digits of a North American number with letters in their usual groups."""
    plain = re.sub(r"[^0-9]", "", digits)
    return "-".join(filter(None, (plain[:-10], plain[-10:-7], plain[-7:-4], plain[-4:])))


def emergency_contacts(made: Entry, entry: Entry, choice: Mapping[str, Any]) -> list[Entry]:
    """Return one contact of numbers that reach every service, one of those that reach some, the better one first."""
    services = services_of(entry.get("note", ""), [found["printed"] for found in made["numbers"]])
    general = [found for found in made["numbers"] if found["printed"] not in services]
    special = [
        {"printed": found["printed"], "service": service}
        for service in ("police", "ambulance", "fire")
        for found in made["numbers"]
        if service in services.get(found["printed"], ())
    ]
    made["name"] = {"en": "Emergency services"}
    parts = [made | {"numbers": numbers} for numbers in (general, special) if numbers]
    return parts[::-1] if choice.get("services-first") else parts


def services_of(note: str, numbers: list[str]) -> dict[str, list[str]]:
    """Return what each number of a note reaches: `110 police; 119 ambulance and fire`, or `police` of the only one."""
    found: dict[str, list[str]] = {}
    for match in SERVICE.finditer(note):
        found.setdefault(match[1].strip(), []).extend(re.findall("police|ambulance|fire", match[2]))
    only = re.match(r"(police|ambulance|fire)( and fire)?( per libphonenumber)?;", note)
    if only and len(numbers) == 1:
        found[numbers[0]] = re.findall("police|ambulance|fire", only[0])
    return found


def names_of(entry: Entry, locales: list[str]) -> dict[str, str]:
    """Return the names of an entry by language, without its own number at an end.

    Where English is a language of the country, what the place calls itself is the English name.
    """
    phones = [re.sub(r"[^0-9]", "", phone["printed"]) for phone in entry.get("phones", [])]
    own, english = (without_number(entry.get(key, ""), phones) for key in ("organisation", "organisation_en"))
    tags = [tag for tag in locales if script_of_language(tag) == "Latn"]
    if script_of(own) == "Latn" and ("en" in locales or not english or not tags):
        return {"en" if "en" in tags or not tags else tags[0]: own}
    tag = own_language(own, locales)
    return {tag: own, "en": english} if tag != "en" else {"en": english}


def without_number(name: str, phones: list[str]) -> str:
    """Return a name without a number that stands beside it anyway, if two words are left."""
    for phone in phones:
        spread = "[ -]?".join(phone)
        for form in (rf"^{spread}( -)?\s+", rf"\s*\([^()]*\b{spread}\)$", rf"\s+{spread}(?=$| \()"):
            short = re.sub(form, "", name).strip(" -/")
            if short != name and len(short.split()) >= 2:
                name = short
    return name


def own_language(name: str, tags: Sequence[str]) -> str:
    """Return the first language that is written in the script of a name; English where nothing says otherwise."""
    script = script_of(name)
    return next((tag for tag in tags if tag != "en" and script_of_language(tag) == script), "en")


def script_of(text: str) -> str:
    """Return the script of the first letter beyond ASCII that tells it, else Latin."""
    ranges = {"Grek": "\u0370\u03ff", "Cyrl": "\u0400\u04ff", "Armn": "\u0530\u058f", "Hebr": "\u0590\u05ff"}
    ranges |= {"Arab": "\u0600\u06ff", "Deva": "\u0900\u097f", "Thai": "\u0e00\u0e7f", "Laoo": "\u0e80\u0eff"}
    ranges |= {"Kana": "\u3040\u30ff", "Hang": "\uac00\ud7ff", "Hani": "\u4e00\u9fff"}
    found = [name for name, ends in ranges.items() if any(ends[0] <= letter <= ends[1] for letter in text)]
    return found[0] if found else "Latn"


SCRIPTS = {
    **dict.fromkeys(("el",), "Grek"), **dict.fromkeys(("bg", "kk", "ky", "mk", "mn", "ru", "sr", "uk"), "Cyrl"),
    "hy": "Armn", "he": "Hebr", **dict.fromkeys(("ar", "fa", "ku", "ur"), "Arab"),
    **dict.fromkeys(("hi", "ne"), "Deva"), "th": "Thai", "lo": "Laoo", "ja": "Kana", "ko": "Hang", "zh": "Hani",
    "bn": "Beng", "km": "Khmr", "my": "Mymr", "si": "Sinh", "ta": "Taml", "dv": "Thaa", "am": "Ethi", "dz": "Tibt",
    "ka": "Geor",
}  # fmt: skip


def script_of_language(tag: str) -> str:
    """Return the script a language is written in."""
    return "Latn" if tag.endswith("-Latn") else SCRIPTS.get(tag.split("-")[0], "Latn")


def read_hours(text: str) -> tuple[dict[str, str], str]:
    """Return hours by days, and what of them no rule could read."""
    if re.match(r"24/7( \(| in Polish|$)|24 hours \(two", text):
        return {"always": "yes"}, "" if text == "24/7" else text
    found: dict[str, str] = {}
    for part in text.removeprefix("phone ").split("; "):
        match = re.fullmatch(rf"([A-Za-z, -]+) ({SPAN})", part)
        days = days_of(match[1]) if match else ""
        if not (match and days):
            return {}, text
        found[days] = match[2]
    return found, ""


def days_of(text: str) -> str:
    """Return days as country files write them, nothing if these are none."""
    days = text.lower().replace(" ", "")
    known = all(day in DAYS for part in days.split(",") for day in part.split("-"))
    return days if days == "daily" or known else ""


def read_ages(text: str) -> tuple[dict[str, int], str]:
    """Return the ages a line is for, and what of them no rule could read."""
    if match := re.fullmatch(r"under ([0-9]+)", text):
        return {"under": int(match[1])}, ""
    if match := re.fullmatch(r"up to ([0-9]+)", text):
        return {"under": int(match[1]) + 1}, ""
    if match := re.fullmatch(r"([0-9]+)-([0-9]+)", text):
        return {"from": int(match[1]), "under": int(match[2]) + 1}, ""
    return {}, text


def read_languages(text: str) -> tuple[list[str], str]:
    """Return codes of languages, and the whole text if it says more than their names."""
    words = [word for word in re.split(r", |; | \(|\)", text) if word]
    codes = [LANGUAGES[word] for word in words if LANGUAGES.get(word)]
    return codes, "" if len(codes) == len(words) else text


def read_sms(text: str) -> dict[str, str]:
    """Return the number for text messages, and the word to begin with."""
    match = re.search(r"\bSMS (?:([A-Z]+) to )?([0-9]{3,})", text)
    if not match:
        return {}
    return {"to": match[2]} | ({"word": match[1]} if match[1] else {})


def split_note(note: str) -> tuple[str, str]:
    """Return the clauses of a note in which sources disagree, and the others."""
    clauses = [clause.strip() for clause in note.split(";")]
    is_conflict = [bool(CONFLICT.search(clause)) for clause in clauses]
    marked = list(zip(clauses, is_conflict, strict=True))
    conflict = "; ".join(clause for clause, found in marked if found)
    return conflict, "; ".join(clause for clause, found in marked if not found)


def source(text: str, place: int, source_date: str) -> Entry:
    """Return a source with the address anyone can open, if it has one, and its date."""
    pages = URL.findall(text)
    github = GITHUB.search(text)
    known = next((url for start, url in REPOSITORIES.items() if text.startswith(start)), "")
    url = pages[0] if pages else f"https://github.com/{github[1]}/blob/HEAD/{github[2]}" if github else known
    rest = reference(text, url, github[0] if github else "")
    dates = [match[0] for match in DATE.finditer(URL.sub("", text))]
    dated = dates[-1] if dates else source_date if place == 0 and DATE.fullmatch(source_date) else ""
    if re.fullmatch(r"20[0-9]{2}(-[0-9]{2})*", rest):
        dated, rest = rest, ""
    return {key: value for key, value in (("url", url), ("reference", rest), ("dated", dated)) if value}


def reference(text: str, url: str, github: str) -> str:
    """Return what a source says besides its address: who named it, of when it is, what it says."""
    head, mark, tail = next(
        (found for word in (" citing ", " quoting ") if (found := text.partition(word))[1]), (text, "", "")
    )
    if mark and url in tail:
        rest = tail.replace(url, "").strip()
        return f"named in {head}" + (f": {rest}" if rest else "")
    rest = text.replace(url, "").replace(github, "").strip()
    return rest[1:-1] if re.fullmatch(r"\([^()]*\)", rest) else rest


def name_contacts(contacts: list[Entry]) -> None:
    """Give each contact without an id one made of its English name."""
    seen: set[str] = set()
    for entry in contacts:
        base = entry["id"] or ("emergency" if entry["kind"] == "emergency" else slug(entry))
        options = (base, *(f"{base}-{number}" for number in range(2, 9)))
        entry["id"] = next(name for name in options if name not in seen)
        seen.add(entry["id"])


def slug(entry: Entry) -> str:
    """Return a short name for files: small letters and hyphens."""
    name = entry["name"].get("en") or next(iter(entry["name"].values()))
    plain = unicodedata.normalize("NFKD", re.sub(r"\([^)]*\)", "", name)).lower().encode("ascii", "ignore").decode()
    words = [word for word in re.split(r"[^a-z0-9]+", plain) if len(word) > 1 or word.isdigit()]
    return "-".join(words)[:30].strip("-") or entry["kind"]


def lead_of(contacts: list[Entry]) -> str:
    """Return the surest helpline that may be printed and has a number, or nothing."""
    found = [entry for entry in contacts if entry["kind"] == "helpline" and entry["numbers"] and may_print(entry)]
    found.sort(key=lambda entry: entry["confidence"] != "high")
    return found[0]["id"] if found else ""


def may_print(entry: Entry) -> bool:
    """Tell whether a contact is sure enough, as `ContactFact.is_printable` does."""
    return entry["confidence"] != "low" and not entry["withheld"]


def first(pattern: str, text: str) -> str:
    """Return the first group of the first match, or nothing."""
    match = re.search(pattern, text)
    return match[1].strip() if match else ""


if __name__ == "__main__":
    raise SystemExit(main())
