"""Sheets: placed pages in, the sides of a file out, as an edition and those who fold and cut it need them."""
