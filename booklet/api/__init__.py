"""The door: everything that commands and other programs may ask of booklet; `import booklet` offers most of it."""
