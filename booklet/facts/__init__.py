"""Facts as values: contacts and numbers, the calls that they rest on, which of them a file prints, days and places."""
