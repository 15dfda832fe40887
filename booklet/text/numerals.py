"""Numbers in the words of a language, by ICU's rules for spelling them out (CLDR, RBNF)."""

from collections.abc import Iterable, Iterator


def spell_numbers(tag: str, rule: str, numbers: Iterable[int]) -> Iterator[str]:
    """Yield numbers in words by a rule of a language, "" for the one that the language uses most.

    This part of ICU is opened when it is asked for: its messages, which are how `icu4py` reaches the rules. In Thai and
    German the words have points between them where they may part.

    >>> list(spell_numbers("es", "", [116])), list(spell_numbers("en", "cardinal-verbose", [119]))
    (['ciento dieciséis'], ['one hundred and nineteen'])
    """
    from icu4py.messageformat import MessageFormat

    message = MessageFormat(f"{{number, spellout,{rule and f'%spellout-{rule}'}}}", tag)
    yield from (message.format({"number": number}) for number in numbers)
