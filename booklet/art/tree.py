"""Elements of an SVG tree that know their lines."""

from collections.abc import Iterator

from booklet.values import Frozen, field


class SvgElement(Frozen):
    """An element; names of SVG are bare, others have their namespace and a space before the name.

    `texts` are the words in it, kept of style sheets alone.
    """

    tag: str
    attributes: dict[str, str]
    line: int
    children: list["SvgElement"] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name without its namespace, for messages."""
        return self.tag.rpartition(" ")[2]

    def descendants(self) -> Iterator["SvgElement"]:
        """Yield all elements below this one, in reading order."""
        for child in self.children:
            yield child
            yield from child.descendants()
