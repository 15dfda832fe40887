"""Words as values: the guide in a locale, what partners say in their own words, and what becomes of both on a page."""
