"""Rules for a file on a screen: the machine's part of the Matterhorn Protocol 1.1 (PDF/UA-1), and what is safe to open.

Checkpoints are named by their numbers; what none of these rules looks at is told as not checked.
"""

PROTOCOL = "Matterhorn Protocol 1.1"
