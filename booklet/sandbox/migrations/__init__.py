"""The tables of the sandbox, as they came to be."""
