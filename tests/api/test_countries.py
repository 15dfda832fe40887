"""Countries are found as people type them, and their languages are those that the guide has."""

import pytest

from booklet.api.countries import Spoken, find_countries, spoken_in
from booklet.words.countrynames import ALSO


def codes_of(text: str, language: str = "en") -> list[str]:
    return [found.code for found in find_countries(text, language)]


@pytest.mark.parametrize(
    "text",
    ["Kenya", "Kenia", "kenya ", "KEŇA", "Keňa", "Kena", "ke", "Кения", "肯尼亚", "كينيا", "เคนยา", "Keniya", "केन्या"],
)
def test_a_country_has_many_names(text: str) -> None:
    assert codes_of(text)[0] == "KE"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("cote d'ivoire", "CI"),
        ("Elfenbeinküste", "CI"),
        ("ivoire", "CI"),
        ("الاردن", "JO"),
        ("Misr", "EG"),
        ("uk", "GB"),
        ("niger", "NE"),
        ("Brazill", "BR"),
        ("TÜRKİYE", "TR"),
        ("in", "IN"),
    ],
)
def test_accents_case_and_a_slip_of_the_finger_do_not_matter(text: str, code: str) -> None:
    assert codes_of(text)[0] == code


def test_what_is_begun_is_suggested_and_named_in_the_language_of_who_asks() -> None:
    assert codes_of("nig") == ["NE", "NG", *codes_of("nig")[2:]]
    found = find_countries("Deutschl", "fr")[0]
    assert (found.name, found.said) == ("Allemagne", "Deutschland")
    assert len(find_countries("s", most=5)) == 5


@pytest.mark.parametrize("text", ["", "   ", "🙂", "xqzwv", "Kenya" * 100, "\0", "'; drop"])
def test_what_is_no_country_is_not_found(text: str) -> None:
    assert codes_of(text) == []


def test_a_union_is_no_country() -> None:
    assert "EU" not in codes_of("EU") and codes_of("European Union") == []


@pytest.mark.slow
def test_what_people_say_besides_is_no_name_that_is_known_already() -> None:
    assert all(codes_of(said)[0] == code for said, code in ALSO.items())


def test_it_is_told_where_contacts_are_there_to_begin_from() -> None:
    assert find_countries("Kenya")[0].has_contacts and not find_countries("Eritrea")[0].has_contacts


def test_languages_of_a_country_are_those_of_the_guide_by_how_many_use_them() -> None:
    guide = ("ar", "en", "sw", "zh-Hans")
    assert spoken_in("KE", guide) == (Spoken("sw", 66.0, True), Spoken("en", 19.0, True), Spoken("ar", 0.046, False))
    assert spoken_in("CN", guide)[0].tag == "zh-Hans" and spoken_in("QQ", guide) == ()
