"""Who lives there: shares outside the workforce and their distance to the threshold, standing, residents by group."""

from __future__ import annotations

from typing import Final

from kredslob.rules.model import Text
from kredslob.scenarios.indicators.catalogue.levels import COUNTED, YEARLY
from kredslob.scenarios.indicators.indicator import Count, Distance, Indicator, Mark, Ratio

AT_RISK: Final = 20_000
"""Two points, in parts per million: how near below a threshold an estate is at risk. Ours; no source draws that line."""

OUTSIDE, AGED = Count(("outside",)), Count(("aged_18_64",))
MEASURED: Final = Ratio(Count(("outside_measured",)), Count(("aged_measured",)))
ACTING: Final = Ratio(Count(("outside_acting",)), Count(("aged_acting",)))

SHARES: Final = (
    Indicator(
        "outside_workforce", Text("Andel uden for arbejdsstyrken", "Share outside the workforce"),
        Text("Andelen af de 18-64-årige beboere ved periodens slutning, der er uden for arbejdsstyrken, som aftalen i kraft ved begyndelsen regner den.",
             "The share of residents aged 18-64 at the end of the period who are outside the workforce, as the agreement in force at the beginning counts it."),
        Text("Ikke det tal, aftalen retter sig efter: det er den seneste måling (outside_acting). Ikke § 51 b-listens andel.",
             "Not the figure that the agreement goes by: that is the last measurement to act (outside_acting). Not the share of the § 51 b list."),
        "share", COUNTED, Ratio(OUTSIDE, AGED), "agreed",
    ),
    Indicator(
        "outside_measured", Text("Målt andel uden for arbejdsstyrken", "Measured share outside the workforce"),
        Text("Andelen af de 18-64-årige beboere uden for arbejdsstyrken i årets nøgletalsmåling i efteråret.",
             "The share of residents aged 18-64 outside the workforce by the key-figure measurement of the year's autumn."),
        Text("Ikke andelen ved årets slutning, og ikke gældende, før målingen får virkning.",
             "Not the share at the end of the year, and not in force before the measurement acts."),
        "share", YEARLY, MEASURED, "agreed",
    ),
    Indicator(
        "outside_acting", Text("Gældende andel uden for arbejdsstyrken", "Share outside the workforce in force"),
        Text("Den målte andel, som aftalen retter sig efter ved årets slutning.",
             "The measured share that the agreement goes by at the end of the year."),
        Text("Ikke, hvem der bor der nu: målingen er oftest fra efteråret før.",
             "Not who lives there now: the measurement is mostly from the autumn before."),
        "share", YEARLY, ACTING, "agreed",
    ),
    Indicator(
        "distance_to_threshold", Text("Afstand til grænsen", "Distance to the threshold"),
        Text("Den højeste grænse i den gældende aftale minus årets målte andel uden for arbejdsstyrken; under nul er andelen over grænsen.",
             "The highest threshold of the agreement in force less the year's measured share outside the workforce; below zero the share is beyond it."),
        Text("Ikke afstanden for en gennemsnitsbeboer: på højere niveau er det byens eller organisationens egen andel, der måles.",
             "Not a mean over estates: at higher levels it is the share of the area, organisation or city itself."),
        "difference", YEARLY, Distance(MEASURED), "agreed",
    ),
    Indicator(
        "outside_labour_market", Text("Andel uden for arbejdsmarkedet", "Share outside the labour market"),
        Text("Andelen af de 18-64-årige beboere ved periodens slutning, der er uden for arbejdsmarkedet, som § 51 b regner det.",
             "The share of residents aged 18-64 at the end of the period who are outside the labour market, as § 51 b counts it."),
        Text("Ikke andelen uden for arbejdsstyrken: studerende er ikke med, ledige er.",
             "Not the share outside the workforce: students are not in it, the unemployed are."),
        "share", COUNTED, Ratio(Count(("outside_labour_market",)), AGED), "agreed",
    ),
    Indicator(
        "outside_moved_in", Text("Andel uden for arbejdsstyrken blandt tilflyttere", "Share outside the workforce of those who moved in"),
        Text("Andelen af de 18-64-årige, der flyttede ind i perioden, som var uden for arbejdsstyrken, da de flyttede ind.",
             "The share of those aged 18-64 who moved in during the period who were outside the workforce when they did."),
        Text("Ikke andelen af lejemål: en husstand tæller med hver af sine voksne.",
             "Not a share of lettings: a household counts with each of its adults."),
        "share", COUNTED, Ratio(Count(("outside_moved_in",)), Count(("adults_moved_in",))), "agreed",
    ),
)  # fmt: skip


def _standing(key: str, da: str, en: str, what_da: str, what_en: str, not_da: str, not_en: str) -> Indicator:
    """Make an indicator of a mark of estates, told as so many estates where there are several."""
    definition = Text(
        f"Om afdelingen ved årets slutning {what_da}; for flere afdelinger hvor mange.",
        f"Whether the estate at the end of the year {what_en}; of several estates how many.",
    )
    return Indicator(
        key, Text(da, en), definition, Text(not_da, not_en), "yes_no", YEARLY, Mark(key), "agreed"  # type: ignore[arg-type]  # a mark
    )  # fmt: skip


STANDINGS: Final = (
    _standing("over", "Målt over grænsen", "Measured over the threshold",
              "blev målt over den højeste gældende grænse i årets nøgletalsmåling", "was measured over the highest threshold in force by the year's key figures",
              "Ikke status: den ændres først, når målingen får virkning.", "Not the standing: that changes only when the measurement acts."),
    _standing("at_risk", "I risiko", "At risk",
              "blev målt højst 2 procentpoint under den højeste gældende grænse og ikke over den", "was measured at most 2 points below the highest threshold in force, and not over it",
              "Ikke en sandsynlighed. De 2 point er vores; ingen kilde sætter dem.", "Not a probability. The 2 points are ours; no source sets them."),
    _standing("crossed_up", "Kommet over grænsen", "Crossed upward",
              "er målt over den højeste grænse og ikke var det ved begyndelsen", "is measured over the highest threshold and was not at the beginning",
              "Ikke antallet af passager: der kan være krydset frem og tilbage.", "Not the number of crossings: it may have gone forth and back."),
    _standing("crossed_down", "Kommet under grænsen", "Crossed downward",
              "ikke er målt over den højeste grænse og var det ved begyndelsen", "is not measured over the highest threshold and was at the beginning",
              "Ikke det samme som ikke længere friholdt: en liste kan stadig friholde den.", "Not the same as no longer exempt: a list may still exempt it."),
    _standing("exempt", "Friholdt", "Exempt", "er friholdt for boligsocial anvisning", "is exempt from social referral",
              "Ikke hele året: det er status i årets sidste måned.", "Not the whole year: it is the standing of its last month."),
    _standing("forty_plus", "40 plus-afdeling", "40-plus estate", "er 40 plus-afdeling efter de gældende nøgletal", "is a 40-plus estate by the figures in force",
              "Ikke målt over grænsen i årets måling (over).", "Not measured over the threshold in the year's measurement (over)."),
    _standing("listed_for_exemption", "På den liste, aftalen går efter", "On the list that the agreement goes by",
              "ligger i et område på den liste, rammeaftalen lægger til grund", "lies in an area on the list that the framework agreement goes by",
              "Ikke listen efter § 61 a.", "Not the list under § 61 a."),
    _standing("receiving", "Modtagende", "Receiving", "ikke er friholdt og har mindst én ekstra tur", "is not exempt and has at least one extra turn",
              "Ikke, hvor mange anvisninger den har fået.", "Not how many referrals it has had."),
    _standing("begun", "Blevet friholdt", "Has become exempt", "er friholdt og ikke var det et år før", "is exempt and was not a year before",
              "Ikke alle ændringer: en friholdelse, der begyndte og ophørte samme år, er ikke med (standing_changes).",
              "Not every change: an exemption that began and ended within a year is not in it (standing_changes)."),
    _standing("ended", "Ikke længere friholdt", "No longer exempt", "ikke er friholdt og var det et år før", "is not exempt and was a year before",
              "Ikke alle ændringer: se standing_changes.", "Not every change: see standing_changes."),
)  # fmt: skip


def _residents(column: str, da: str, en: str) -> Indicator:
    return Indicator(
        f"residents_{column}", Text(f"Beboere: {da}", f"Residents: {en}"),
        Text(f"Antal beboere ved periodens slutning: {da}.", f"How many residents there are at the end of the period: {en}."),
        Text("Ikke husstande, og ikke dem på venteliste.", "Not households, and not those on a waiting list."),
        "people", COUNTED, Count((column,)),
    )  # fmt: skip


GROUPS: Final = (
    _residents("employed", "i arbejde, 18-64 år", "employed, aged 18-64"),
    _residents("student", "under uddannelse, 18-64 år", "in education, aged 18-64"),
    _residents("unemployed", "ledige, 18-64 år", "unemployed, aged 18-64"),
    _residents("benefit", "på langvarig ydelse, 18-64 år", "on long-term benefit, aged 18-64"),
    _residents("early_pension", "på førtidspension eller efterløn, 18-64 år", "on early pension, aged 18-64"),
    _residents("aged_retired", "65 år og derover", "aged 65 and over"),
    _residents("minors", "under 18 år", "under 18"),
    Indicator(
        "households", Text("Husstande", "Households"),
        Text("Antal husstande, der bor der ved periodens slutning.", "How many households live there at the end of the period."),
        Text("Ikke boliger: en ledig bolig har ingen.", "Not dwellings: a vacant one has none."),
        "households", COUNTED, Count(("households",)),
    ),
)  # fmt: skip
