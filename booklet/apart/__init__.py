"""Work on strangers' files in a process of its own: bounded in memory and time, kept from files and network."""
