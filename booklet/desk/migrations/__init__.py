"""How the desk's database grew."""
