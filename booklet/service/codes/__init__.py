"""The code of a print, asked on a page: whether its numbers still hold, what stands instead, and stickers."""
