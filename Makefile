# Two commands do everything on a machine that has rustup and Node.js: `make run` and `make test`.
.DEFAULT_GOAL := help
.PHONY: help run check test e2e crash bench clean

help: ## What there is
	@sed -n 's/^\([a-z0-9]*\): ## /  make \1	/p' Makefile | expand -t 16

run: ## Build Concordat and serve it at http://127.0.0.1:3000 with the demonstration (first time 18 minutes, then seconds)
	@exec .ci/start.sh

check: ## Formatting, clippy, rules, stories on SQLite: while you work
	@.ci/test.sh quick

test: ## Everything: also PostgreSQL, a real browser, accessibility, valid HTML (first time 35 minutes, then 20)
	@.ci/test.sh all

e2e: ## The end-to-end tests alone
	@.ci/test.sh browser

crash: ## Kill the program 50 times and PostgreSQL 10 times in a stream of deeds, for every night (15 minutes)
	@.ci/test.sh crash

bench: ## Hold every page with a budget against it, on registers of three sizes; imports, memory (an hour)
	@.ci/bench.sh

clean: ## Remove what was built; the register in data/ stays
	rm -rf target app/node_modules e2e/node_modules e2e/results
