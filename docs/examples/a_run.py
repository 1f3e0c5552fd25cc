# ruff: noqa: D100, INP001, T201 - a notebook is no module, and prints

# %% [markdown]
# ## A run: what does the agreement do?
#
# A scenario says what is simulated: agreements, a register, months, how people behave. `kbh-2011` is one that ships; here
# it is a file for a made-up town of six estates, so that everything is done in seconds.

# %%
import polars as pl

from kredslob.scenarios import (
    catalogue,
    contrasts,
    export,
    find_scenario,
    open_results,
    report,
    run,
    summary,
    tell,
    values,
)

scenario = find_scenario("town.yaml")
print(scenario.title.en, "-", ", ".join(one.name for one in scenario.variants))

# %% [markdown]
# Run it and keep what it leaves in a folder. Called once more, it finds that nothing lacks.

# %%
results = run(scenario, "town-results", replications=20)
print(results.variants, len(results.finished("as-agreed")))

# %% [markdown]
# In words, as the command line tells it; `tell(results, "da")` tells it in Danish.

# %%
print(tell(results))

# %% [markdown]
# An indicator over replications. `n` is in how many it has a value; the quantiles are of single replications. All of it is
# chance alone: behaviour and assumed terms are the same in every replication.

# %%
shares = summary(results, "outside_measured", "estate", variants=["as-agreed"])
print(shares.select("place", "period", "n", "mean", "se", "q05", "q95").head(6))

# %% [markdown]
# Replication by replication, to work out what nobody thought of: how often does one estate of the area end over 40 per cent,
# or both?

# %%
over = values(results, "over", "estate", variants=["as-agreed"]).filter(pl.col("period") == "2013")
area = (
    over.filter(pl.col("place").is_in(["birkely", "lindegaarden"])).group_by("replication").agg(pl.col("value").sum())
)
print(area["value"].value_counts().sort("value"))

# %% [markdown]
# What the variants differ by, on the same luck, with the 95 % interval of the mean difference.

# %%
apart = contrasts(results, ["referrals_delivered", "queue_waiting"], ["set", "queue"])
apart = apart.filter((pl.col("period") == "2013") & pl.col("place").is_in(["all", "municipal"]))
print(apart.select("indicator", "place", "difference", "low", "high"))

# %% [markdown]
# Which indicators there are:

# %%
print(catalogue().select("indicator", "name", "unit").head(5))

# %% [markdown]
# A report for a committee and a workbook. Estates with small cells are left out of both.

# %%
print(report(results, "town.html"))
for path in export(results, "town.xlsx"):
    print(path)

# %% [markdown]
# A folder is opened again by its name, a year later or on another machine.

# %%
print(open_results("town-results").record.versions.keys())
