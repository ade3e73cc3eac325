# Two commands for a newcomer, from nothing but git, make and Python: `make demo` and `make test`.
.DEFAULT_GOAL := help
SHELL := /bin/sh
unexport PYTHONPATH PYTHONHOME
.NOTPARALLEL:

BIN := .venv/bin
# As many processes as the machine has cores, but no more than pay for their start.
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

# Modules that write generated files: `make docs` runs them, `make check` runs them with --check, which writes nothing,
# names the files that are not fresh and then fails.
GENERATORS := compliance.language.extract compliance.checks.pages compliance.checks.questionnaire_pages compliance.cli.reference

.PHONY: help demo test test-slow test-all check docs docs-fresh samples samples-fresh bench mutants lock setup clean

help: ## List these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r target text; do printf '  make %-10s %s\n' "$$target" "$$text"; done

setup: ## Make .venv ready (the others do it themselves)
	@sh scripts/setup.sh

demo: setup ## Walk the whole way with a fictional municipality; results in build/demo
	@$(BIN)/compliance demo --output build/demo

test: setup ## Run the tests, in under three minutes
	$(PYTEST) -m "not slow" --hypothesis-profile quick

test-slow: setup
	$(PYTEST) -m slow

test-all: setup ## Run the slow tests too, and properties on more examples
	$(PYTEST)

check: setup ## Lint, format, types, and generated files fresh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@$(MAKE) --no-print-directory docs-fresh samples-fresh

docs: setup ## Write the generated files anew
	@set -e; for module in $(GENERATORS); do $(BIN)/python -m $$module; done

docs-fresh: setup
	@set -e; for module in $(GENERATORS); do $(BIN)/python -m $$module --check; done

samples: setup ## Make docs/samples anew (the picture needs pdftoppm, from poppler-utils)
	$(BIN)/python -m scripts.samples
	pdftoppm -r 80 -f 1 -l 1 -singlefile -png docs/samples/decision-memo.pdf docs/samples/memo-page-1

samples-fresh: setup
	@$(BIN)/python -m scripts.samples --check

bench: setup ## Measure against the floors
	$(BIN)/python -m bench

mutants: setup ## Change rules and facts by one fault at a time, and see whether examples and tests catch it
	$(BIN)/python -m bench.mutants

lock: setup ## Write the lock files anew from pyproject.toml, with the newest versions it allows
	sh scripts/lock.sh

clean: ## Remove what make made
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
