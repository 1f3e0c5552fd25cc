"""Read the bytes of a CSV file as text, in whichever encoding a spreadsheet has written them."""

from __future__ import annotations

from kredslob.rules.messages import Message, Place, Problem, WrongInput


def decoded(data: bytes, file: str) -> tuple[str, str]:
    """Give the text of a CSV file and its encoding; raise WrongInput if it is no text."""
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, encoding
    raise WrongInput(
        Problem(Place(file), Message("this is no text."), Message("a CSV file in UTF-8, or an Excel workbook"))
    )
