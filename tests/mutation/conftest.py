"""What asks mutmut for slips is collected where mutmut is installed: it is no part of what the other tests need."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore = [] if find_spec("mutmut") else ["test_slips.py", "test_checking.py"]
