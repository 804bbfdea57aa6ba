# Everything runs in .venv, which is made once and again only when requirements.lock changes. Paths are relative, so that the
# checkout may lie in a folder with spaces in its name.
VENV := .venv
PYTHON := $(VENV)/bin/python
CANDIDATES := python3.13 python3.12 python3.11 python3.14 python3 python

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset run worker test lint bench kills soak properties evals pictures lock clean environment
.NOTPARALLEL:

help: ## List these targets
	@echo "Pressdesk. To try it: make demo"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name what; do printf '  make %-11s %s\n' "$$name" "$$what"; done

demo: environment ## Open a half-full desk in a local stand-in for Slack: no account, no key
	@$(PYTHON) -m bot demo $(if $(PORT),--port $(PORT))

demo-reset: environment ## The same, with the demo's story started over
	@$(PYTHON) -m bot demo --reset $(if $(PORT),--port $(PORT))

run: environment ## Run the desk against real Slack (Socket Mode; tokens in .env)
	@$(PYTHON) -m bot run

worker: environment ## Run one more worker beside it (PostgreSQL)
	@$(PYTHON) -m bot worker

test: environment ## Run all tests, on SQLite and PostgreSQL; in a browser where Chromium is found
	@$(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

lint: environment ## Check style, formatting and types
	@failed=0; \
	$(PYTHON) -m ruff check --output-format concise . || failed=1; \
	$(PYTHON) -m ruff format --check --quiet . || failed=1; \
	$(PYTHON) -m mypy || failed=1; \
	exit $$failed

bench: environment ## Measure acknowledgements, cards, lists, search, a day and more (ten minutes; ONLY=scale for one)
	@$(if $(DATA),DATA=$(DATA)) $(PYTHON) -m tests.bench $(ONLY)

kills: environment ## Kill the desk at every marked place, eight times over, on both databases (half an hour)
	@$(PYTHON) -m tests.soak kills $(if $(RUNS),--runs $(RUNS))
	@$(PYTHON) -m tests.soak news --runs $(or $(RUNS),4)

soak: environment ## Two bots and three workers under random faults for 500 inquiries (half an hour)
	@$(PYTHON) -m tests.soak crowd $(if $(INQUIRIES),--inquiries $(INQUIRIES))

properties: environment ## Try to get words out that nobody approved: 2,000 random sequences (a quarter of an hour)
	@PROPERTY_EXAMPLES=$(if $(EXAMPLES),$(EXAMPLES),2000) PROPERTY_STEPS=20 $(PYTHON) -m pytest -q -s tests/test_approval_properties.py

evals: environment ## Judge ten drafts and ten readings of a real model by rules (LLM_BASE_URL and LLM_MODEL set)
	@$(PYTHON) -m tests.evals

pictures: environment ## Take the README's pictures anew, in a browser
	@PICTURES=tests/browser/pictures $(PYTHON) -m pytest -q tests/browser -k "approved_words or monday or morning_of_coverage or becomes_an_interview"

lock: environment ## Resolve the dependencies anew into requirements.lock
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check uv
	@$(PYTHON) -m uv pip compile --quiet pyproject.toml --all-extras --universal --custom-compile-command "make lock" \
		-o requirements.lock $(if $(UPGRADE),--upgrade)

clean: ## Remove the environment and what tools left behind (never var/, your data)
	@rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@if cmp -s requirements.lock $(VENV)/requirements.lock && $(PYTHON) -c '' 2>/dev/null; then exit 0; fi; \
	set -e; \
	if ! $(PYTHON) -m pip --version >/dev/null 2>&1; then \
		found=; \
		for each in $(CANDIDATES); do \
			if $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$each; break; fi; \
		done; \
		if [ -z "$$found" ]; then \
			echo "Pressdesk needs Python 3.11 or newer, and found $$(python3 --version 2>/dev/null || echo none)." >&2; \
			echo "Install it from your system's packages or from python.org, then try again." >&2; \
			exit 1; \
		fi; \
		if ! $$found -c 'import ensurepip, venv' >/dev/null 2>&1; then \
			echo "$$($$found --version) is here, but without the parts that make an environment (venv and ensurepip)." >&2; \
			echo "On Debian and Ubuntu: apt install python3-venv. Then try again." >&2; \
			exit 1; \
		fi; \
		echo "Making an environment in $(VENV) with $$($$found --version)."; \
		rm -rf $(VENV); \
		$$found -m venv $(VENV); \
	fi; \
	echo "Installing $$(grep -c == requirements.lock) packages: a minute or two, and only this once."; \
	$(PYTHON) -m pip install --disable-pip-version-check --no-input -r requirements.lock; \
	cp requirements.lock $(VENV)/requirements.lock
