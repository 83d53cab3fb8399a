# Two commands matter: `make run` and `make test`. The work is done by scripts/.

.DEFAULT_GOAL := help
.PHONY: help run test reset bench bench-patterns prepare fmt setup

# Ports of `make run`: make run PORT=4000 IDENTITY_PORT=4001 CUSTODIAN_PORT=4002
export PORT IDENTITY_PORT CUSTODIAN_PORT CUSTODIAN

help: ## Shows this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Installs what is missing and starts the application with its services
	@scripts/run

test: ## Checks everything: format, lints, tests, sizes, browser tests
	@scripts/test

reset: ## Removes the data, secrets and logs of `make run`
	@scripts/reset

bench: ## Measures speed against a temporary database and prints a table
	@scripts/bench

bench-patterns: ## Compares the pattern engine's statistics with other libraries
	@scripts/bench-patterns

prepare: ## Describes the checked queries anew (.sqlx)
	@scripts/prepare-queries

fmt: ## Formats the Rust code
	@cargo fmt

setup: ## Installs what building, running and testing need
	@scripts/setup --tests
