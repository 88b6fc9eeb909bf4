# make fuzz: every parser of bytes from outside under libFuzzer, with the sanitizers.

FUZZ_SECONDS ?= 600
# Where bad inputs go.
FUZZ_BAD     ?= $(FUZZ_BUILD)
FUZZ_BUILD   := $(BUILD)/fuzz
FUZZ_NAMES   := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_LIB     := arena params buffer cursor field json_read json_write query_string text token result db log uuid
FUZZ_SOURCES := $(FUZZ_LIB:%=fcgi/lib/%.c) fcgi/auth/username.c fcgi/todos/due.c fcgi/todos/todo.c
FUZZ_FLAGS   := -std=c17 -D_GNU_SOURCE -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
	-Ifcgi -I$(BUILD)/generated $(shell pkg-config --cflags libpq json-c libjwt libsodium libutf8proc)

$(FUZZ_BUILD)/fuzz_%: tests/fuzz/fuzz_%.c tests/fuzz/fuzz.h tests/fuzz/request_double.c $(FUZZ_SOURCES) \
		$(wildcard fcgi/lib/*.h) $(BUILD)/generated/queries_todos.h
	@mkdir -p $(@D)
	clang $(FUZZ_FLAGS) -o $@ $< tests/fuzz/request_double.c $(FUZZ_SOURCES) -lpq -ljson-c -ljwt -lsodium -lutf8proc \
		-ljansson # last: json-c has functions of the same names

fuzz: $(FUZZ_NAMES:%=$(FUZZ_BUILD)/%) ## Fuzz every parser, FUZZ_SECONDS each (600)
	tests/fuzz/run $(FUZZ_BUILD) $(FUZZ_SECONDS) $(FUZZ_BAD)
.PHONY: fuzz
