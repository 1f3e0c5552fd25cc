"""Keep the Danish catalogue in step with the code: extract what is given to `Message`, update the .po, compile the .mo.

Run by `make messages`; the functions are also what the tests hold the committed files against. The catalogue carries
no dates, places or line numbers, so that a diff shows the texts that changed and nothing else.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from tree import FOLDERS, ROOT

PO = ROOT / "rules/locale/da/LC_MESSAGES/kredslob.po"
MO = PO.with_suffix(".mo")


class PlainCatalog(Catalog):
    """A catalogue whose header holds what gettext needs to read it, and nothing that changes by itself."""

    def _get_mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", "da"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
        ]

    mime_headers = property(_get_mime_headers, Catalog._set_mime_headers)
    header_comment = "# Danish texts of Kredsløb. Made and updated by `make messages`; write the translations here."


def extracted() -> Iterator[str]:
    """Give every template that the code passes to `Message`."""
    for folder in FOLDERS:
        for _, _, template, _, _ in extract_from_dir(ROOT / folder, [("**.py", "python")], keywords={"Message": None}):
            yield str(template)


def translated() -> dict[str, str]:
    """Give the catalogue as it stands in the .po: the English template and its Danish text, empty where none is yet."""
    return {str(m.id): str(m.string) for m in _read() if m.id}


def updated() -> bytes:
    """Give the .po as it should be: every extracted template, those no longer used gone, nothing guessed."""
    old = translated()
    catalogue = PlainCatalog(locale="da", fuzzy=False)
    for template in sorted(set(extracted())):
        catalogue.add(template, old.get(template, ""))
    out = io.BytesIO()
    write_po(out, catalogue, width=120, no_location=True, sort_output=True)
    return out.getvalue()


def compiled() -> bytes:
    """Give the .mo that the .po compiles to."""
    out = io.BytesIO()
    write_mo(out, _read())
    return out.getvalue()


def _read() -> PlainCatalog:
    plain = PlainCatalog(locale="da", fuzzy=False)
    if PO.exists():
        with PO.open("rb") as file:
            for message in read_po(file, locale="da"):
                if message.id:
                    plain.add(message.id, message.string, flags=message.flags)
    return plain


def main() -> None:
    """Update, compile, and name what still lacks a Danish text."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(updated())
    MO.write_bytes(compiled())
    missing = [template for template, text in translated().items() if not text]
    print(f"{len(translated())} texts, {len(missing)} without a Danish one", *missing, sep="\n  ")


if __name__ == "__main__":
    main()
