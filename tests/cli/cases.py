"""Command lines that decide, ask, hang on a guess, and are wrong; shared by the tests of the commands."""

from __future__ import annotations

NO_CLAIMS = (
    "--rehousing-claim", "no", "--return-guarantee-claim", "no", "--own-estate-claim", "no", "--divorce-claim", "no",
    "--organisation-claim", "no",
)  # fmt: skip
FAMILY = ("--dwelling-kind", "family", "--rooms", "3")
TURNS = ("--transfer-turn", "1", "--external-turn", "2", "--split-turn", "1")

# No § 51 b area, not 40-plus: the referral turn is due.
REFERRED = (
    "decide",
    "--estate",
    "Bispeparken",
    "--on",
    "2011-03-01",
    *FAMILY,
    *TURNS,
    "--referral-turn",
    "3",
    *NO_CLAIMS,
)
# Nobody has said where the wheels stand.
ASKING = ("decide", "--estate", "Stærevej", "--on", "2011-05-09", *FAMILY, *NO_CLAIMS)
# Newly on the list of 1 October 2011, which acts at once or from the spring.
HANGING = (
    "decide", "--estate", "bispevaenget-2", "--on", "2011-11-15", *FAMILY, *TURNS, "--referral-turn", "3", *NO_CLAIMS,
)  # fmt: skip
