"""An answer as JSON can hold it: fields by name, texts in both languages, days in ISO."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from kredslob.rules.model import Text


def plain(value: Any) -> Any:
    """Give a value of the answer as JSON can hold it."""
    if isinstance(value, Text):
        return {"da": value.da, "en": value.en}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
