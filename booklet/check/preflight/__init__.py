"""Preflight: what a print shop would refuse in a PDF, whoever made it, in words that an NGO can act on.

A file is read into a small model (`read`), pure rules look at the model (`rules`), and every place found is a `Hit`.
"""
