"""Run `python -m kredslob.cli` as `kredslob` is run."""

from kredslob.cli.main import run

run()
