"""The guide for readers by ear and by touch: one line of passages, then a script to speak or braille to emboss."""
