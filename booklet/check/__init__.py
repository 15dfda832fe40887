"""Checking: a finished file against its facts (`proof`), and against what printers and readers need (`preflight`)."""
