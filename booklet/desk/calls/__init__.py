"""The screen "Calls": people call the numbers, and say what they heard."""
