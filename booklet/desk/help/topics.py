"""The pages of help: what each is called, what it answers, in the order in which people need them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from booklet.values import Frozen


class Topic(Frozen):
    """A page of help: its address, what it is called, what it answers in a sentence."""

    slug: str
    title: Promise
    about: Promise

    @property
    def template(self) -> str:
        """The template of its words."""
        return f"desk/help/pages/{self.slug}.html"


GROUPS: tuple[tuple[Promise, tuple[Topic, ...]], ...] = (
    (
        _("What the marks on the files mean"),
        (
            Topic(
                "proof", _("What a PROOF is"), _("Why files say PROOF, who may see them, and how the word goes away.")
            ),
            Topic(
                "draft",
                _("What a DRAFT is"),
                _("Words that not everybody has signed yet, and what such files are good for."),
            ),
            Topic("sources", _("Sources and dates"), _("Where a number is known from, and why each one needs that.")),
            Topic("calls", _("Calling a number"), _("What to ask, what to write down, and what a call is worth.")),
            Topic(
                "number-changes",
                _("When a number changes"),
                _("What to do first, and how printed copies get the new number."),
            ),
            Topic(
                "signing", _("Who signs the words"), _("Which people read a page, and what their signature holds for.")
            ),
        ),
    ),
    (
        _("Printing"),
        (
            Topic(
                "copy-shop",
                _("What to say at the copy shop"),
                _("The words to read out, and what to look at before you pay."),
            ),
            Topic("paper", _("Which paper"), _("For booklets, posters and cards, in the office and at a shop.")),
            Topic("flip", _("Which edge to flip"), _("How the back of a sheet stands the right way up.")),
            Topic("office", _("Printing on your own printer"), _("Little ink, one side only, black and white.")),
            Topic("press", _("What a press needs"), _("Which file to send, and what to tell the print shop.")),
            Topic("send", _("How to send a file"), _("By mail, by phone, on a stick, and what is too big.")),
        ),
    ),
    (
        _("Working with the desk"),
        (
            Topic(
                "together",
                _("Two people at once"),
                _("Nothing is overwritten: what happens when both change the same line."),
            ),
            Topic("phone", _("On a phone"), _("How to open the desk on a phone, and what to do without a network.")),
            Topic("keyboard", _("With the keyboard alone"), _("Every page can be used without a mouse.")),
            Topic("logo", _("A logo that prints well"), _("Which file to ask for, and why one may be refused.")),
            Topic(
                "language",
                _("A language that is not there"),
                _("How a new translation begins, and until when it is a PROOF."),
            ),
        ),
    ),
    (
        _("What lies where"),
        (
            Topic("folder", _("What the desk keeps, and where"), _("Your edition is a folder on your own computer.")),
            Topic("backup", _("Keeping a copy safe"), _("What to copy, where to, and how to come back to it.")),
            Topic(
                "glossary", _("Words used here"), _("Edition, PROOF, band, trim, bleed and others, each in a sentence.")
            ),
        ),
    ),
)
"""All pages, in groups."""

TOPICS = {topic.slug: topic for _title, topics in GROUPS for topic in topics}
