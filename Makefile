# Everything a developer or CI does, by name. On a bare Debian 12 with Python 3.11, git and make, "make site" and
# "make test" install what they need: system packages through apt, the rest into .venv and node_modules.

PYTHON_IN_VENV := .venv/bin/python
BUILD := $(PYTHON_IN_VENV) build.py
# Arguments for pytest or for build.py, e.g. make test ARGS="-k penalties", make site ARGS="--help"
ARGS ?=
JOBS ?= auto
# Where "make public" is published, e.g. make public PUBLIC_URL=https://careers.example.com
PUBLIC_URL ?=

.DEFAULT_GOAL := help
.PHONY: help setup setup-tests site public serve test check format schema messages bench lock clean distclean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what a build needs (at once if it is there)
	@scripts/setup-system
	@scripts/setup-python

setup-tests: ## Install what the tests need as well
	@scripts/setup-tests

site: setup ## Build the site and the PDFs into site/
	$(BUILD) $(ARGS)

public: setup ## Build what anybody may see into public/ (PUBLIC_URL=https://…: where it will be)
	$(BUILD) --audience public --output public $(if $(PUBLIC_URL),--base-url "$(PUBLIC_URL)") $(ARGS)

serve: setup ## Show the site in a browser, rebuilt as files change
	$(BUILD) serve $(ARGS)

test: setup-tests ## Run all tests
	$(PYTHON_IN_VENV) -m pytest -n $(JOBS) --dist worksteal $(ARGS)

check: setup-tests ## Lint, types, content, then all tests
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	$(BUILD) check --strict
	$(MAKE) --no-print-directory test

format: setup-tests ## Put the Python code into its form
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

schema: setup ## Remake the JSON Schemas in schema/ from the models
	$(BUILD) schema $(ARGS)

messages: setup ## Bring templates/locale up to date with the words in the templates (ARGS=fr: begin French)
	$(PYTHON_IN_VENV) scripts/messages $(ARGS)

bench: setup-tests ## Measure builds
	$(PYTHON_IN_VENV) bench/run.py $(ARGS)

lock: setup-tests ## Remake the lock files (UPGRADE=1: with the newest versions)
	scripts/lock $(if $(UPGRADE),--upgrade)

clean: ## Remove what builds and checks left behind, but not the site
	rm -rf .rolebook .hypothesis .mypy_cache .pytest_cache .ruff_cache dist
	find rolebook tests -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

distclean: clean ## Also remove the site and all that was installed here
	rm -rf .venv node_modules
	if [ -d site ]; then find site -mindepth 1 ! -path site/.gitignore -delete; fi
