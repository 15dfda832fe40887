"""The PDF: finished pages in, bytes out; objects, fonts, structure, metadata, links and marks."""
