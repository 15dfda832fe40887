"""The screen "Order"."""
