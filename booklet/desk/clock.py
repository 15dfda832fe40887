"""The time of this machine, as its clock shows it, with its summer time."""

from datetime import UTC, datetime, timedelta, tzinfo


class MachineTime(tzinfo):
    """The time zone that this machine is set to, whatever it is called there."""

    def fromutc(self, dt: datetime) -> datetime:
        """Return a moment, given as UTC, as a clock here showed it then."""
        return dt.replace(tzinfo=UTC).astimezone().replace(tzinfo=self)

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """Return how far clocks here were ahead of UTC at a time."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, dt: datetime | None) -> timedelta | None:
        """Return nothing: how much of it is summer time is not asked for."""
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        """Return what the machine calls it."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().tzname()


HERE = MachineTime()
