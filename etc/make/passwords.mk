# The common passwords that auth refuses, from Debian's python3-django.

$(BUILD)/generated/common_passwords.c: scripts/embed-passwords
	@mkdir -p $(@D)
	scripts/embed-passwords $@

$(BUILD)/bin/auth: $(BUILD)/generated/common_passwords.o
