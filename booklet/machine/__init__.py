"""The machine: processes, locks, bounded reading, packages not every machine has; nothing here knows a booklet."""
