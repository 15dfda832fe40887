"""What a file holds beside its pages: actions, scripts, attachments, and streams that are unsafe at a press."""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Object, Pdf, Stream

Oddity = tuple[str, str]

_ACTIONS = {
    "Launch", "Movie", "Sound", "SubmitForm", "ImportData", "ResetForm", "Rendition", "GoTo3DView", "SetOCGState",
    "Hide", "Trans", "RichMediaExecute", "Thread", "Named", "GoToR", "GoToE", "URI", "GoTo",
}  # fmt: skip
_CATALOG = {
    "/OpenAction": ("open-action", "the file acts when it is opened (OpenAction)"),
    "/AA": ("additional-actions", "the file acts when it is printed or closed (AA)"),
    "/AcroForm": ("form-fields", "the file has a form to fill in"),
    "/Requirements": ("requirements", "the file asks for abilities of a program (Requirements)"),
    "/Collection": ("portfolio", "the file is a folder of other files (Collection)"),
    "/OCProperties": ("layers", "the file has layers that can be shown and hidden"),
}
_NAMES = {
    "/JavaScript": ("script", "the file holds JavaScript"),
    "/EmbeddedFiles": ("embedded-file", "other files are attached"),
    "/AlternatePresentations": ("requirements", "the file holds a slide show"),
}


_MOST_STEPS = 256


def oddities_of(pdf: Pdf) -> Iterator[Oddity]:
    """Yield the code and a description of everything that a press file may not hold."""
    yield from catalog_oddities(pdf.Root)
    for thing in pdf.objects:
        yield from object_oddities(thing)
    for page in pdf.pages:
        yield from page_actions(page.obj)


def catalog_oddities(root: Object) -> Iterator[Oddity]:
    """Yield the oddities that the catalog names."""
    yield from (told for key, told in _CATALOG.items() if key in root)
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        yield from (told for key, told in _NAMES.items() if key in names)


def object_oddities(thing: Object) -> Iterator[Oddity]:
    """Yield the oddity that an object itself is, wherever it belongs."""
    if isinstance(thing, Dictionary):
        yield from _action(thing)
    elif isinstance(thing, Stream):
        yield from _stream(thing)
        yield from _action(thing)


def page_actions(page: Object) -> Iterator[Oddity]:
    """Yield what the annotations of a page do."""
    annotations = page.get("/Annots")
    for annotation in annotations if annotations is not None else ():
        if isinstance(annotation, Dictionary):
            if isinstance(annotation.get("/A"), Dictionary):
                yield from _action(annotation.A)
            if annotation.get("/Subtype") == "/FileAttachment":
                yield "embedded-file", "a file is attached to a page"


def _action(thing: Object) -> Iterator[Oddity]:
    kind = str(thing.get("/S", ""))[1:]
    if kind == "JavaScript":
        yield "script", "the file holds JavaScript"
    elif kind in _ACTIONS and (thing.get("/Type", "/Action") == "/Action"):
        yield "action", f"the file holds an action ({kind})"


def actions_of(pdf: Pdf) -> Iterator[Oddity]:
    """Yield actions that are written inside other objects, and those that follow one another (12.6.2)."""
    for thing in pdf.objects:
        if isinstance(thing, Dictionary):
            yield from _actions_in(thing)


def _actions_in(thing: Object) -> Iterator[Oddity]:
    by_event = thing.get("/AA")
    held = [by_event[key] for key in by_event.keys()] if isinstance(by_event, Dictionary) else []  # noqa: SIM118
    waiting = [*held, *(thing[key] for key in ("/A", "/OpenAction", "/Next") if key in thing)]
    for _ in range(_MOST_STEPS):
        if not waiting:
            return
        step = waiting.pop()
        if isinstance(step, Array):
            waiting += list(step)[:_MOST_STEPS]
        elif isinstance(step, Dictionary):
            yield from _action(step)
            waiting += [step["/Next"]] if "/Next" in step else []


def _stream(thing: Stream) -> Iterator[Oddity]:
    if any(key in thing for key in ("/F", "/FFilter", "/FDecodeParms")):
        yield "external-stream", "a part of the file lies in another file"
    if "/LZWDecode" in str(thing.get("/Filter", "")):
        yield "lzw", "a part of the file is compressed with LZW"
    if thing.get("/Type", "/XObject") != "/XObject":
        return
    if thing.get("/Subtype") == "/PS" or "/PS" in thing:
        yield "postscript", "a part of a page is PostScript"
    for key, code in (("/Alternates", "alternate-image"), ("/OPI", "opi"), ("/Ref", "reference-xobject")):
        if key in thing:
            yield code, f"a part of a page has {key[1:]}"
