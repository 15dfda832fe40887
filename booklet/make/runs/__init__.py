"""Runs: a campaign in one go, only what changed, whole or not at all."""
