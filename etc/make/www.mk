# What lighttpd serves as files, in $(BUILD)/www: the pages of frontend/public, Swagger UI, the API's description, the
# web server's own errors, and the page about problems.

WWW := $(BUILD)/www
# Downloads are kept here, so that building again needs no network.
DOWNLOADS ?= build/downloads

PUBLIC    := $(shell find frontend/public -type f)
FRAGMENTS := $(wildcard fcgi/*/openapi*.yaml)

.PHONY: www docs
www: $(PUBLIC:frontend/public/%=$(WWW)/%) $(WWW)/docs/swagger-ui-bundle.js $(WWW)/docs/problems/index.html \
	$(WWW)/openapi.json $(WWW)/errors/404.html

$(PUBLIC:frontend/public/%=$(WWW)/%): $(WWW)/%: frontend/public/%
	@mkdir -p $(@D)
	cp $< $@

$(WWW)/docs/swagger-ui-bundle.js: scripts/swagger-ui etc/swagger-ui/requirements.txt
	scripts/swagger-ui $(DOWNLOADS) $(@D)

$(WWW)/docs/problems/index.html: scripts/problems-page $(BUILD)/bin/auth
	scripts/problems-page $(BUILD)/bin/auth $@

$(WWW)/openapi.json: scripts/openapi $(FRAGMENTS)
	scripts/openapi $@ $(FRAGMENTS)

# One of the files stands for all.
$(WWW)/errors/404.html: scripts/error-pages
	scripts/error-pages $(@D)

docs: $(BUILD)/bin/todos ## Write docs/configuration.md from the programs' own table
	scripts/check-docs --write $(BUILD)/bin
