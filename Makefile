# All set-up goes through packaging/bootstrap.py: it needs Python 3.11 to 3.13 and a C++ compiler, nothing else.
PYTHON ?= python3
DEVICE ?= cpu
MODEL ?= starter
OUT ?= out/demo
BIN := .venv/bin

.PHONY: setup setup-dev demo run test fuzz mutate check lock bundle clean

setup:
	@$(PYTHON) packaging/bootstrap.py --device $(DEVICE)

setup-dev:
	@$(PYTHON) packaging/bootstrap.py --device $(DEVICE) --dev

demo: setup
	@$(BIN)/bioai demo --model $(MODEL) --out $(OUT)

run:
	@$(PYTHON) packaging/bootstrap.py --device $(DEVICE) --window
	@$(BIN)/bioai-desktop

test:
	@$(PYTHON) packaging/bootstrap.py --device $(DEVICE) --dev --window
	@$(BIN)/bioai models install tiny
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest

fuzz: setup-dev
	@HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest -m "not model" tests/edition tests/sources tests/engine tests/drafting tests/stories tests/store

mutate:
	@$(PYTHON) packaging/bootstrap.py --device $(DEVICE) --dev --mutate
	@HYPOTHESIS_PROFILE=mutate $(BIN)/mutmut run $(ONLY)
	@$(BIN)/mutmut results

check: setup-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/basedpyright
	@$(BIN)/lint-imports
	@$(BIN)/deptry .

lock:
	@$(PYTHON) packaging/bootstrap.py --lock

bundle: setup-dev
	@$(BIN)/python packaging/bundle.py

clean:
	rm -rf .venv build dist out .pytest_cache .ruff_cache .hypothesis .import_linter_cache mutants
