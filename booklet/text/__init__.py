"""Lines of text: markup to runs, runs to segments, segments to glyphs, glyphs to lines and font files."""
