# Everything sets itself up on a fresh machine: Debian, Python 3.11 with venv and pip, make.
#   make chronicle   the chronicle of the examples, in out/
#   make test        all tests
#   make install     the command khronika, in .venv/bin
#   make check       lint and types
#   make bench       the benchmarks, where the public corpora are (see docs/benchmarks.md)
#   make exchange    what exports to FollowTheMoney need besides
#   make lock        requirements.lock and requirements-exchange.lock anew from pyproject.toml

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
GAZETTEER := $(VENV)/share/khronika/gazetteer.bin
GAZETTEER_SOURCE := $(wildcard src/khronika/reference/gazetteer/*.py) $(wildcard src/khronika/reference/gazetteer/*.toml)

.PHONY: chronicle test install check bench exchange lock browser clean

chronicle: install
	$(BIN)/khronika chronicle examples/dispatches --include-names -o out/examples; test $$? -le 1
	@echo "The chronicle of the examples: open out/examples/index.html"

install: $(READY) $(GAZETTEER)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Khronika needs Python 3.11 or newer: make PYTHON=python3.11 ..."; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Debian's python3-venv is missing: installing it ..."; \
	  if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null; \
	  else sudo apt-get update -qq && sudo apt-get install -y -qq python3-venv >/dev/null; fi; }
	@echo "Setting up $(VENV) from the hashed lock ..."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src
	@touch $(READY)

$(GAZETTEER): $(READY) $(GAZETTEER_SOURCE)
	@echo "Compiling the gazetteer (once) ..."
	$(BIN)/python -m khronika.reference.gazetteer.build

test: install browser
	$(BIN)/python -m pytest -n 2 --dist worksteal

# The tests of pages run in a real browser: Debian's chromium.
browser:
	@command -v chromium >/dev/null 2>&1 || { \
	  echo "The tests of the page need Debian's chromium: installing it ..."; \
	  if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq chromium >/dev/null; \
	  else sudo apt-get update -qq && sudo apt-get install -y -qq chromium >/dev/null; fi || \
	  echo "It could not be installed; the tests that need it will be skipped and say so."; }

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: install
	$(BIN)/python -m benchmarks

# FollowTheMoney leans on PyICU, which is built here from its source: a compiler and ICU's headers are needed.
exchange: $(READY)
	@command -v pkg-config >/dev/null 2>&1 && pkg-config --exists icu-i18n && command -v g++ >/dev/null 2>&1 || { \
	  echo "Exports to FollowTheMoney need a compiler and the headers of ICU: installing them ..."; \
	  if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq g++ pkg-config libicu-dev python3-dev >/dev/null; \
	  else sudo apt-get update -qq && sudo apt-get install -y -qq g++ pkg-config libicu-dev python3-dev >/dev/null; fi; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-exchange.lock

lock:
	$(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet uv
	build/lock/bin/uv pip compile --quiet pyproject.toml --extra russian --group model --group test --group check --group build \
	  --generate-hashes --python-version 3.11 --no-header -o requirements.lock
	build/lock/bin/uv pip compile --quiet pyproject.toml --extra exchange --extra archive -c requirements.lock \
	  --generate-hashes --python-version 3.11 --no-header -o requirements-exchange.lock

clean:
	rm -rf $(VENV) out build .pytest_cache .mypy_cache .ruff_cache
