"""Words on their way to people: what translators and reviewers read, with the ids of every string."""
