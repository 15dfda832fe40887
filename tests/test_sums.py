import ast
from collections.abc import Iterator

import pytest
from projects import OWN

COUNTS = {
    "copies_of(made.item) for made in files",
    "made.row.pages for made in files",
    "sheets_of(made.item, made.row.pages) for made in files",
    "Decimal(str(entry['cost'])) for entry in entries",
    "counts",
    "rows * (1 + (columns * depth * _SAMPLES[kind] + 7) // 8) for columns, rows in (_passes(width, height) "
    "if is_interlaced else ((width, height),)) if columns",
    "[word.length for word in words[start:end]]",
    "[glyph.is_missing for glyph in glyphs]",
    "[position[2] for _, position in drawn]",
    "lots.values()",
    "map(count_pages, documents)",
    "map(size, things)",
    "page.width for page in pages",
    "printing.quantity for printing in self.printings",
    "self.states.values()",
    "span.strong for span in parse_markup(text).spans",
    "struct.unpack(f'>{len(body) // 4}L', body)",
    "syllables(word, language) for word in words",
    "told.parts",
    "(a - b) ** 2 for a, b in pairs",
    "line for line, _ in lines",
    "_tax(line) for line, _ in lines",
    "line.at('total_cost_excl_tax').amount() for line in answer.at('line_item_costs').each()",
    "one.at('price').amount() for one in priced",
    "place * ALPHABET.index(letter) for place, letter in enumerate(letters, start=1)",
}
"""What `sum` may add beside what is plainly whole: each was looked at.

It is whole (bytes, letters, pages, pixels, rows, copies), or decimal.
"""

SCREENS = ("desk", "service")
"""Rooms of pages in a browser, which place nothing: what they add up is shown to people and goes into no file."""

WHOLE = {"len", "int", "str.isalpha", "str.isdigit"}


@pytest.mark.slow
def test_lengths_are_added_by_one_function_that_is_the_same_on_every_python() -> None:
    files = [path for path in (OWN / "booklet").rglob("*.py") if path.parts[len(OWN.parts) + 1] not in SCREENS]
    found = {(path, said) for path in files for said in sums(path.read_text("utf-8"))}
    assert [f"{path.name}: sum({said})" for path, said in sorted(found) if said not in COUNTS] == []
    assert {said for _, said in found} == COUNTS


def test_a_sum_that_may_be_of_lengths_is_found() -> None:
    for said in (
        "sum(widths)",
        "sum(box.width for box in boxes)",
        "sum(map(width, boxes))",
        "sum(steps, 0.0)",
        "map(sum, rows)",
    ):
        assert len(list(sums(said))) == 1
    for said in (
        "sum(map(len, words))",
        "sum(a < b for b in c)",
        "sum(1 << row for row in rows)",
        "sum([len(a) for a in b])",
    ):
        assert list(sums(said)) == []


def sums(code: str) -> Iterator[str]:
    """Yield what is added by `sum` where its form does not say that it is whole numbers."""
    called = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "sum":
            called.add(node.func)
            said = ast.unparse(node.args[0])
            if not is_whole(node.args[0]):
                yield said[1:-1] if isinstance(node.args[0], ast.GeneratorExp) else said
        elif isinstance(node, ast.Name) and node.id == "sum" and node not in called:
            yield "handed on"


def is_whole(added: ast.expr) -> bool:
    if isinstance(added, ast.Call) and ast.unparse(added.func) == "map":
        return ast.unparse(added.args[0]) in WHOLE
    if not isinstance(added, ast.GeneratorExp | ast.ListComp):
        return False
    return is_whole_number(added.elt)


def is_whole_number(one: ast.expr) -> bool:
    if isinstance(one, ast.IfExp):
        return is_whole_number(one.body) and is_whole_number(one.orelse)
    if isinstance(one, ast.BoolOp):
        return all(map(is_whole_number, one.values))
    if isinstance(one, ast.UnaryOp):
        return isinstance(one.op, ast.Not) or is_whole_number(one.operand)
    if isinstance(one, ast.BinOp):
        return isinstance(one.op, ast.LShift) or (is_whole_number(one.left) and is_whole_number(one.right))
    if isinstance(one, ast.Call):
        return ast.unparse(one.func) in WHOLE
    return isinstance(one, ast.Compare) or (isinstance(one, ast.Constant) and isinstance(one.value, int))
