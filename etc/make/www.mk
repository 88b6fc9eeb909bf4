# What lighttpd serves as files, in $(BUILD)/www: the app, the plain pages of frontend/public, Swagger UI, the API's
# description, the web server's own errors, and the page about problems.

WWW := $(BUILD)/www
# Downloads are kept here, so that building again needs no network.
DOWNLOADS ?= build/downloads

PUBLIC    := $(shell find frontend/public -type f)
FRAGMENTS := $(wildcard fcgi/*/openapi*.yaml)

# scripts/setup-frontend puts Node and the app's packages there.
NODE         := build/node/bin
FONT_LICENCE := frontend/node_modules/@fontsource-variable/vazirmatn/LICENSE
# The service worker keeps the document with its headers, which the web server's configuration has.
APP_SOURCES  := frontend/index.html etc/lighttpd.conf $(wildcard frontend/*.json frontend/*.ts) \
	$(shell find frontend/src frontend/plugins -type f -not -path '*/generated/*' -not -name '*.test.*')

.PHONY: www docs dev
www: $(WWW)/index.html $(WWW)/licences/vazirmatn.txt $(PUBLIC:frontend/public/%=$(WWW)/%) $(WWW)/docs/swagger-ui-bundle.js $(WWW)/docs/problems/index.html \
	$(WWW)/openapi.json $(WWW)/errors/404.html

$(BUILD)/frontend/index.html: $(APP_SOURCES) $(WWW)/openapi.json
	PATH="$(abspath $(NODE)):$$PATH" TASKLIGHT_OPENAPI=$(abspath $(WWW)/openapi.json) \
		TASKLIGHT_OUT=$(abspath $(@D)) npm --prefix frontend run --silent build

$(WWW)/index.html: $(BUILD)/frontend/index.html
	rm -rf $(WWW)/assets
	cp -R $(<D)/assets $(WWW)/assets
	cp $<.br $<.gz $(<D)/sw.js $(<D)/sw.js.br $(<D)/sw.js.gz $(WWW)
	cp $< $@

$(WWW)/licences/vazirmatn.txt: $(FONT_LICENCE)
	@mkdir -p $(@D)
	cp $< $@

dev: ## Start an instance and the app with hot reload; changes of C and SQL are built and run as they are saved
	scripts/dev

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
