# What a person does here. `make` alone lists it.

ifndef PYTHON
PYTHON := $(shell .ci/pythons first)
endif
VERSION := $(shell $(or $(PYTHON),false) -c 'import sys; sys.version_info >= (3, 11) and print("%d.%d" % sys.version_info[:2])' 2>/dev/null)

# The preferred Python's own folder is .venv; `test-one` keeps one for each version beside it.
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
INSTALL := $(PIP) install --require-hashes --no-build-isolation
# Tests run on all cores, those of one file on one of them, in the order of tests/conftest.py; SPREAD= runs them one after the other.
SPREAD ?= --numprocesses=auto --dist=loadfile --no-loadscope-reorder
UV := uv==0.13.9

# The stamp names the version, so that another PYTHON makes the folder anew.
READY := $(VENV)/ready-$(VERSION)
READY_DEV := $(READY)-dev
READY_BENCH := $(READY)-bench
READY_FAULTS := $(READY)-faults

.DEFAULT_GOAL := help
.PHONY: help demo test test-one test-all verify check format coverage verification mutants fuzz backtest bench register schemas messages lock clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

demo: $(READY)  ## decide the shipped vacancies and show the reasoning of one
	$(BIN)/kredslob decide --demo

test: $(READY_DEV)  ## run the tests on the preferred Python; ARGS="-k wheel" for some
	$(BIN)/python -m pytest $(SPREAD) $(ARGS)
	@.ci/left-out $(BIN)/python

test-one: ## run the tests on PYTHON=..., in a virtual environment of its own
	$(MAKE) --no-print-directory test PYTHON=$(PYTHON) VENV=.venv-$(VERSION)

test-all:  ## run the tests on every Python 3.11 to 3.13 on this machine
	for python in $$(.ci/pythons); do $(MAKE) --no-print-directory test-one PYTHON=$$python || exit 1; done

verify: $(READY_DEV)  ## run the tests with long doses of generated cases (may take an hour)
	$(BIN)/python -m pytest -m "" --hypothesis-profile=verify $(SPREAD) $(ARGS)

check: $(READY_DEV) .types/kredslob  ## style, format, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(READY_DEV)  ## mend style and format where a machine can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

coverage: $(READY_DEV)  ## tell which lines no test reaches
	$(BIN)/coverage run -m pytest $(ARGS)
	$(BIN)/coverage report

verification: $(READY_DEV)  ## draw docs/verification.md anew: plots that are plainly right or wrong (a quarter of an hour)
	$(BIN)/python -m tests.verification.page $(ARGS)

mutants: $(READY_FAULTS)  ## change the program by small slips and tell which no test notices; ARGS="--group ledger"
	$(BIN)/python -m tests.mutation $(ARGS)

fuzz: $(READY_FAULTS)  ## damage outside files, guided by what each reader runs through; ARGS="--seconds 600"
	$(BIN)/python -m tests.fuzzing.guided $(ARGS)

bench: $(READY_BENCH)  ## measure speed as ratios in one run; ARGS=--write keeps them in benchmarks/README.md
	$(BIN)/python benchmarks/run.py $(ARGS)

backtest: $(READY_DEV)  ## run the backtests that ship (a quarter of an hour) and write what came out into docs/backtest.md
	$(BIN)/python -m kredslob.cli backtest -o build/backtest
	$(BIN)/python -m kredslob.scenarios.backtesting.page build/backtest

register: $(READY_DEV)  ## make the shipped register and its individual agreements anew
	$(BIN)/python -m kredslob.engine.register.generate
	$(BIN)/python -m kredslob.engine.individual_agreements

schemas: $(READY_DEV)  ## write the JSON Schemas of all formats into docs/schemas
	$(BIN)/python -m kredslob.engine.schemas.published docs/schemas
	$(BIN)/python -m kredslob.scenarios.files.schemas docs/schemas

messages: $(READY_DEV)  ## bring the Danish catalogue in step with the code, then compile it
	$(BIN)/python tests/house/catalogue.py

# The lock files name versions and hashes and nothing of where they came from, so that they hold with any mirror.
COMPILE = env -u PIP_FIND_LINKS -u UV_FIND_LINKS .venv-lock/bin/uv --no-config pip compile --quiet --universal \
	--python-version 3.11 --generate-hashes --no-emit-index-url --no-header $(ARGS)

lock:  ## remake the lock files; ARGS=--upgrade takes newer releases
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip --quiet --disable-pip-version-check install $(UV)
	$(PYTHON) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' \
		| $(COMPILE) - -o requirements-build.lock
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) pyproject.toml --extra dev -c requirements.lock -o requirements-dev.lock
	$(COMPILE) pyproject.toml --extra bench -c requirements.lock -o requirements-bench.lock
	$(COMPILE) pyproject.toml --extra faults -c requirements.lock -o requirements-faults.lock
	@! grep -nE '://|find-links|index-url| @ |^ *# +.* /' requirements*.lock || { echo 'A lock file names a place.'; exit 1; }

clean:  ## remove everything that make has made
	rm -rf .venv .venv-* .types build dist *.egg-info .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# setuptools comes first and by itself: durable-rules is a source distribution that is built with it, and a fresh
# virtual environment has none from Python 3.12 on.
$(READY): pyproject.toml setup.py requirements-build.lock requirements.lock
	@test -n "$(VERSION)" || { echo 'Kredsløb needs Python 3.11 or 3.12 with venv and the C headers' \
		'(on Debian: python3-venv and python3-dev); say which with PYTHON=...'; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(INSTALL) -r requirements-build.lock
	$(INSTALL) -r requirements.lock \
		|| { echo 'If durable-rules would not build: it needs a C compiler and the headers of this Python.'; exit 1; }
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(READY_DEV): $(READY) requirements-dev.lock
	$(INSTALL) -r requirements-dev.lock
	@touch $@

$(READY_BENCH): $(READY_DEV) requirements-bench.lock
	$(INSTALL) -r requirements-bench.lock
	@touch $@

$(READY_FAULTS): $(READY_DEV) requirements-faults.lock
	$(INSTALL) -r requirements-faults.lock
	@touch $@

# mypy and pyright cannot see the folder mapping that setuptools makes, so it is laid out for them in symbolic links.
.types/kredslob:
	mkdir -p $@
	for folder in rules engine scenarios cli; do ln -sfn ../../$$folder $@/$$folder; done
