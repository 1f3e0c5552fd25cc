"""What the ledger should hold, told in the plainest way: lists of slots, and for each event what it did, to be undone.

It knows nothing of databases, chains or the ledger's own counters. Its city is the small one with one estate: a wheel of
three for referral, of two for transfers (whom nobody claims), and of three for the split; every list has somebody in work.
"""

from __future__ import annotations

from dataclasses import dataclass, field

LABELS = {
    "referral": ("open", "open", "referral"),
    "transfer": ("external", "transfer"),
    "split": ("a", "a", "b"),
}
RIGHT = {"referral": "referral", "transfer": "transfer", "split": "a"}
Slot = tuple[str, int]


class Refused(Exception):
    """The step cannot be taken."""


@dataclass
class Story:
    """A vacancy: where it stands, its own slots, what each of its events did, and the states before them."""

    freed: bool = False
    available: bool = False
    state: str = "open"
    channel: str = ""
    own: dict[str, int] = field(default_factory=dict)
    declined: bool = False
    offers: int = 0
    refusals: int = 0
    past: list[tuple[Story, list[tuple[Slot, tuple[str, str], tuple[str, str]]]]] = field(default_factory=list)

    def copy(self) -> Story:
        """Give the story as it stands, without its past."""
        return Story(
            self.freed,
            self.available,
            self.state,
            self.channel,
            dict(self.own),
            self.declined,
            self.offers,
            self.refusals,
        )


class Model:
    """The estate's slots, each with what it is and whose, and the vacancies."""

    def __init__(self, event: str, refused: str, *, freed_counts: bool) -> None:
        self.event, self.refused, self.freed_counts = event, refused, freed_counts
        self.slots: dict[Slot, tuple[str, str]] = {}
        self.stories: dict[str, Story] = {}
        self.log: list[tuple[Slot, tuple[str, str], tuple[str, str]]] = []
        self.start = dict.fromkeys(LABELS, 0)

    # --- slots

    def label(self, slot: Slot) -> str:
        """Give whom a slot is for; imported turns have numbers below 0."""
        wheel, serial = slot
        labels = LABELS[wheel]
        return RIGHT[wheel] if serial < 0 else labels[(self.start[wheel] + serial) % len(labels)]

    def is_right(self, slot: Slot) -> bool:
        """Tell whether it is a turn that stays owed."""
        return self.label(slot) == RIGHT[slot[0]]

    def draws(self, wheel: str) -> int:
        """Give the lowest slot that nobody has."""
        taken = {serial for (name, serial), (status, _) in self.slots.items() if name == wheel and status != "free"}
        serial = 0
        while serial in taken:
            serial += 1
        return serial

    def owed(self, wheel: str) -> list[int]:
        """Give the turns owed, oldest first."""
        return sorted(
            serial for (name, serial), (status, _) in self.slots.items() if name == wheel and status == "owed"
        )

    def put(self, slot: Slot, status: str, who: str) -> None:
        """Change what a slot is."""
        before = self.slots.get(slot, ("free", ""))
        after = (status, "" if status in ("free", "owed") else who)
        self.slots[slot] = after
        self.log.append((slot, before, after))

    def spare(self, slot: Slot) -> str:
        """Give what becomes of a slot that its vacancy does not use."""
        if self.is_right(slot):
            return "owed"
        return "lapsed" if slot[0] == "split" else "passed"

    # --- steps

    def begin(self, number: str) -> Story:
        """Begin a step of a vacancy, remembering how it stood."""
        story = self.stories[number]
        self.log = []
        story.past.append((story.copy(), self.log))
        return story

    def needs(self, number: str, *states: str) -> Story:
        """Give the vacancy if it is in one of the states."""
        story = self.stories[number]
        if story.state not in states:
            raise Refused
        return story

    def counts(self, story: Story) -> bool:
        """Tell whether the referral wheel counts it."""
        return self.freed_counts or not story.freed

    def open(self, number: str, *, freed: bool, available: bool) -> None:
        """Open a vacancy."""
        story = self.stories[number] = Story(freed, available)
        self.begin(number)
        if self.counts(story) and (self.event == "notice" or (self.event == "vacancy" and available)):
            story.own["referral"] = self.draws("referral")
            self.put(("referral", story.own["referral"]), "held", number)

    def would_be(self, number: str) -> str | None:
        """Give the channel that would be recommended; None if it cannot be decided now."""
        story = self.stories[number]
        if story.state not in ("open", "refused"):
            return None
        own = story.own.get("referral")
        slot = ("referral", self.draws("referral") if own is None else own)
        spent = own is not None and self.slots[slot][0] not in ("held", "free")
        due = bool(self.owed("referral")) or self.is_right(slot)
        return "referral" if self.counts(story) and not story.declined and not spent and due else "flexible"

    def decide(self, number: str, instead: str | None = None) -> str:
        """Decide a vacancy, by another channel than it would be if that is wanted; give the channel."""
        story = self.needs(number, "open", "refused")
        own = story.own.get("referral")
        asked = self.counts(story) and not story.declined
        spent = own is not None and self.slots["referral", own][0] not in ("held", "free")
        slot = ("referral", self.draws("referral") if own is None else own)
        owed = self.owed("referral")
        due = self.would_be(number) == "referral"
        channel = instead or ("referral" if due else "flexible")
        self.begin(number)
        story.state, story.channel = "decided", channel
        if asked and not spent:
            story.own["referral"] = slot[1]
            if due and channel == "referral" and owed:
                self.put(("referral", owed[0]), "used", number)
                self.put(slot, self.spare(slot), number)
            elif due and channel == "referral":
                self.put(slot, "used", number)
            else:
                self.put(slot, self.spare(slot), number)
        if channel in ("flexible", "divorce_precedence"):
            transfer = ("transfer", self.draws("transfer"))
            story.own["transfer"] = transfer[1]
            self.put(transfer, "lapsed" if self.label(transfer) == "transfer" else "passed", number)
        if channel == "flexible":
            split = ("split", self.draws("split"))
            story.own["split"] = split[1]
            self.put(split, "used", number)
        return channel

    def move(self, number: str, states: tuple[str, ...], after: str) -> None:
        """Take a step that touches no slot."""
        story = self.needs(number, *states)
        self.begin(number)
        story.state = after
        story.offers += after == "offered"

    def another(self, number: str) -> None:
        """Have an offer refused, the municipality naming somebody else."""
        if self.stories[number].channel != "referral":
            raise Refused
        self.move(number, ("offered", "accepted"), "decided")

    def apart(self, number: str, story: Story) -> None:
        """Give back the slots of the other wheels."""
        for wheel in ("transfer", "split"):
            if wheel in story.own:
                self.put((wheel, story.own.pop(wheel)), "free", number)

    def mine(self, number: str) -> list[int]:
        """Give the referral slots that concern a vacancy: those it has, and its own though it be owed."""
        own = self.stories[number].own.get("referral")
        return sorted(
            serial
            for (wheel, serial), (status, who) in self.slots.items()
            if wheel == "referral" and (who == number or (serial == own and status == "owed"))
        )

    def refuse(self, number: str) -> None:
        """Have an offer refused."""
        story = self.needs(number, "offered", "accepted")
        self.begin(number)
        self.apart(number, story)
        story.refusals += 1
        said_no = story.channel == "referral"
        for serial in self.mine(number):
            if said_no and self.slots["referral", serial][0] == "used":
                self._declined(number, serial)
            else:
                self._to_be_decided_again(number, serial, said_no=said_no)
        if self.event == "offer":
            story.own.pop("referral", None)
        story.state, story.channel, story.declined = "refused", "", story.declined or said_no

    def _declined(self, number: str, serial: int) -> None:
        """Say what becomes of the turn that the municipality has not used on the dwelling."""
        own = serial == self.stories[number].own.get("referral")
        if self.refused == "returned" and own and self.event == "letting":
            del self.stories[number].own["referral"]
            self.put(("referral", serial), "free", number)
        elif self.refused == "returned":
            self.put(("referral", serial), "owed", number)

    def _to_be_decided_again(self, number: str, serial: int, *, said_no: bool) -> None:
        """Say what becomes of another slot of a vacancy that is to be decided again."""
        slot, story = ("referral", serial), self.stories[number]
        own, status = serial == story.own.get("referral"), self.slots["referral", serial][0]
        if self.event == "letting":
            self.put(slot, "free" if own else "owed", number)
            if own:
                del story.own["referral"]
        elif self.event in ("notice", "vacancy"):
            if not said_no and own and status != "held":
                self.put(slot, "held", number)
        elif status == "used":
            self.put(slot, "owed", number)

    def withdraw(self, number: str) -> None:
        """Withdraw a vacancy."""
        story = self.needs(number, "open", "decided", "offered", "accepted", "refused")
        self.begin(number)
        self.apart(number, story)
        counted = {
            "notice": True, "vacancy": story.available, "offer": story.offers > 0, "letting": False
        }[self.event]  # fmt: skip
        for serial in self.mine(number):
            slot = ("referral", serial)
            status, own = self.slots[slot][0], serial == story.own.get("referral")
            if story.declined and status == "used":
                continue
            if counted and status in ("held", "used"):
                self.put(slot, "owed" if self.is_right(slot) else "passed", number)
            elif not counted:
                self.put(slot, "free" if own else "owed", number)
        story.state = "withdrawn"

    def correct(self, number: str) -> None:
        """Take back the last step of a vacancy."""
        story = self.stories[number]
        if not story.past:
            raise Refused
        before, log = story.past[-1]
        if any(self.slots[slot] != after for slot, _, after in log):
            raise Refused
        for slot, was, _ in reversed(log):
            self.slots[slot] = was
        past = story.past[:-1]
        self.stories[number] = before
        before.past = past
        if not past:
            before.state = "void"

    def imported(self, slot: int, owed: int) -> None:
        """Say where the referral wheel stands, before anything has been drawn."""
        if any(wheel == "referral" and serial >= 0 for wheel, serial in self.slots):
            raise Refused
        self.slots = {one: kept for one, kept in self.slots.items() if one[0] != "referral"}
        self.start["referral"] = slot - 1
        for number in range(1, owed + 1):
            self.slots["referral", -number] = ("owed", "")
