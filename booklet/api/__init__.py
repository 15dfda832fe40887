"""The door: all that commands, and programs of others, may ask of booklet; `import booklet` shows most of it."""
