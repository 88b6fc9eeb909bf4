/* Which passwords may be chosen (NIST SP 800-63B, section 5.1.1.2): long enough, not the name, not a common one. */
#include "password.h"
#include "username.h"

#include <stdlib.h>

static int
compare(const void *key, const void *place)
{
	return strcmp(key, common_passwords + *(const uint32_t *)place);
}

static bool
is_common(struct text key)
{
	return bsearch(key.data, common_password_places, common_password_count, sizeof(common_password_places[0]),
	           compare) != NULL;
}

bool
password_may_be(struct arena *arena, struct text password, struct text name_key, struct text field,
    struct field_errors *errors)
{
	/* Both as names are compared, so that neither case nor another form of the same letters helps. */
	struct text key = username_key(arena, password);

	if (password.length < PASSWORD_LEAST)
		field_error(errors, field, "too_short", "At least 8 bytes are needed.");
	else if (text_equal(key, name_key))
		field_error(errors, field, "same_as_name", "The password must not be the user name.");
	else if (key.data != NULL && is_common(key))
		field_error(errors, field, "too_common", "This password is one of the first that others would try.");
	else
		return true;
	return false;
}
