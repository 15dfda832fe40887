"""The screen "Campaign"."""
