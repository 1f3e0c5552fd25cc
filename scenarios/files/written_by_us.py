"""Read back files that the program has written itself: anybody may have changed them meanwhile, or cut them short."""

from __future__ import annotations

from typing import Final

NOT_AS_WRITTEN: Final = (
    OSError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, StopIteration,
)  # fmt: skip
"""What reading such a file may raise: no JSON, another shape, a number that no float can hold, nesting without end."""
