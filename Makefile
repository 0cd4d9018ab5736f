# Two commands matter: `make run` shows it, `make test` proves it.
PYTHON ?= python3.11
VENV := .venv
PY := $(VENV)/bin/python

.PHONY: setup run test check lock pictures

setup: $(VENV)/.ready

$(VENV)/.ready: requirements-dev.txt
	command -v $(PYTHON) >/dev/null && $(PYTHON) -m venv $(VENV) || python3 -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

run: setup
	$(PY) -m bot run

check: setup
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

test: check
	$(PY) -m pytest -n 2 --dist loadfile

# The pictures of README.md and docs/, of the real program. Port 8000 has to be free; wants Chromium, a Thai font, an emoji font.
pictures: setup
	$(PY) -m tests.simulator.newcomer.pictures

# After a change of dependencies in pyproject.toml (needs pip-tools). Hashes, but no addresses: see CONTRIBUTING.md.
lock:
	pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links -o requirements.txt pyproject.toml
	pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml
