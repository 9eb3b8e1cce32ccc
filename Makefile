# Everything a user or a developer runs. PYTHON may name any interpreter from 3.11 on.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: demo test check docs goldens fixtures bench bench-faults clean

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Heyan needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) install -c constraints.txt -e '.[dev]'
	touch $@

## Audit the fixtures: findings on the console, the HTML report in build/demo.html
demo: $(VENV)/.installed
	@mkdir -p build
	$(BIN)/heyan check --fail-on never --format html --output build/demo.html --format console \
	  fixtures/01-*.docx fixtures/02-*.txt fixtures/03-*.html fixtures/04-*.xlsx fixtures/05-*.docx
	@echo; echo "HTML report: build/demo.html"

## Install everything and run everything
test: $(VENV)/.installed-dev
	@$(MAKE) --no-print-directory check

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.gold
	$(BIN)/heyan pack test core
	$(BIN)/heyan pack lint core
	$(BIN)/heyan pack mutate core --jobs 2
	$(BIN)/pytest -n auto

## Rewrite the golden files of the reporters (read the diff before you commit it)
goldens: $(VENV)/.installed-dev
	$(BIN)/python -m tests.golden.rewrite
	$(BIN)/python -m tests.test_generated

## Rewrite the pages and schemas that are made from the code and the rules
docs: $(VENV)/.installed-dev
	$(BIN)/python -m tests.test_generated

## Rebuild the fixture papers
fixtures: $(VENV)/.installed-dev
	$(BIN)/python -m fixtures.build

bench: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.bench

## One fault in each of 2,400 copies of 240 generated papers: what the audit finds (docs/fault-bench.md)
bench-faults: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.faults

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
