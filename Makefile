# Everything runs through here; CONTRIBUTING.md says when to use which.
PYTHON ?= python3
PY := .venv/bin/python
PYTEST := $(PY) -m pytest
TEMPLATES := $(shell find templates -name '*.html' 2>/dev/null)
export UV_PROJECT_ENVIRONMENT := .venv
unexport VIRTUAL_ENV
# without compiled files, each of the many processes that tests start would compile Django again
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test test-postgres lint format screenshots bench check full

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /	/' | expand -t 16

demo: ## the site with a demo map, on port 8000 (PORT=9000 make demo)
	@$(PYTHON) tools/prepare.py demo
	@ARGMAP_HASHED_STATIC=on $(PY) manage.py demo

test: ready ## every test on SQLite, with the journeys in a real browser
	$(PYTEST) -n auto --ignore=tests/journeys
	$(PYTEST) -n auto tests/journeys

test-postgres: ready ## what asks a database, on PostgreSQL (its own server, or DATABASE_URL), with the smoke journeys
	$(PYTHON) tools/postgres.py $(PYTEST) -n auto --only-database --ignore=tests/journeys
	$(PYTHON) tools/postgres.py $(PYTEST) -n auto -m smoke tests/journeys

lint: ready ## style, types, who imports whom, templates, migrations
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/djade --check $(TEMPLATES)
	.venv/bin/djlint --lint --quiet templates
	$(PY) manage.py makemigrations --check --dry-run

format: ready ## puts code and templates into the house's form
	.venv/bin/ruff check --fix --exit-zero --quiet
	.venv/bin/ruff format
	.venv/bin/djade $(TEMPLATES)

screenshots: ready ## the pictures in docs/pictures, from the demo
	$(PYTEST) tests/journeys/pictures.py

bench: ready ## what is measured, as ratios to a floor beside it, on PostgreSQL
	$(PYTHON) tools/postgres.py $(PY) -m bench

check: lint test test-postgres ## all that CI runs

full: export ARGMAP_TEST_PROFILE = full
full: check ## the same with the full numbers

.PHONY: ready
ready:
	@$(PYTHON) tools/prepare.py tests
