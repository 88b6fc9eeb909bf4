# make check: what can be said about the tree without running a server. Each part alone is `make check-NAME`; it prints
# "ok NAME", or what is wrong and "not ok NAME". `make format` puts the layout right.

VENV ?= build/venv
SQL  := sql

# Scripts of frontend/package.json.
APP_CHECKS := biome tsc stylelint messages vitest

CHECKS := gcc clang clang-format clang-tidy shellcheck ruff ruff-format mypy sqlfluff programs docs layout $(APP_CHECKS)

C_FILES     = $(wildcard fcgi/*/*.[ch] tests/*/*.[ch])
SHELL_FILES = $(shell find .ci scripts etc tests -type f \
	-exec awk 'FNR == 1 && /^\#!.*[ \/](ba)?sh( |$$)/ { print FILENAME }' {} +)
PYTHON      = $(shell grep -d skip -lE '^\#!.*\bpython3\b' scripts/*) scripts/tasklight
# Folders whose modules may have the same names are looked at one by one.
TEST_FOLDERS = $(sort $(patsubst %/,%,$(dir $(wildcard tests/*/*.py))))
TIDIED       = $(patsubst %.c,$(BUILD)/tidy/%,$(wildcard fcgi/*/*.c))

.PHONY: check-tidied check-types $(CHECKS:%=check-%)

check: ## Check warnings, layout, types, SQL, programs and documents
	@$(MAKE) --no-print-directory --keep-going --output-sync=target $(CHECKS:%=check-%)

check-gcc:
	@+scripts/checked gcc $(MAKE) CC=gcc BUILD=$(BUILD)/gcc programs unit-programs

check-clang:
	@+scripts/checked clang $(MAKE) CC=clang BUILD=$(BUILD)/clang programs unit-programs

check-clang-format:
	@scripts/checked clang-format clang-format --dry-run -Werror $(C_FILES)

check-clang-tidy:
	@+scripts/checked clang-tidy $(MAKE) check-tidied

check-tidied: $(TIDIED)
$(BUILD)/tidy/%: %.c .clang-tidy $(wildcard fcgi/*/*.h) $(QUERIES:%=$(BUILD)/generated/queries_%.h)
	@mkdir -p $(@D)
	clang-tidy --quiet $< -- $(ALL_CFLAGS)
	@touch $@

check-shellcheck:
	@scripts/checked shellcheck shellcheck $(SHELL_FILES)

check-ruff:
	@scripts/checked ruff $(VENV)/bin/ruff check $(PYTHON) tests

check-ruff-format:
	@scripts/checked ruff-format $(VENV)/bin/ruff format --diff --quiet $(PYTHON) tests

check-mypy:
	@+scripts/checked mypy $(MAKE) check-types

check-types:
	MYPYPATH=scripts $(VENV)/bin/mypy $(PYTHON)
	for folder in $(TEST_FOLDERS); do MYPYPATH=tests:tests/api:$$folder $(VENV)/bin/mypy $$folder || exit; done

check-sqlfluff:
	@scripts/checked sqlfluff $(VENV)/bin/sqlfluff lint $(SQL)

# Against what check-gcc has built.
check-programs: check-gcc
	@scripts/checked programs scripts/check-programs $(BUILD)/gcc/bin

check-docs: check-gcc
	@scripts/checked docs scripts/check-docs $(BUILD)/gcc/bin

# After the client that they import has been written.
$(APP_CHECKS:%=check-%): check-%: $(BUILD)/www/index.html
	@PATH="$(abspath $(NODE)):$$PATH" scripts/checked $* npm --prefix frontend run --silent $*

# A line a rule.
check-layout:
	@scripts/check-layout

format: ## Put the layout of C, SQL, Python and TypeScript right
	clang-format -i $(C_FILES)
	$(VENV)/bin/sqlfluff fix --quiet sql
	$(VENV)/bin/ruff check --fix --quiet $(PYTHON) tests
	$(VENV)/bin/ruff format --quiet $(PYTHON) tests
	PATH="$(abspath $(NODE)):$$PATH" npm --prefix frontend run --silent format

test: ## Run everything: checks, unit tests and the tests against running instances
	scripts/test
