"""What is let and to whom: vacancies, channels, referrals and their turns, queues and waits."""

from __future__ import annotations

from typing import Final

from kredslob.rules.model import Text
from kredslob.scenarios.city.layout import CHANNELS
from kredslob.scenarios.indicators.catalogue.levels import CHANNELS as BY_CHANNEL
from kredslob.scenarios.indicators.catalogue.levels import COUNTED, QUEUES, SCOPES, WAITS, YEARLY
from kredslob.scenarios.indicators.indicator import (
    Count,
    Indicator,
    Let,
    Level,
    Period,
    Queue,
    Ratio,
    Turns,
    Unit,
    Wait,
)


def _flow(key: str, da: str, en: str, what: tuple[str, str], is_not: tuple[str, str], unit: Unit) -> Indicator:
    definition = Text(f"{what[0]} i perioden.", f"{what[1]} in the period.")
    return Indicator(key, Text(da, en), definition, Text(*is_not), unit, COUNTED, Count((key,)))


FLOWS: Final = (
    _flow("vacated", "Ledige familieboliger", "Family dwellings vacated",
          ("Antal familieboliger, der blev fraflyttet", "How many family dwellings were vacated"),
          ("Ikke udlejninger: en bolig kan stå tom ved periodens slutning.", "Not lettings: a dwelling may stand empty at the end."), "dwellings"),
    _flow("held_vacant", "Boligmåneder i tomgang", "Dwelling-months held vacant",
          ("Antal måneder, som familieboliger stod tomme, fordi ingen måtte få dem", "Months for which family dwellings stood empty because nobody might have them"),
          ("Ikke tomgang ved almindelig flytning, som ikke simuleres.", "Not the rent loss of an ordinary move, which is not simulated."), "months"),
    _flow("referrals_owed", "Anvisninger, kommunen har krav på", "Referrals owed",
          ("Antal ledige boliger, hvor turen var kommunens", "How many vacancies were the municipality's turn"),
          ("Ikke kvoten på forhånd: det er de ture, der faktisk faldt.", "Not the quota beforehand: these are the turns that fell."), "referrals"),
    _flow("referrals_delivered", "Anvisninger leveret", "Referrals delivered",
          ("Antal boliger, kommunen anviste en husstand til", "How many dwellings the municipality referred a household to"),
          ("Ikke tilbud: et afslag tæller ikke.", "Not offers: a refusal does not count."), "referrals"),
    _flow("referrals_undelivered", "Anvisninger ikke leveret", "Referrals undelivered",
          ("Antal boliger, hvor turen var kommunens, og som den ikke fik brugt", "How many dwellings were the municipality's turn and not used by it"),
          ("Ikke uplacerede ture i kvoteregnskabet.", "Not the unplaced turns of the quota account."), "referrals"),
    _flow("refusals", "Afslag på tilbud", "Offers refused", ("Antal tilbud, der blev afslået", "How many offers were refused"),
          ("Ikke boligsøgende: den samme kan afslå flere gange.", "Not applicants: one may refuse several times."), "refusals"),
)  # fmt: skip

_CHANNEL_NAMES: Final = {
    "referral": Text("boligsocial anvisning", "social referral"),
    "rehousing": Text("genhusning", "rehousing"),
    "return_guarantee": Text("boliggarantibevis", "return guarantee"),
    "own_estate_transfer": Text("intern oprykning i egen afdeling", "own-estate transfer"),
    "divorce_precedence": Text("fortrin efter skilsmisse", "divorce precedence"),
    "organisation_transfer": Text("intern oprykning i boligorganisationen", "organisation transfer"),
    "flexible": Text("fleksibel udlejning", "flexible letting"),
    "ordinary": Text("almindelig venteliste", "ordinary list"),
    "not_covered": Text("boliger uden for aftalen", "dwellings that the agreement does not cover"),
}
PLACE_NAMES: Final = {
    **_CHANNEL_NAMES,
    "ordinary_passed_over": Text("almindelig venteliste, dem, den fleksible regel springer over", "ordinary list, those whom the flexible rule passes over"),
    "external_favoured": Text("ekstern venteliste, dem, den fleksible regel tager", "external list, those whom the flexible rule takes"),
    "external_passed_over": Text("ekstern venteliste, dem, den fleksible regel springer over", "external list, those whom the flexible rule passes over"),
    "municipal": Text("kommunens kø", "the municipality's queue"),
    "organisation": Text("oprykningsliste, organisationen", "transfer list, organisation"),
    "estate": Text("oprykningsliste, egen afdeling", "transfer list, own estate"),
    "guarantee": Text("boliggarantibeviser", "return guarantees"),
    "city": Text("hele byen", "the whole city"),
}  # fmt: skip
"""What channels and queues are called; estates, areas and organisations have names in the register."""

LET: Final = tuple(
    Indicator(
        f"let_{channel}", Text(f"Udlejet: {name.da}", f"Let: {name.en}"),
        Text(f"Antal udlejninger i perioden ad denne vej: {name.da}.", f"How many lettings of the period went by this channel: {name.en}."),
        Text("Ikke tilbud.", "Not offers."), "lettings", COUNTED, Count((f"let_{channel}",)),
    )
    for channel, name in ((each, _CHANNEL_NAMES[each]) for each in CHANNELS)
)  # fmt: skip

_EVERY_LET: Final = Count(tuple(f"let_{channel}" for channel in CHANNELS))
_TRANSFERS: Final = Count(("let_own_estate_transfer", "let_organisation_transfer"))
SHARE_LET: Final = (
    Indicator(
        "share_let_transfers", Text("Andel af udlejninger til intern oprykning", "Share of lettings to transfer lists"),
        Text("Andelen af periodens udlejninger, der gik til lejere på afdelingens eller boligorganisationens oprykningsliste.",
             "The share of the period's lettings that went to tenants on the transfer list of the estate or the organisation."),
        Text("Ikke alle flytninger inden for organisationen: fortrin efter skilsmisse og boliggarantibeviser er ikke med.",
             "Not every move within the organisation: divorce precedence and return guarantees are not in it."),
        "share", COUNTED, Ratio(_TRANSFERS, _EVERY_LET),
    ),
)  # fmt: skip

_GROUPS: Final = {
    "employed": Text("i arbejde", "employed"), "student": Text("under uddannelse", "in education"),
    "unemployed": Text("ledig", "unemployed"), "benefit": Text("på langvarig ydelse", "on long-term benefit"),
    "early_pension": Text("på førtidspension eller efterløn", "on early pension"), "retired": Text("folkepensionist", "retired"),
}  # fmt: skip

BY_GROUP: Final = (
    Indicator(
        "lettings", Text("Udlejninger", "Lettings"),
        Text("Antal udlejninger i året efter udlejningstype.", "How many lettings of the year went by each channel."),
        Text("Ikke tilbud.", "Not offers."), "lettings", BY_CHANNEL, Let(),
    ),
    *(
        Indicator(
            f"lettings_{group}", Text(f"Andel af udlejninger: {name.da}", f"Share of lettings: {name.en}"),
            Text(f"Andelen af årets udlejninger, hvor den første voksne var {name.da} ved indflytningen.",
                 f"The share of the year's lettings whose first adult was {name.en} when moving in."),
            Text("Ikke personer: den anden voksne tæller ikke med.", "Not people: the second adult does not count."),
            "share", BY_CHANNEL, Let(group),
        )
        for group, name in _GROUPS.items()
    ),
)  # fmt: skip

_ACCOUNT_NOT: Final = Text("Ikke anvisninger: regnskabet gøres op på forhånd, ud fra sidste års ledige boliger.",
                           "Not referrals: the account is drawn up beforehand, from the vacancies of the year measured.")  # fmt: skip


def _turns(line: str, da: str, en: str, what: tuple[str, str]) -> Indicator:
    definition = Text(
        f"{what[0]} efter årets seneste kvoteregnskab.", f"{what[1]} by the last quota account of the year."
    )
    return Indicator(f"turns_{line}", Text(da, en), definition, _ACCOUNT_NOT, "turns", SCOPES, Turns(line), "agreed")


ACCOUNT: Final = (
    _turns("lost", "Bortfaldne ture", "Lost turns", ("De ture, som friholdte afdelinger ellers skulle have givet,", "The turns that exempt estates would have given,")),
    _turns("carried_in", "Overførte ture, ind", "Turns carried in", ("De ture, der er overført fra året før,", "The turns carried over from the year before,")),
    _turns("extra", "Ekstra ture", "Extra turns", ("De ture, der er lagt ud i modtagende afdelinger,", "The turns placed in receiving estates,")),
    _turns("unplaced", "Uplacerede ture", "Unplaced turns", ("De ture, som ingen afdeling kunne tage,", "The turns that no estate could take,")),
    _turns("carried_out", "Overførte ture, ud", "Turns carried out", ("De ture, der føres videre til næste år,", "The turns carried to the next year,")),
)  # fmt: skip


def _queue(column: str, da: str, en: str, what: tuple[str, str]) -> Indicator:
    is_not = Text("Ikke den virkelige kø: hvor mange der venter ved begyndelsen, er antaget.", "Not the real queue: how many wait at the beginning is assumed.")  # fmt: skip
    return Indicator(
        f"queue_{column}", Text(da, en), Text(f"{what[0]}.", f"{what[1]}."), is_not, "households", QUEUES, Queue(column)
    )


LINES: Final = (
    _queue("waiting", "I kø", "In the queue", ("Antal husstande, der venter ved periodens slutning", "How many households wait at the end of the period")),
    _queue("joined", "Kommet i kø", "Joined the queue", ("Antal husstande, der stillede sig i kø i perioden", "How many households joined in the period")),
    _queue("housed", "Fået bolig fra køen", "Housed from the queue", ("Antal husstande, der fik bolig fra køen i perioden", "How many households were housed from it in the period")),
    _queue("gave_up", "Opgivet køen", "Gave up the queue", ("Antal husstande, der forlod køen i perioden uden bolig", "How many households left it in the period without a home")),
)  # fmt: skip

_WAIT_NOT: Final = Text("Ikke ventetiden for dem, der stadig venter eller har givet op. 120 måneder og mere tæller som 120.",
                        "Not the wait of those who still wait or gave up. 120 months and more count as 120.")  # fmt: skip
WAITED: Final = (
    Indicator("wait_mean", Text("Ventetid, gennemsnit", "Wait, mean"),
              Text("Hvor mange måneder de husstande, der fik bolig i året, i gennemsnit havde ventet.",
                   "How many months the households that were housed in the year had waited on average."),
              _WAIT_NOT, "months", WAITS, Wait("mean")),
    Indicator("wait_median", Text("Ventetid, median", "Wait, median"),
              Text("Det mindste antal måneder, som mindst halvdelen af dem, der fik bolig i året, højst havde ventet.",
                   "The fewest months that at least half of those housed in the year had waited at most."),
              _WAIT_NOT, "months", WAITS, Wait("median")),
    Indicator("wait_p90", Text("Ventetid, 90 pct.-fraktil", "Wait, 90th percentile"),
              Text("Det mindste antal måneder, som mindst 90 pct. af dem, der fik bolig i året, højst havde ventet.",
                   "The fewest months that at least 90 per cent of those housed in the year had waited at most."),
              _WAIT_NOT, "months", WAITS, Wait("p90")),
    Indicator("wait_housed", Text("Husstande, der fik bolig", "Households housed"),
              Text("Antal husstande, der fik bolig i året, og som ventetiden er opgjort for.",
                   "How many households were housed in the year, of whom the wait is told."),
              Text("Ikke personer.", "Not people."), "households", WAITS, Wait("housed")),
)  # fmt: skip

_EXEMPT_LEVELS: Final[tuple[tuple[Level, tuple[Period, ...]], ...]] = (("area", ("month",)), ("city", ("month",)))
STOCK: Final = (
    Indicator("turnover", Text("Fraflytning", "Turnover"),
              Text("Familieboliger fraflyttet i året over afdelingens familieboliger; et sidste, kortere år er ikke regnet op.",
                   "Family dwellings vacated in the year over the family dwellings there are; a last, shorter year is not scaled up."),
              Text("Ikke andelen af husstande: ungdoms- og ældreboliger er ikke med.",
                   "Not the share of households: youth and elderly dwellings are not in it."),
              "share", YEARLY, Ratio(Count(("vacated",)), Count(("family_dwellings",)))),
    Indicator("exempt_dwellings", Text("Friholdte familieboliger", "Exempt family dwellings"),
              Text("Antal familieboliger i friholdte afdelinger ved månedens slutning.", "How many family dwellings lie in exempt estates at the end of the month."),
              Text("Ikke ledige boliger.", "Not vacancies."), "dwellings", _EXEMPT_LEVELS, Count(("exempt_dwellings",)), "agreed"),
)  # fmt: skip
