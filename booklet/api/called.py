"""How countries, languages, days and lists are written in a language, as CLDR says."""

from booklet.words.cldr import country_name, join_list, language_name, own_name, show_day

__all__ = ["country_name", "join_list", "language_name", "own_name", "show_day"]
