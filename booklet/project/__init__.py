"""A partner's project: a folder of files that lies over ours, made so that nobody has to program."""
