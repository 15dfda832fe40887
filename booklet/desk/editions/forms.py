"""The forms of the screen "Editions": what was printed, what a line should say, what went on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from booklet.desk.order.forms import LONGEST, MOST_COPIES


class PrintedForm(forms.Form):
    """How many copies of each file were printed, when, and where they are."""

    quantity = forms.IntegerField(label=_("Copies of each"), min_value=1, max_value=MOST_COPIES)
    where = forms.CharField(label=_("Where they went"), max_length=LONGEST)
    on = forms.DateField(label=_("Printed on"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))


class LineForm(forms.Form):
    """What a line should say: no copies take it out."""

    quantity = forms.IntegerField(label=_("Copies"), min_value=0, max_value=MOST_COPIES)
    where = forms.CharField(label=_("Where they are"), max_length=LONGEST)


class SplitForm(forms.Form):
    """How many copies of a line went on, and where to."""

    quantity = forms.IntegerField(label=_("Copies that went on"), min_value=1, max_value=MOST_COPIES)
    where = forms.CharField(label=_("Where they went"), max_length=LONGEST)
