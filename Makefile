# Everything a person does with this repository. Needs Python 3.11 or later, make, and the package registry.
#   make demo PORT=8600      another port
#   make test ARGS="-k gap"  some of the tests
#   make PYTHON=python3.13   another interpreter for a new environment
#   make VENV=/some/where    another place for the environment

VENV  ?= .venv
PORT  ?= 8501
JOBS  ?= 2
ARGS  ?=

PYTHONS := $(or $(PYTHON),python3.11 python3.12 python3.13 python3.14 python3 python)
BIN     := $(VENV)/bin
PIP     := $(BIN)/python -m pip --disable-pip-version-check --no-input
RUNTIME := $(VENV)/.runtime-installed
DEV     := $(VENV)/.dev-installed

UV_VERSION := 0.13.8

.DEFAULT_GOAL := help
.PHONY: help demo run install test journeys check docs pictures bench eval drill lock clean

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 18

demo: $(RUNTIME)  ## open the product on the real plan with marked demo submissions
	@$(BIN)/tracker demo --port $(PORT)

run: $(RUNTIME)  ## open the product on data/, with real submissions
	@$(BIN)/tracker serve --port $(PORT)

install: $(RUNTIME)  ## make the environment and the `tracker` command

test: $(DEV)  ## run the tests
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadfile -m "not journey" $(ARGS)

journeys: $(DEV)  ## run the longer journeys through the pages in a browser
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadfile -m journey $(ARGS)

check: $(DEV)  ## lint, format, types, import layers, documentation
	@failed=; \
	step() { name=$$1; shift; printf '\n== %s\n' "$$name"; "$$@" || failed="$$failed $$name"; }; \
	step lint    $(BIN)/ruff check .; \
	step format  $(BIN)/ruff format --check .; \
	step types   $(BIN)/mypy; \
	step imports $(BIN)/lint-imports; \
	step docs    $(BIN)/python -m pytest -q tests/docs; \
	if [ -n "$$failed" ]; then printf '\nmake check failed:%s\n' "$$failed"; exit 1; fi; \
	printf '\nmake check: all passed\n'

docs: $(DEV)  ## write the generated documentation again
	@$(BIN)/python -m tests.docs

pictures: $(DEV)  ## take the screenshots of the documents again (needs Chromium)
	@$(BIN)/python -m tests.docs.pictures

bench: $(DEV)  ## measure build, page rerun and workbook against their bounds
	@$(BIN)/python -m tests.bench

eval: $(DEV)  ## score the plan reader against what persons read in official texts
	@$(BIN)/python -m tests.eval $(ARGS)

drill: $(DEV)  ## kill a writer at random moments, flip every bit, play a quarter twice, and compare
	@$(BIN)/python -m tests.drill $(ARGS)

lock: $(VENV)/bin/python  ## resolve the newest versions again and pin them with hashes
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && \
	$(BIN)/python -m venv "$$dir" && "$$dir/bin/pip" install uv==$(UV_VERSION) && \
	pin() { "$$dir/bin/uv" pip compile --universal --python-version 3.11 --fork-strategy fewest --upgrade \
	        --generate-hashes --no-annotate --no-header --no-config --quiet pyproject.toml "$$@"; } && \
	pin --group build --output-file requirements.lock && \
	pin --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock && \
	grep -c == requirements.lock requirements-dev.lock

clean:  ## remove caches and build results; the environment and data/ stay
	rm -rf build dist tracker.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +

# A stamp is written only after its whole installation succeeded, so an interrupted one starts again.

$(RUNTIME): requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes --only-binary :all: -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	$(PIP) install --require-hashes --only-binary :all: -r requirements-dev.lock
	@touch $@

# Candidates are run, not only found: some machines have commands that only say which version to choose.
$(BIN)/python:
	@for python in $(PYTHONS); do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    echo "Making $(VENV) with $$("$$python" --version) ..."; \
	    "$$python" -m venv $(VENV) && exit 0; \
	    echo "$$python cannot make an environment; on Debian: apt-get install python3-venv"; \
	    rm -f $@; exit 1; \
	  fi; \
	done; \
	echo "No Python 3.11 or later was found (tried: $(PYTHONS))."; \
	echo "Install one, or name it: make PYTHON=/path/to/python3"; exit 1
