"""`kredslob scenario`: what an agreement does to a city over years. Each command has a module of its own."""

from __future__ import annotations

from typing import Final

import typer

from kredslob.cli.language import told
from kredslob.cli.scenario_describe import DESCRIBE, describe
from kredslob.cli.scenario_list import LIST, list_scenarios
from kredslob.cli.scenario_new import NEW, new
from kredslob.cli.scenario_run import RUN, run
from kredslob.cli.scenario_schema import SCHEMA, schema
from kredslob.cli.scenario_show import INDICATORS, SHOW, indicators, show
from kredslob.cli.scenario_verify import VERIFY, verify
from kredslob.rules.messages import Message

HELP: Final = Message(
    "Simulate the city: what an agreement does, over years, to who lives where, who is housed and who waits."
)

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.command("list", help=told(LIST))(list_scenarios)
app.command("describe", help=told(DESCRIBE))(describe)
app.command("new", help=told(NEW))(new)
app.command("schema", help=told(SCHEMA))(schema)
app.command("run", help=told(RUN))(run)
app.command("verify", help=told(VERIFY))(verify)
app.command("show", help=told(SHOW))(show)
app.command("indicators", help=told(INDICATORS))(indicators)
