/* User names and e-mail addresses, by utf8proc's Unicode tables. */
#include "username.h"

#include <stdlib.h>
#include <utf8proc.h>

#define USERNAME_LEAST 3
#define USERNAME_MOST 150

/* given in the form that options ask for, in the arena; absent when it has none. */
static struct text
normalize(struct arena *arena, struct text given, utf8proc_option_t options)
{
	utf8proc_uint8_t *form = NULL;
	utf8proc_ssize_t length =
	    utf8proc_map((const utf8proc_uint8_t *)given.data, (utf8proc_ssize_t)given.length, &form, options);

	if (length < 0)
		return (struct text){ 0 };
	struct text copy = arena_copy(arena, (const char *)form, (size_t)length);
	free(form);
	return copy;
}

static struct text
nfkc(struct arena *arena, struct text given)
{
	return normalize(arena, given, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
}

static struct text
nfkc_casefold(struct arena *arena, struct text given)
{
	return normalize(arena, given,
	    UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
}

static bool
is_name_character(utf8proc_int32_t point)
{
	switch (utf8proc_category(point)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return true;
	default:
		return point < 0x80 && point > 0 && strchr("@.+-_", (int)point) != NULL;
	}
}

/* Whether each character is one that names may have. */
static bool
has_name_characters(struct text name)
{
	const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)name.data, *end = at + name.length;
	utf8proc_int32_t point;

	while (at < end) {
		utf8proc_ssize_t step = utf8proc_iterate(at, end - at, &point);
		if (step <= 0 || !is_name_character(point))
			return false;
		at += step;
	}
	return true;
}

bool
username_read(struct arena *arena, struct text given, struct text *name, struct text *key, struct field_errors *errors)
{
	*name = nfkc(arena, given);
	*key = username_key(arena, given);
	ptrdiff_t points = name->data == NULL ? -1 : text_utf8_length(name->data, name->length);

	if (points >= 0 && points < USERNAME_LEAST)
		field_error(errors, TEXT("username"), "too_short", "At least 3 characters are needed.");
	else if (points < 0 || !has_name_characters(*name) || key->data == NULL)
		field_error(errors, TEXT("username"), "format", "Only letters, digits and @ . + - _ are possible.");
	else if (points > USERNAME_MOST)
		field_error(errors, TEXT("username"), "too_long", "At most 150 characters are possible.");
	else
		return true;
	return false;
}

struct text
username_key(struct arena *arena, struct text given)
{
	struct text key = nfkc_casefold(arena, given);

	return key.length == 0 ? (struct text){ 0 } : key;
}

static bool
is_address(struct text email)
{
	const char *at = memchr(email.data, '@', email.length);

	if (at == NULL || at == email.data || at - email.data > 64 || email.length > 254)
		return false;
	struct text domain = { .data = at + 1, .length = email.length - (size_t)(at + 1 - email.data) };
	const char *dot = memchr(domain.data, '.', domain.length);
	if (dot == NULL || dot == domain.data || domain.data[domain.length - 1] == '.' ||
	    memchr(domain.data, '@', domain.length) != NULL)
		return false;
	for (size_t i = 0; i < email.length; i++)
		if ((unsigned char)email.data[i] <= 0x20 || email.data[i] == 0x7F)
			return false;
	return true;
}

bool
email_read(struct arena *arena, struct text given, struct text *email, struct text *key, struct field_errors *errors)
{
	*email = *key = (struct text){ 0 };
	if (given.length == 0)
		return true;
	if (!is_address(given)) {
		field_error(errors, TEXT("email"), "format", "This is no e-mail address.");
		return false;
	}
	*email = given;
	*key = nfkc_casefold(arena, given);
	return true;
}
