"""Papers that go with files and are about them, set as stories that flow over pages."""
