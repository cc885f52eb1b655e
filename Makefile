# Everything a contributor does, by name. `make` alone lists the targets.
SHELL := /bin/bash
.DEFAULT_GOAL := help

SWIFT ?= swift
# One self-contained binary: the Swift runtime goes inside it, so it runs from any folder, on any machine with Lua.
RELEASE := --configuration release --static-swift-stdlib --product luahost
SOURCES := Sources Tests Package.swift

.PHONY: help setup build run test check fmt bench fuzz clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what building and testing need, from Debian
	@Scripts/setup test

build: ## Build the release binary
	@Scripts/setup build
	$(SWIFT) build $(RELEASE)

run: build ## Build, then run integrations/hello_world
	"$$($(SWIFT) build $(RELEASE) --show-bin-path)/luahost" run integrations/hello_world

check: ## Lint, imports, lengths, what is committed, and the Lua libraries' own tests
	@Scripts/setup test
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)
	luacheck --quiet integrations Tests/ScriptTests Tests/HostedScripts $(wildcard stdlib)
	Scripts/check-imports
	Scripts/check-lengths
	Scripts/check-tree
	Scripts/check-lua

test: check ## Check, build with warnings as errors, run every test
	Tests/Sanitized/json/run 5000
	Tests/Sanitized/libraries/run 500
	Tests/Sanitized/pool/run 2000000
	$(SWIFT) build --build-tests
	@Scripts/fetch-json-schema-suite || echo "The tests of the official JSON Schema suite are skipped: it could not be fetched."
	@Scripts/fetch-report-schemas || echo "The tests of reports against the official schemas are skipped: not fetched."
	$(SWIFT) test --skip-build --disable-xctest --no-parallel

fmt: ## Format the Swift sources in place
	$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

bench: build ## Measure against the goals
	@Scripts/setup bench
	Benchmarks/run "$$($(SWIFT) build $(RELEASE) --show-bin-path)/luahost"
	Benchmarks/dev "$$($(SWIFT) build $(RELEASE) --show-bin-path)/luahost"

fuzz: ## Fuzz the library's functions and the JSON codec for a minute
	Tests/Sanitized/fuzz/run 60

clean: ## Remove what was built
	rm -rf .build
