"""Pairs of brackets, BidiBrackets 15.1.0: written by tools/unicode_tables.py.

© 1991-2023 Unicode, Inc., under the Unicode Licence V3: see LICENSE-unicode.
"""

from unicodedata import normalize

_PAIRS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋\u2329\u232a"
    "❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭"
    "⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘"
    "⧘⧙⧚⧛⧼⧽⸢⸣⸤⸥⸦⸧⸨⸩⹕⹖⹗⹘⹙⹚⹛⹜〈〉"
    "《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）"
    "［］｛｝｟｠｢｣"
)

CLOSING_OF = {opening: normalize("NFC", closing) for opening, closing in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)}
"""Opening bracket -> the closing one, canonical: U+2329 and U+3008 open the same pair."""

CLOSING = {closing: normalize("NFC", closing) for closing in _PAIRS[1::2]}
"""Closing bracket -> the same, canonical."""
