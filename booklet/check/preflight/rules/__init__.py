"""Rules, a module for each family: pure functions from a document and a printer's limits to hits."""
