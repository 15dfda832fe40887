"""A partner's project: a folder of files laid over ours, made so that nobody has to program."""
