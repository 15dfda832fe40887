"""Scenes: pictures as values, made of parts, shapes and words in their places."""
