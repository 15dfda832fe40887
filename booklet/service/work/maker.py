"""What makes the work of a service, as its pages see it: they write rows, and wake a worker."""

from django.db import transaction
from django.utils import timezone

from booklet.desk.edition import Edition, current
from booklet.desk.models import Work
from booklet.service.work.bell import ring


class Hosted:
    """The maker of a service: each row says what is asked for, and a worker reads it."""

    def hold(self, edition: Edition) -> bool:
        """Let work be asked for: a worker holds the folder."""
        return True

    def wake(self) -> None:
        """Wake a worker, once what it is to find has been written."""
        name = current().name
        transaction.on_commit(lambda: ring(name) and None)

    def stop(self, work: Work) -> None:
        """Say that a piece of work is to be stopped; who makes it looks every moment."""
        Work.objects.filter(pk=work.pk, state__in=Work.OPEN).update(state=Work.STOPPED, ended=timezone.now())


HOSTED = Hosted()
