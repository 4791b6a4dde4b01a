# Everything a newcomer needs: `make run`, `make test`. `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
DB ?= sqlite
.DEFAULT_GOAL := help

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

run: .venv/site translations ## Start the site with demo data (PORT, default 8000)
	@$(BIN)/python -m dialogue.run

test: .venv/dev translations browser lint ## Lint, types, contracts, and every test on SQLite and PostgreSQL
	@.ci/test

lint: .venv/dev ## Ruff, djlint, mypy, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports

bench: .venv/dev translations ## Measure intake and board, side by side with a bare insert
	@$(BIN)/python -m tests.bench

bench-emerging: .venv/dev ## Find planted outbreaks: the scan beside fixed thresholds, EARS C2 and CUSUM
	@$(BIN)/python -m tests.bench_emerging

bench-topics: .venv/dev ## Measure topics beside BERTopic (CORPORA=folder of JSONL files: text, label)
	@$(BIN)/python -m tests.bench_topics $(CORPORA)

bench-scale: .venv/dev ## Measure encoding, classification and the kNN graph on 1 and 2 workers
	@$(BIN)/python -m tests.bench_scale

screenshots: .venv/dev translations browser ## Take the README's pictures anew, into static/img/readme
	@$(BIN)/python -m tests.screenshots

lock: .venv/dev ## Compile the hash-pinned locks anew
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		pyproject.toml -o .ci/lock/site.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		-c .ci/lock/site.txt --all-extras --group dev --group test pyproject.toml -o .ci/lock/dev.txt

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/site: .ci/lock/site.txt | .venv/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r .ci/lock/site.txt
	@touch $@

.venv/dev: .ci/lock/dev.txt | .venv/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r .ci/lock/dev.txt
	@touch $@ .venv/site

PO := $(wildcard dialogue/translations/*/LC_MESSAGES/messages.po)
translations: $(PO:.po=.mo)
%.mo: %.po | .venv/site
	@$(BIN)/pybabel -q compile -i $< -o $@

messages: .venv/site ## Bring the catalogues up to date with the public pages; new texts come untranslated
	@$(BIN)/python -m babel.messages.frontend -q extract -F pyproject.toml -k _l --add-location=file -o var/messages.pot .
	@$(BIN)/pybabel -q update -i var/messages.pot -d dialogue/translations --no-wrap -N --ignore-obsolete
	@sed -i -E '/^"(Project|Report|POT|PO|Last|Language-Team|Generated)/d; 1{/^$$/d}; $${/^$$/d}' $(PO)

browser: ## Install Chromium and PostgreSQL where they are missing and it may
	@.ci/install-system

.PHONY: help run test lint bench bench-emerging bench-topics bench-scale screenshots lock translations browser
