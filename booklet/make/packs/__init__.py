"""Packs: everything one printer needs, in a folder."""
