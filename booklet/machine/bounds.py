"""How much a process keeps in memory of what it sets, draws and reads back: what comes again in the next files.

What one file has of its own fills every cache in a long run, so a bound is what two or three files need, and no more:
booklets of one language in twelve countries have 60 pages and forms each, and among them 1,300 texts and 300 words of
facts that differ.
"""

PAGES = 128
"""Pages and forms, with all that stands on them."""

TEXTS = 1536
"""Lines and paragraphs."""

FACTS = 512
"""Words of numbers, addresses and names, in their places."""

PLACES = 1536
"""Contents in the places and states that they begin in."""
