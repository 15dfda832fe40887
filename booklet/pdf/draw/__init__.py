"""Drawing: placed pages in, content streams out; it decides nothing but how a thing is said in PDF."""
