"""The shelf: a public page with what partners have released, to be printed by anybody."""
