"""Imposing finished PDFs, ours or anyone's: pages and a scheme in, sheets out."""
