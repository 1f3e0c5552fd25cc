"""The office's secret key: a file outside the database, from which the keys of the chain and of the pseudonyms come.

Whoever can write to the database cannot forge its chain without the key, nor tell who a pseudonym is.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from dataclasses import field
from pathlib import Path
from typing import Final

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput

VARIABLE: Final = "KREDSLOB_KEY"
DEFAULT: Final = "kredslob.key"
_FORM: Final = re.compile(r"kredslob-key-1 ([0-9a-f]{64})\s*")
_LETTERS: Final = str.maketrans("0123456789abcdef", "bcdfghjkmnpqrstv")
_PSEUDONYM: Final = 20  # letters, each of 4 bits


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that come of an office's secret, and a name by which the secret is known without being told."""

    name: str
    chain: bytes = field(repr=False)
    people: bytes = field(repr=False)

    def pseudonym(self, given: str) -> str:
        """Give the pseudonym of an applicant by the office's own word for them: letters alone, always the same."""
        return "P-" + letters(hmac.new(self.people, given.encode(), hashlib.sha256).hexdigest()[:_PSEUDONYM])

    def mac(self, text: str) -> str:
        """Give the keyed hash of a text of the chain, 64 hexadecimal digits."""
        return hmac.new(self.chain, text.encode(), hashlib.sha256).hexdigest()

    def mark(self, text: str) -> str:
        """Give the keyed hash by which a person's facts are found again, 64 hexadecimal digits."""
        return hmac.new(self.people, b"facts\0" + text.encode(), hashlib.sha256).hexdigest()


def letters(hexadecimal: str) -> str:
    """Write hexadecimal digits as consonants: no word, no number, and nothing that looks like a CPR number."""
    return hexadecimal.translate(_LETTERS)


def keys_of(secret: bytes) -> Keys:
    """Give the keys that come of a secret."""
    derived = {use: hmac.new(secret, use, hashlib.sha256).digest() for use in (b"name", b"chain", b"people")}
    return Keys(letters(derived[b"name"].hex()[:16]), derived[b"chain"], derived[b"people"])


def key_path(given: str | None) -> Path:
    """Give where the key is: as given, else as KREDSLOB_KEY says, else in the working folder."""
    return Path(given or os.environ.get(VARIABLE) or DEFAULT)


def make_key(path: Path) -> Keys:
    """Make a new key that only its owner may read; raise WrongInput if there is a file already or none can be made."""
    secret = secrets.token_bytes(32)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(f"kredslob-key-1 {secret.hex()}\n")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        found = Message("there is a file here already; a key is never overwritten.")
        raise WrongInput(Problem(Place(str(path)), found, Message("another path in --key"))) from None
    except OSError:
        found = Message("the file cannot be written.")
        accepted = Message("a path in a folder that may be written to")
        raise WrongInput(Problem(Place(str(path)), found, accepted)) from None
    return keys_of(secret)


def read_key(path: Path) -> Keys:
    """Read a key; raise WrongInput if it is not there, is no key, or others than its owner may read it."""
    place = Place(str(path))
    try:
        text = path.read_text("ascii")
        mode = path.stat().st_mode
    except (OSError, ValueError):
        found = Message("the key of the ledger cannot be read here.")
        raise WrongInput(Problem(place, found, Message("the path of the key in --key or KREDSLOB_KEY"))) from None
    if os.name == "posix" and mode & 0o077:
        found = Message("others than its owner may read this key.")
        raise WrongInput(Problem(place, found, Message("a file that only its owner may read (chmod 600)")))
    form = _FORM.fullmatch(text)
    if form is None:
        found = Message("this is no key of a ledger.")
        raise WrongInput(Problem(place, found, Message("the file that ledger init made")))
    return keys_of(bytes.fromhex(form[1]))
