"""Elements of an SVG tree that know their lines."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Element:
    """An element; names of SVG are bare, others have their namespace and a space before the name."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list["Element"] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name without its namespace, for messages."""
        return self.tag.rpartition(" ")[2]

    def descendants(self) -> Iterator["Element"]:
        """Yield all elements below this one, in reading order."""
        for child in self.children:
            yield child
            yield from child.descendants()
