"""Orders at providers of print on demand: values, one protocol, and a small client for each provider.

It knows nothing of pages, of files or of the desk: who orders gives it addresses where the files of a pack lie.
"""
