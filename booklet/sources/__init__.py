"""Readers: text files in, values out, every fault with its file and line."""
