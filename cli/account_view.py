"""Show a quota account and an adjustment for people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from rich.console import Console
from rich.text import Text

from kredslob.cli.tables import table_of
from kredslob.engine.adjustment import Adjustment
from kredslob.engine.decision import Assumption
from kredslob.engine.knowledge import FactValue
from kredslob.engine.phrasing import Words
from kredslob.engine.quota import EstateAccount, QuotaAccount, ScopeAccount
from kredslob.engine.wording import assumption_text
from kredslob.rules.messages import Message

FIRST = 15  # as many wheels as are shown unless all are asked for


def draw_account(console: Console, words: Words, account: QuotaAccount, shown: Collection[str] | None) -> None:
    """Draw an account: its sum, then estates by id (all if None), or organisations if there are none to show."""
    first, last = (words.day(day) for day in account.period)
    head = Message(
        "Quota account {first} - {last}, at the standing of {day}", first=first, last=last, day=words.day(account.day)
    )
    console.print(Text(words.say(head), "bold"))
    console.print(_sum(words, account.total))
    if len(account.scopes) > 1:
        for scope in account.scopes:
            console.print(Text(f"  {words.name(scope.scope)}: ").append(_sum(words, scope)))
    console.print()
    if shown == ():
        _by_organisation(console, words, account)
    else:
        _by_estate(
            console, words, [one for one in account.estates if shown is None or one.estate.id in shown], account.of
        )
    _rests_on(console, words, account)


def _sum(words: Words, one: ScopeAccount) -> str:
    return words.say(
        Message(
            "{lost} turns lost + {carried_in} carried in = {extra} placed + {unplaced} unplaced + {carried_out} carried out",
            lost=turns_text(words, one.lost, one.of), carried_in=turns_text(words, one.carried_in, one.of), extra=one.extra,
            unplaced=one.unplaced, carried_out=turns_text(words, one.carried_out, one.of),
        )
    )  # fmt: skip


def turns_text(words: Words, units: int, of: int) -> str:
    """Give a number of turns exactly: 12, or 12 1/3."""
    whole, part = divmod(Fraction(units, of), 1)
    return words.number(whole) if not part else f"{words.number(whole)} {part}" if whole else str(part)


def _by_organisation(console: Console, words: Words, account: QuotaAccount) -> None:
    headers = (
        Message("Organisation"), Message("Estates"), Message("Exempt"), Message("Receiving"), Message("Vacant"), Message("Base"), Message("Lost"), Message("Extra"),
    )  # fmt: skip
    table = table_of(words, *headers)
    for column in table.columns[1:]:
        column.justify = "right"
    groups: dict[str, list[EstateAccount]] = {}
    for one in account.estates:
        groups.setdefault(one.estate.organisation, []).append(one)
    for organisation, members in [*groups.items(), ("", list(account.estates))]:
        table.add_row(
            words.name(organisation) or words.say(Message("All")),
            str(len(members)),
            str(sum(one.read.exempt is True for one in members)),
            str(sum(one.extra > 0 for one in members)),
            words.number(sum(one.read.base_vacancies for one in members)),
            turns_text(words, sum(one.base for one in members), account.of),
            turns_text(words, sum(one.lost for one in members), account.of),
            words.number(sum(one.extra for one in members)),
        )
    console.print(table)


def _by_estate(console: Console, words: Words, estates: Iterable[EstateAccount], of: int) -> None:
    headers = (
        Message("Estate"), Message("Outside"), Message("Exempt"), Message("Vacant"), Message("Base"),
        Message("Lost"), Message("Extra"), Message("Wheel"),
    )  # fmt: skip
    table = table_of(words, *headers)
    for column in table.columns[3:7]:
        column.justify = "right"
    for one in estates:
        turns, slots = one.wheel
        wheel = words.say(Message("{turns} of {of}", turns=turns, of=slots))
        table.add_row(
            one.estate.name, words.value("outside_workforce", one.read.share), words.value("exempt", one.read.exempt),
            str(one.read.base_vacancies), turns_text(words, one.base, of), turns_text(words, one.lost, of), str(one.extra),
            words.say(Message("{wheel}, capped", wheel=wheel)) if one.capped else wheel,
        )  # fmt: skip
    console.print(table)


def _rests_on(console: Console, words: Words, account: QuotaAccount) -> None:
    """Say what the account hangs on, what it leaves out, and that it rests on synthetic rows."""
    for message, found in (
        (
            Message("Estates that are exempt or not by the value of a guess: {count}.", count=len(account.hanging)),
            account.hanging,
        ),
        (Message("Estates whose standing is not known: {count}.", count=len(account.unknown)), account.unknown),
        (Message("Estates that have not been measured: {count}.", count=len(account.unmeasured)), account.unmeasured),
        (Message("Estates that are not party to the agreement: {count}.", count=len(account.outside)), account.outside),
    ):
        if found:
            console.print(words.say(message))
    draw_assumed(console, words, account.assumed)
    for warning in account.warnings:
        console.print(Text(words.say(warning), "yellow"))
    if account.synthetic:
        console.print(Text(words.say(Message("Rests on {count} synthetic rows of the register, not on public facts alone.",
                                             count=len(account.synthetic))), "yellow"))  # fmt: skip


def draw_assumed(console: Console, words: Words, assumed: Iterable[Assumption]) -> None:
    """Draw the guesses that something rests on, those that change it marked."""
    found = sorted(assumed, key=lambda one: not (one.deciding or one.taken))
    if found:
        console.print(Text(words.say(Message("Assumed, because it is not known")), "bold"))
    for one in found:
        style = "magenta" if one.deciding or one.taken else ""
        console.print(Text(f"  {assumption_text(words, one)}", style).append(f"  {one.clause}", "cyan"))


def draw_adjustment(console: Console, words: Words, found: Adjustment, *, full: bool) -> None:
    """Draw an adjustment: standings that change, wheels that change, what is proposed."""
    head = Message("Adjustment of {day}, against {since}", day=words.day(found.day), since=words.day(found.since))
    console.print(Text(words.say(head), "bold"))
    console.print(_sum(words, found.account.total))
    console.print()
    table = table_of(words, Message("Estate"), Message("Before"), Message("After"), Message("Because"),
                     title=words.say(Message("Estates that change standing: {count}", count=len(found.standing))))  # fmt: skip
    for one in found.standing:
        because = " ".join(dict.fromkeys(words.read(reason.text) for reason in one.now))
        hangs = words.say(Message(" (hangs on a guess)")) if one.readings else ""
        clauses = ", ".join(dict.fromkeys(reason.clause for reason in one.now))
        table.add_row(
            one.estate.name, _standing(words, one.before), _standing(words, one.after),
            Text(because + hangs).append(f"  {clauses}", "cyan"),
        )  # fmt: skip
    console.print(table)
    table = table_of(words, Message("Estate"), Message("Before"), Message("After"), Message("Individual agreement"),
                     title=words.say(Message("Referral wheels that change: {count}", count=len(found.wheels))))  # fmt: skip
    for wheel in found.wheels if full else found.wheels[:FIRST]:
        agreed = (
            words.say(Message("{id}, agreed already", id=wheel.agreement)) if wheel.agreed else wheel.agreement or "-"
        )
        table.add_row(wheel.estate.name, "{}/{}".format(*wheel.before), "{}/{}".format(*wheel.after), agreed)
    console.print(table)
    if not full and len(found.wheels) > FIRST:
        console.print(words.say(Message("and {count} more (--all shows them)", count=len(found.wheels) - FIRST)))
    files = len(found.proposals)
    console.print(
        words.say(Message("{count} individual agreements would change; --out writes each as it would be.", count=files))
    )
    draw_assumed(console, words, found.account.assumed)
    if found.account.synthetic:
        rows = len(found.account.synthetic)
        console.print(Text(words.say(Message("Rests on {count} synthetic rows of the register, not on public facts alone.",
                                             count=rows)), "yellow"))  # fmt: skip


def _standing(words: Words, facts: Mapping[str, FactValue]) -> str:
    """Give a standing in short: the share, and what is so."""
    said = [words.value("outside_workforce", facts.get("outside_workforce"))]
    said += [words.say(short) for name, short in _shorts() if facts.get(name) is True]
    if facts.get("exempt") is False:
        said.append(words.say(Message("not exempt")))
    return ", ".join(said)


def _shorts() -> list[tuple[str, Message]]:
    return [
        ("forty_plus", Message("40-plus")),
        ("listed_for_exemption", Message("listed")),
        ("newly_listed", Message("new on the list")),
        ("exempt", Message("exempt")),
    ]
