"""How the service's database grew."""
