# Comptoir. `make` lists what can be made; each target sets up what it needs and is quick when nothing changed.

SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python
WIDGET := $(shell find widget/src widget/build.mjs widget/package-lock.json widget/tsconfig.json -type f 2>/dev/null)
PROJECT ?= tests/parity/projects/telecom
RASA_PORT ?= 5005
export OMP_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.PHONY: help demo test test-full bench check serve rasa rasa-parity setup setup-test clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

demo: setup ## serve the sample company in the browser (real opening hours: make demo HOURS=real)
	@$(BIN)/comptoir demo $(if $(filter real,$(HOURS)),--real-hours)

test: setup-test check ## set up everything and run the tests
	$(PY) -m pytest -m "not slow"

test-full: setup-test check ## the tests and the slow suites
	$(PY) -m pytest

bench: setup-test ## measure quality and speed beside baselines, on the data of COMPTOIR_DATA
	$(PY) -m tests.bench

check: setup ## ruff, mypy, import contracts, tsc, biome
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PY) widget/build_hook.py check

serve: setup ## serve the installation in COMPTOIR_HOME (default var/)
	@$(BIN)/comptoir serve

rasa: var/rasa/.installed ## train an assistant and serve it by a real Rasa 3.6, on this machine alone (PROJECT=folder)
	@$(PY) -m dialogue.rasa "$(PROJECT)" --port $(RASA_PORT) $(if $(NLU),--nlu "$(NLU)") $(if $(ACTIONS),--actions "$(ACTIONS)")

rasa-parity: var/rasa/.installed ## record what a real Rasa does and compare the interpreter with it (a sample: LIMIT=5)
	@$(PY) -m tests.parity $(if $(LIMIT),--limit $(LIMIT)) $(if $(SEED),--seed $(SEED)) $(if $(KEEP),--keep)

setup: .venv/.installed widget/dist/.built models/.built ## virtual environment, packages, front end, encoders

setup-test: setup .venv/.browser

clean: ## remove what was set up and built; var/ stays
	rm -rf .venv widget/node_modules widget/dist models/*/ models/.built dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

.venv/.installed: pyproject.toml constraints.txt setup.sh api/launch.py
	./setup.sh python "$(PYTHON)"
	@touch $@

widget/dist/.built: .venv/.installed $(WIDGET)
	$(PY) widget/build_hook.py build
	@touch $@

models/.built: .venv/.installed nlu/build.py nlu/pack.py nlu/folder.py nlu/parity.toml
	$(PY) -m nlu.build models
	@touch $@

var/rasa/.installed: dialogue/rasa/requirements.txt dialogue/rasa/install.py | .venv/.installed
	$(PY) -m dialogue.rasa.install $(PYTHON310)
	@touch $@

.venv/.browser: .venv/.installed setup.sh
	./setup.sh browser
	@touch $@
