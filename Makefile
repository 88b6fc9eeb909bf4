# Builds the programs into $(BUILD)/bin and what lighttpd serves into $(BUILD)/www. `make help` lists the targets.

BUILD    ?= build
CC       ?= cc
CFLAGS   ?= -O2 -g
SANITIZE ?=

SERVICES := auth todos
PROGRAMS := $(SERVICES) relay $(SERVICES:%=%-consumer)
QUERIES  := $(SERVICES) relay

PACKAGES := fcgi libpq rdkafka json-c libjwt libsodium libutf8proc
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wno-missing-field-initializers -Werror
HARDEN   := -fstack-protector-strong -fPIE -fvisibility=hidden $(if $(SANITIZE),,-D_FORTIFY_SOURCE=2)
CHECKED  := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer -O1,)

ALL_CFLAGS := -std=c17 -D_GNU_SOURCE $(CFLAGS) $(CHECKED) $(HARDEN) $(WARNINGS) \
	-Ifcgi -I$(BUILD)/generated $(shell pkg-config --cflags libpq json-c libjwt libsodium rdkafka libutf8proc)
LIBRARIES := -lfcgi $(shell pkg-config --libs libpq json-c libjwt libsodium rdkafka libutf8proc)
ALL_LDFLAGS := $(CHECKED) -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(LDFLAGS)

objects = $(patsubst %.c,$(BUILD)/%.o,$(filter-out $(wildcard fcgi/$(1)/consumer*.c),$(wildcard fcgi/$(1)/*.c)))
consumer = $(patsubst %.c,$(BUILD)/%.o,$(wildcard fcgi/$(1)/consumer*.c))
LIB     := $(BUILD)/lib.a

.PHONY: all programs www check unit test format help install clean bench
all: programs www ## Build everything (default)

.SECONDARY:
programs: $(PROGRAMS:%=$(BUILD)/bin/%)

# One rule per program kind: a service, its consumer, the relay.
define service_rules
$(BUILD)/bin/$(1): $(call objects,$(1)) $(BUILD)/generated/queries_$(1).o $(LIB)
$(BUILD)/bin/$(1)-consumer: $(call consumer,$(1)) $(BUILD)/generated/queries_$(1).o $(LIB)
endef
$(foreach service,$(SERVICES),$(eval $(call service_rules,$(service))))
$(BUILD)/bin/relay: $(call objects,relay) $(BUILD)/generated/queries_relay.o $(LIB)

$(BUILD)/bin/%:
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(LIB) $(LIBRARIES)

$(LIB): $(call objects,lib)
	@rm -f $@
	ar rcs $@ $^

$(BUILD)/%.o: %.c $(QUERIES:%=$(BUILD)/generated/queries_%.h) $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/generated/%.o: $(BUILD)/generated/%.c $(BUILD)/flags
	$(CC) $(ALL_CFLAGS) -Wno-overlength-strings -MMD -MP -c -o $@ $<

$(BUILD)/generated/queries_%.c: scripts/embed-queries sql/%/queries sql/%/queries/*.sql
	@mkdir -p $(@D)
	scripts/embed-queries $* $(@D)

# Written beside the .c file, and only when it changed: everything depends on it.
$(BUILD)/generated/queries_%.h: $(BUILD)/generated/queries_%.c ;

# Changes when the compiler or its flags do, and everything is compiled anew.
$(BUILD)/flags: force
	@mkdir -p $(BUILD)
	@echo '$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS)' | cmp -s - $@ || echo '$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS)' > $@
.PHONY: force
force:

include $(wildcard etc/make/*.mk)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

# A running instance never executes from the checkout: see docs/operations.md.
install: all ## Copy what runs into APP
	@test -n "$(APP)" || { echo "make install needs APP=DIRECTORY" >&2; exit 2; }
	install -d $(APP)/bin $(APP)/www $(APP)/etc $(APP)/sql
	install -m 755 $(PROGRAMS:%=$(BUILD)/bin/%) $(APP)/bin
	cp -R $(BUILD)/www/. $(APP)/www
	cp -R etc/. $(APP)/etc
	cp -R sql/. $(APP)/sql
	chmod -R u=rwX,go=rX $(APP)

clean: ## Remove what was built
	rm -rf $(BUILD)

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-10s %s\n", $$1, $$2 }'
