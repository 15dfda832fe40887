"""Orders: from what somebody wants printed to copies that have arrived, at a house that prints on demand or a shop."""
