# ruff: noqa: D100, INP001, T201 - a notebook is no module, and prints

# %% [markdown]
# ## A comparison: what would this clause do?
#
# `no-exemption.yaml` is an amendment: it takes exemption away. It is held against the agreement, in the same town, on the
# same luck.

# %%
import polars as pl

from kredslob.rules.messages import WrongInput
from kredslob.scenarios import compare, contrasts, open_results, tell

found = compare("kbh-2011-2014", "no-exemption.yaml", scenario="town.yaml", replications=20, folder="town-comparison")
print(tell(found))

# %% [markdown]
# All differences are a table. `stands` says whether a place still differs when it is judged with all places of its level.

# %%
last = found.table.filter((pl.col("period") == "2013") & (pl.col("indicator") == "outside_measured"))
print(
    last.filter(pl.col("level") == "estate").select(
        "place", "mean_against", "mean_variant", "difference", "low", "high"
    )
)

# %% [markdown]
# The folder is one of results like any other.

# %%
kept = open_results("town-comparison")
print(kept.variants)
print(contrasts(kept, ["exempt"], ["city"]).select("period", "mean_variant", "mean_against"))

# %% [markdown]
# What is wrong is told with what would be accepted.

# %%
try:
    contrasts(kept, ["exemt"])
except WrongInput as wrong:
    print(wrong.text("en"))
