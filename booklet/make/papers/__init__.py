"""Papers: what goes with files and is about them, set as stories that flow over pages."""
