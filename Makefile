# Two commands matter: `make run` and `make test`. Both make .venv themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SERVE ?= --serve

.PHONY: run test bench-ui check format journey aligner-weights quality-weights adapter clean help

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

run: $(STAMP)  ## do the main job on the bundled article pair, then open the workbench
	$(BIN)/duizhao demo $(SERVE)

test: $(STAMP)  ## run the tests
	$(BIN)/python -m pytest

bench-ui: $(STAMP)  ## measure the workbench in Chromium, with 100,000 beads in a project
	$(BIN)/python tests/bench_ui.py

check: $(STAMP)  ## format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(STAMP)  ## format and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

aligner-weights: $(STAMP)  ## train align/weights.json on TRAIN=parallel.jsonl.xz
	$(BIN)/python -m align.training $(TRAIN) align/weights.json

quality-weights: $(STAMP)  ## train mt/quality.json on TRAIN=parallel.jsonl.xz and JUDGED="zh-en=a.tsv en-de=b.tsv"
	$(BIN)/python -m ui.score_training $(TRAIN) mt/quality.json $(JUDGED:%=--judged %)

adapter: $(STAMP)  ## train START, mt/adapter if not given, on TRAIN="a.jsonl.xz b.jsonl.xz" into OUT (an hour; goes on where it stopped)
	$(BIN)/python -m mt.adapter_training $(or $(OUT),build/adapter) $(TRAIN) --start $(or $(START),mt/adapter) --rate $(or $(RATE),1.5e-4)

clean:  ## remove what was built
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis duizhao-demo

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "duizhao needs Python 3.11 or newer, and $(PYTHON) is older; set PYTHON=" >&2; exit 2; }
	@# Debian and Ubuntu keep the means to make a virtual environment in a package of their own.
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "installing python3-venv"; sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		$$sudo apt-get update -qq && $$sudo apt-get install -y -qq python3-venv; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
