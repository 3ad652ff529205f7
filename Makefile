# Tumen Watch. `make` alone lists what there is.
#
#   PYTHON=python3.12 make run    choose the interpreter (3.11 or newer; otherwise the first one found)
#   PORT=8600 make run            choose the port
#
# .venv/ serves both commands. A stamp named by the lock's checksum says that it is complete, so the
# second time nothing is asked of the network.

PORT ?= 8501
VENV := .venv
BENCH := .venv-bench
BIN := $(VENV)/bin
PY := $(BIN)/python
LOCK_SUM = $$(cksum < $(1) | cut -d' ' -f1)
PIP := $(PY) -m pip --disable-pip-version-check --no-input
UV := $(PY) -m uv

.DEFAULT_GOAL := help
.PHONY: help run test check lint types screenshots bench assets lock clean chromium env env-run env-test env-bench

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: env-run ## Make the environment and start the dashboard (PORT=8501)
	@$(PY) -c 'import socket, sys; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("127.0.0.1", int(sys.argv[1])))' "$(PORT)" 2>/dev/null \
	  || { echo "Port $(PORT) cannot be used: it is taken by another program, or not a free port number."; \
	       echo "Choose another one: PORT=8600 make run"; exit 1; }
	@$(PY) -m components.assets >/dev/null
	@echo "Tumen Watch: http://127.0.0.1:$(PORT)  (Ctrl-C stops it)"
	@trap 'exit 0' INT; $(BIN)/streamlit run app.py --server.port "$(PORT)"

test: env-test chromium lint types check ## Lint, types, data check, unit, page and browser tests
	@$(PY) -m components.assets >/dev/null
	$(PY) -m pytest

check: env-run ## Check the tables: rows, references, dates, ranges
	$(PY) -m data check

lint: env-test ## Lint and format check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: env-test ## Strict types
	$(BIN)/mypy

screenshots: env-test chromium ## Picture every page, light, dark and phone-wide, into docs/
	$(PY) -m tests.screenshots

bench: env-test env-bench chromium ## Measure speed beside plain Dash and Panel
	$(PY) -m tests.bench

assets: env-run ## Make what the browser fetches from static/
	$(PY) -m components.assets

lock: env-test ## Pin all packages anew from requirements*.txt (needs the network)
	@$(PY) -c 'import uv' 2>/dev/null || $(PIP) install --quiet uv
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --no-annotate --upgrade requirements.txt --output-file requirements.lock
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --no-annotate --upgrade --constraint requirements.lock requirements-dev.txt --output-file requirements-dev.lock

clean: ## Remove the environments and everything made
	rm -rf $(VENV) $(BENCH) static/vendor static/geo .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# -- below: what the commands above stand on --

$(PY):
	@set -e; found=; \
	for name in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python); do \
	  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$name; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Python 3.11 or newer is needed and was not found. Install it, or name it: PYTHON=/path/to/python3.11 make run"; \
	  exit 1; \
	fi; \
	"$$found" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$$found comes without venv and pip. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }; \
	echo "Making $(VENV) with $$("$$found" --version)"; \
	"$$found" -m venv $(VENV)

env-run: $(PY)
	@$(call install,requirements.lock,run)

env-test: env-run
	@$(call install,requirements-dev.lock,test)

# Installs a lock unless a stamp says that it was done: $(1) lock, $(2) name of the stamp.
define install
sum=$(call LOCK_SUM,$(1)); stamp=$(VENV)/.$(2)-stamp; \
if [ "$$(cat $$stamp 2>/dev/null)" != "$$sum" ]; then \
  echo "Installing $(1) (a minute or two, the first time only)"; \
  $(PIP) --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null; \
  $(PIP) install -qq --require-hashes -r $(1) || { \
    echo "The packages could not be installed. The first time needs the network, or a package folder that pip knows."; exit 1; }; \
  echo "$$sum" > $$stamp; \
fi
endef

env-bench: env-test
	@[ -x $(BENCH)/bin/python ] || $(PY) -m venv $(BENCH)
	@sum=$(call LOCK_SUM,tests/bench/requirements.txt); \
	if [ "$$(cat $(BENCH)/.stamp 2>/dev/null)" != "$$sum" ]; then \
	  echo "Installing tests/bench/requirements.txt"; \
	  $(BENCH)/bin/python -m pip --disable-pip-version-check --no-input install -qq -r tests/bench/requirements.txt \
	    && echo "$$sum" > $(BENCH)/.stamp; \
	fi

chromium: env-test
	@$(PY) -m tests.chromium
