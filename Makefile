# The verbs of this repository. They need Python 3.11 or later, git and make; `editor` needs npm.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint types golden docs bench editor clean

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## make the virtual environment; the other verbs do it when it is needed

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed; name it with: make PYTHON=python3.11 ..." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --editable '.[dev]'
	@touch $@

demo: setup ## the whole way on an emulated account: plan, apply, drift
	@$(BIN)/pipelinectl demo

test: setup ## run the tests
	@$(BIN)/python -m pytest -n auto

lint: setup ## check style and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup ## check types
	@$(BIN)/mypy

golden: setup ## write golden files anew; read the difference before you commit it
	@UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q

docs: setup ## write generated files anew: the schemas and the generated pages of docs/
	@$(BIN)/python -m pipelinectl.published
	@$(BIN)/python -m tests.rows

bench: setup ## measure, beside the peers
	@$(PIP) --editable '.[dev,bench]'
	@$(BIN)/python -m benchmarks

editor: ## install what the tests of editors need
	@npm ci --prefix tests/editor --ignore-scripts --no-audit --no-fund --loglevel=error

clean: ## remove the virtual environment and all caches
	@rm -rf $(VENV) build dist *.egg-info tests/editor/node_modules
	@rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find pipelinectl tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
