"""The finished file, read back: it has exactly the numbers, addresses and codes it should have, and no others."""
