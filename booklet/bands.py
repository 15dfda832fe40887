"""Whom words are written for: two ages, and people who read with difficulty."""

AGES = ("14-17", "10-13")
"""The bands that are ages: what is made unless a band is named."""

EASY = "easy"
"""The band for people who read with difficulty, whatever their age; its pages are few, and its words its own."""

BANDS = (*AGES, EASY)
