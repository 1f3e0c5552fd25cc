"""What the wheels are called when a message names one."""

from __future__ import annotations

from typing import Final

from kredslob.rules.messages import Message

_NAMES: Final = {
    "referral": Message("referral"),
    "transfer": Message("transfer"),
    "external": Message("external"),
    "split": Message("split"),
}


def wheel_name(name: str) -> Message | str:
    """Give what a wheel is called, to be said in the language of the message that names it; else its id."""
    return _NAMES.get(name, name)
