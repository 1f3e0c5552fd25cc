"""How unevenly groups live, the goals of 2020 and 2035, the city's own screening - and what the model cannot say."""

from __future__ import annotations

from typing import Final

from kredslob.rules.model import Text
from kredslob.scenarios.indicators.catalogue.levels import AREAS, CITY
from kredslob.scenarios.indicators.indicator import AgainstFirst, Designated, Indicator, NotComputed, Uneven

MORE_THAN_THE_REST: Final = (5, 4)
"""How much worse an area must be than the rest of the city for a sign of the screening to count: 5 to 4, the ratio published
in 2011 for those outside the labour market. That it is a criterion is our declaration; no formula is published."""
SIGNS_OF_2011: Final = 2
"""As many of the three signs that can be counted must be there, as "a combination" is what the map asks for. Ours."""

_UNEVEN_NOT: Final = Text("Ikke af alle københavnere: kun afdelinger i den simulerede by er med.",
                          "Not of all people of Copenhagen: only estates of the simulated city are in it.")  # fmt: skip


def _uneven(index: str, da: str, en: str, what: tuple[str, str]) -> Indicator:
    definition = Text(f"{what[0]} (18-64 år, ved årets slutning).", f"{what[1]} (aged 18-64, at the end of the year).")
    return Indicator(index, Text(da, en), definition, _UNEVEN_NOT, "index", CITY, Uneven(index))


INDICES: Final = (
    _uneven("dissimilarity", "Dissimilaritet", "Dissimilarity",
            ("Den andel af dem uden for arbejdsstyrken, der skulle flytte, før alle afdelinger havde byens andel", "The share of those outside the workforce who would have to move for every estate to have the city's share")),
    _uneven("isolation", "Isolation", "Isolation",
            ("Andelen uden for arbejdsstyrken i afdelingen hos et gennemsnitligt medlem af gruppen", "The share outside the workforce in the estate of an average member of that group")),
    _uneven("exposure", "Eksponering", "Exposure",
            ("Andelen af alle andre i afdelingen hos et gennemsnitligt medlem af gruppen uden for arbejdsstyrken", "The share of all others in the estate of an average member of the group outside the workforce")),
    _uneven("entropy_index", "Entropiindeks", "Entropy index",
            ("Hvor meget mindre blandede afdelingerne er end byen (Theils H)", "How much less mixed the estates are than the city (Theil's H)")),
    _uneven("variance_ratio", "Variansforhold", "Variance ratio",
            ("Hvor meget isolationen overstiger en jævn bys, som andel af det højest mulige (eta i anden)", "How far isolation exceeds that of an even city, as a share of the most possible (eta squared)")),
    _uneven("gini", "Gini", "Gini",
            ("Den gennemsnitlige forskel mellem to afdelingers andele uden for arbejdsstyrken, over den størst mulige", "The mean difference between the shares outside the workforce of two estates, over the most possible")),
)  # fmt: skip

_SCREEN_NOT: Final = Text("Ikke kommunens screening: dens formel er ikke offentliggjort. Denne er vores, og kun nogle af kriterierne kan tælles.",
                          "Not the municipality's screening: its formula is not published. This one is ours, and only some criteria can be counted.")  # fmt: skip
GOALS: Final = (
    Indicator("areas_51b", Text("Områder efter § 51 b", "Areas by § 51 b"),
              Text("Om området ved årets slutning opfylder § 51 b's betingelser for antal beboere og andel uden for arbejdsmarkedet; for byen hvor mange. Målet er ingen.",
                   "Whether the area at the end of the year meets the criteria of § 51 b on residents and share outside the labour market; of the city how many. The goal is none."),
              Text("Ikke den offentliggjorte liste, og ikke listen efter § 61 a, hvis andre kriterier modellen ikke har.",
                   "Not the published list, nor the list under § 61 a, whose other criteria the model does not have."),
              "yes_no", AREAS, Designated("51b"), "agreed"),
    Indicator("areas_51b_left", Text("Områder efter § 51 b mod første år", "Areas by § 51 b against the first year"),
              Text("Antal områder, der opfylder § 51 b's betingelser, over antallet det første år. Målet for 2020 var en halvering.",
                   "How many areas meet the criteria of § 51 b over how many did in the first year. The goal for 2020 was half as many."),
              Text("Ikke målt mod listen i 2010, som den politiske målsætning er.", "Not against the list of 2010, as the political goal is."),
              "ratio", CITY, AgainstFirst("areas_51b"), "designed"),
    Indicator("screened_2011", Text("Udpeget ved en erklæret screening, 2011-tegn", "Picked out by a declared screening, signs of 2011"),
              Text("Om området viser mindst to af tre tegn i mindst forholdet 5 til 4 mod resten af byen: andel uden for arbejdsstyrken, andel boliger under 60 m², beboere pr. m²; for byen hvor mange.",
                   "Whether the area shows at least two of three signs at least as 5 to 4 against the rest of the city: share outside the workforce, share of dwellings under 60 m², residents per m²; of the city how many."),
              _SCREEN_NOT, "yes_no", AREAS, Designated("screened_2011"), "designed"),
    Indicator("screened_2025", Text("Udpeget ved en erklæret screening, 2025-kriterier", "Picked out by a declared screening, criteria of 2025"),
              Text("Om området har mindst 5 fjerdedele af resten af byens andel uden for arbejdsmarkedet, eller opfylder § 51 b's betingelser; for byen hvor mange.",
                   "Whether the area has at least 5 quarters of the rest of the city's share outside the labour market, or meets the criteria of § 51 b; of the city how many."),
              _SCREEN_NOT, "yes_no", AREAS, Designated("screened_2025"), "designed"),
)  # fmt: skip

NOT_COMPUTED: Final = (
    NotComputed(Text("20 pct. almene boliger i hele byen", "20 per cent social housing throughout the city"),
                Text("Registret har kun almene boliger; byens øvrige boliger er ikke med.", "The register holds social dwellings only; the city's other dwellings are not in it.")),
    NotComputed(Text("Listen efter § 61 a og § 61 b", "The list under § 61 a and § 61 b"),
                Text("Oprindelse, dømte, uddannelse og indkomst simuleres ikke.", "Origin, convictions, schooling and income are not simulated.")),
    NotComputed(Text("Beskæftigelse som i resten af byen", "Employment as in the rest of the city"),
                Text("Resten af byens beboere er ikke med.", "The rest of the city's people are not in it.")),
    NotComputed(Text("95 pct. med ungdomsuddannelse", "95 per cent with youth education"), Text("Uddannelse simuleres ikke.", "Schooling is not simulated.")),
    NotComputed(Text("80 pct. tilfredse med livet i byen, tryghed, valgdeltagelse", "80 per cent content with city life, safety, turnout"),
                Text("Det spørger modellen ingen om.", "The model asks nobody.")),
    NotComputed(Text("Kommunens kriterier om indkomst, uddannelse, ungdomsuddannelse, børnefattigdom, sundhed, tryghed, dømte, installationer", "The municipality's criteria on income, schooling, youth education, child poverty, health, safety, convictions, installations"),
                Text("Ingen af dem simuleres, og ingen formel er offentliggjort.", "None of them is simulated, and no formula is published.")),
)  # fmt: skip
