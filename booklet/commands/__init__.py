"""The commands, a module each; `booklet.cli` loads the one that is asked for."""
