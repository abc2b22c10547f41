# Each target sets up what it needs: a virtual environment in .venv, made once, kept up to date.
#   make run                          the whole war, 200 times, scored and illustrated
#   make run ARGS="--replicas 20"     the same with options of `parallel38 run`
#   make atlas                        the war in a browser
#   make test                         everything that must hold before a change goes in
PYTHON ?= python3
ARGS ?=
BIN := .venv/bin

.PHONY: run atlas test lint types rooms web unit slow speed picture format clean help

run:
	@$(PYTHON) tools/setup.py
	@$(BIN)/parallel38 run $(ARGS)

# Builds its page the first time, and fights a small ensemble if there is no run yet.
atlas:
	@$(PYTHON) tools/setup.py atlas
	@$(BIN)/python tools/web.py build
	@$(BIN)/parallel38 atlas $(ARGS)

# Every part is tried even when one before it fails.
test: dev
	@failed=; for part in lint types rooms web unit; do \
		$(MAKE) --no-print-directory $$part || failed="$$failed $$part"; \
	done; \
	test -z "$$failed" || { echo "make test: not in order:$$failed"; exit 1; }

help:
	@sed -n '1,6s/^# \{0,1\}//p' Makefile

.PHONY: dev
dev:
	@$(PYTHON) tools/setup.py dev

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: dev
	$(BIN)/mypy

rooms: dev
	$(BIN)/lint-imports --no-cache

# Types, tests and bundle of the page; Node is brought along where the machine has none.
web: dev
	$(BIN)/python tools/web.py

unit: dev
	$(BIN)/pytest -m "not slow"

slow: dev
	$(BIN)/pytest -m slow tests/slow

speed:
	@$(PYTHON) tools/setup.py dev bench
	@$(BIN)/python -m tests.speed

# The picture of the README, from the run that `make run` makes.
picture: run
	$(BIN)/python tools/picture.py runs/korea1950

format: dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv build dist web/node_modules src/parallel38/atlas/static .pytest_cache .ruff_cache .mypy_cache .hypothesis
