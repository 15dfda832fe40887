"""The finished file read back: every number, address and code that should be there is there, exactly, and no other."""
