"""The desk for many: editions of many partners in one service, with accounts, a public shelf, and orders."""
