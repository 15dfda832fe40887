"""Examples that stand below the help of each command: what to type, and what it is for."""

from collections.abc import Mapping

Example = tuple[str, str]
"""What is typed after the command's name, and what it does."""

EXAMPLES: Mapping[str, tuple[Example, ...]] = {
    "build": (
        ("", "all in English, for the press and for the screen"),
        ("poster --country KE --edition press", "the posters for Kenya, for a print shop"),
        ("booklet --locale sw --band 14-17 --project amani", "the booklet in Swahili, with your own folder"),
        ("--edition office --ink grey", "for the printer in your office, in black alone"),
    ),
    "run": (
        ("run.yaml --dry-run", "count files, sheets and copies, make nothing"),
        ("run.yaml --jobs 2 --output campaign", "make what has changed, with two processes"),
    ),
    "validate": (
        ("--project amani --country KE", "every fault of your folder, each with its line"),
        ("booklet --country KE --printer lulu", "what that printer would refuse, too"),
    ),
    "check": (
        ("output/booklet.pdf", "what a print shop would refuse"),
        ("output/booklet.pdf --for screen", "what fails for a screen reader"),
        ("output/booklet.pdf --annotate marked.pdf", "a copy with every place outlined"),
    ),
    "impose": (
        ("booklet.pdf --scheme saddle --sheet a4", "a booklet to fold and staple"),
        ("poster.pdf --scheme tiles --sheet a4 --margin 5", "a poster in pieces to glue"),
    ),
    "pack": (
        ("office booklet --country KE", "to print on the printer you have"),
        ('copy-shop --price "5 KES"', "in black on A4, with what each copy costs"),
        ("press --quantity 2000", "for a print shop, with a job ticket"),
    ),
    "cover": (("--printer lulu-perfect", "the cover of the booklet, for a book that is glued"),),
    "calibrate": (
        ("", "two test sheets"),
        ("--project amani --name second-floor --cards 1.5 -0.5 --booklet 0 1", "a printer from what you read off them"),
    ),
    "preview": (
        ("booklet --locale sw --band 14-17", "pages, spreads and all pages at once"),
        ("card --project amani --watch", "again after each change of your folder"),
        ("scene", "the pictures alone"),
    ),
    "list": (
        ("countries", "which countries there are, with their languages"),
        ("countries --expiring 60 --project amani", "which numbers to call within 60 days"),
    ),
    "review": (
        ("--locale sw", "who has signed what"),
        ("grooming --locale sw --role child-protection-worker --by NAME", "sign for a page that you have read"),
        ("sheet --locale sw --band 14-17", "the form on paper"),
    ),
    "export-text": (("booklet --locale sw --format docx", "the words for Word, for a reviewer"),),
    "specimen": (
        ("--locale sw", "how a language is set"),
        ("--text story.txt --locale am", "a text of your own"),
    ),
    "fonts": (("--locale th", "what a language is set in"),),
    "words": (
        ("init pt", "begin a language"),
        ("export pt --output guide_pt.csv", "a table for an agency"),
        ("import pt guide_pt.csv", "take it back"),
        ("status pt", "what is open, and what a check found"),
        ("proof pt", "where each message stands, as a PDF"),
    ),
    "desk": (
        ("", "a new edition, or the one in the folder our-edition"),
        ("amani --share", "your own folder, open to phones in your network"),
    ),
    "sandbox": (
        ("", "a house that prints nothing, for programs that order"),
        ("--provider lulu --seconds 0", "orders move when you say so, on its page"),
    ),
    "new": (('amani --country KE --name "Amani House"', "a folder for your own edition"),),
    "confirm": (('KE --by "Your name" --project amani', "call number by number; you need a phone"),),
    "law": (
        ("sheet KE --project amani", "a form for somebody who knows the law"),
        ('sign KE --name "A. Wanjiru" --role advocate --of 1a2b3c4d --project amani', "write down their signature"),
    ),
    "diff": (("KE ours amani", "what you have changed, in words"),),
    "ledger": (
        ('add booklet.pdf --quantity 500 --where "Nakuru" --project amani', "note where copies went"),
        ("affected KE --project amani", "which copies carry a number that has changed"),
    ),
    "verify": (
        ("output/booklet.pdf --project amani", "what the file is worth today"),
        ("XFDKT-FLLSJ --project amani", "the same, by the code on a printed page"),
        ('--new-key keys --name "Amani Trust"', "a key to sign your files with"),
    ),
}


def list_examples(command: str) -> str:
    """Return the examples of a command as the lines below its help, for argparse to fill in how it is called."""
    told = (f"  {f'%(prog)s {typed}'.rstrip()}\n      {meaning}" for typed, meaning in EXAMPLES[command])
    return "\n".join(("examples:", *told))
