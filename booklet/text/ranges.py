"""Ranges of thousands of characters, which a regular expression takes a millisecond to be compiled for."""


class Ranges(dict[str, bool]):
    """Whether a character lies in any of some ranges, found out when it is first met.

    A range is written as its first and last character.
    """

    def __init__(self, *ranges: str) -> None:
        super().__init__()
        self.ranges = ranges

    def __missing__(self, character: str) -> bool:
        found = self[character] = any(ends[0] <= character <= ends[1] for ends in self.ranges)
        return found

    def hold(self, text: str) -> bool:
        """Tell whether all characters of a text lie in them.

        >>> Ranges("az", "09").hold("b2b"), Ranges("az").hold("b-b")
        (True, False)
        """
        return all(map(self.__getitem__, set(text)))
