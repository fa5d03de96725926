# One word each, on a fresh clone with Python >= 3.11, make and the package registries.
PYTHON ?= python3
PORT ?= 8501
HOST ?= 127.0.0.1
BIN := .venv/bin
RUN_STAMP := .venv/.run-installed
DEV_STAMP := .venv/.dev-installed
# Where Python is told to keep no bytecode, as in many images of a machine, each of the hundreds of processes that the tests
# start would read our source anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test lint audit format bench rehearse screenshots lock clean

run: $(RUN_STAMP)
	$(BIN)/lagesbild serve --host $(HOST) --port $(PORT)

test: $(DEV_STAMP)
	$(PYTHON) -m tests.need chromium soffice initdb nginx
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 4 --dist loadgroup # each of its processes would compile us anew

lint: $(DEV_STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What the registry does not tell about is said to be not audited; the bill of materials names every locked package.
audit: $(DEV_STAMP)
	$(BIN)/python -m tests.audit requirements.lock
	$(BIN)/cyclonedx-py requirements requirements.lock --output-file bom.json

format: $(DEV_STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(DEV_STAMP)
	$(PYTHON) -m tests.need chromium initdb
	$(BIN)/python -m tests.benchmarks $(PART)

# "Running it for real" in the README, line by line in a clean folder: minutes, and a package registry.
rehearse: $(DEV_STAMP)
	$(PYTHON) -m tests.need chromium initdb nginx
	$(BIN)/python -m tests.rehearse

screenshots: $(DEV_STAMP)
	$(PYTHON) -m tests.need chromium
	$(BIN)/python -m tests.browser.screenshots $(COUNTY)

# The lock files hold versions and hashes for every platform, and no address.
lock: $(DEV_STAMP)
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade --output-file requirements.lock --quiet
	$(BIN)/uv pip compile pyproject.toml --extra build --extra dev --constraints requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --output-file requirements-dev.lock --quiet

clean:
	rm -rf .venv data/lagesbild.duckdb data/lagesbild.duckdb.wal

.venv/bin/python:
	$(PYTHON) -m venv .venv

$(RUN_STAMP): requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(DEV_STAMP): requirements-dev.lock $(RUN_STAMP)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@
