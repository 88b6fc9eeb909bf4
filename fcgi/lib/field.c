/* Bodies and query strings: read by a table, every mistake named. */
#include "field.h"

void
field_error(struct field_errors *errors, struct text field, const char *code, const char *message)
{
	struct buffer *json = &errors->json;

	if (json->length > 0)
		buffer_literal(json, ",");
	buffer_literal(json, "{");
	json_name(json, "field");
	json_text(json,
	    errors->prefix.data == NULL ? field : arena_printf(json->arena, "%s%s", errors->prefix.data, field.data));
	json_name(json, "code");
	json_text(json, text_from(code));
	json_name(json, "message");
	json_text(json, text_from(message));
	buffer_literal(json, "}");
}

/* The code point at *at, which steps over it; the text must be strict UTF-8. */
static uint32_t
next_point(struct text text, size_t *at)
{
	const unsigned char *bytes = (const unsigned char *)text.data + *at;
	size_t length = bytes[0] < 0x80 ? 1 : bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
	uint32_t point = length == 1 ? bytes[0] : bytes[0] & (0x7FU >> length);

	for (size_t i = 1; i < length; i++)
		point = point << 6 | (bytes[i] & 0x3F);
	*at += length;
	return point;
}

/* Control characters and Unicode's two line separators. */
static bool
is_control(uint32_t point)
{
	return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 || point == 0x2029;
}

/* Unicode's property White_Space (Unicode 15, PropList.txt). */
static bool
is_space(uint32_t point)
{
	return (point >= 0x09 && point <= 0x0D) || point == 0x20 || point == 0x85 || point == 0xA0 || point == 0x1680 ||
	    (point >= 0x2000 && point <= 0x200A) || point == 0x2028 || point == 0x2029 || point == 0x202F ||
	    point == 0x205F || point == 0x3000;
}

static bool
has_control(struct text text)
{
	for (size_t at = 0; at < text.length;)
		if (is_control(next_point(text, &at)))
			return true;
	return false;
}

static bool
is_blank(struct text text)
{
	for (size_t at = 0; at < text.length;)
		if (!is_space(next_point(text, &at)))
			return false;
	return true;
}

/* One field being read: where its value comes from and where it goes. */
struct reading {
	struct arena *arena;
	const struct shape *shape;
	struct field_errors *errors;
	const struct field *field;
	const struct value *value; /* NULL: not sent */
	void *place;
};

/* Adds a mistake of the field being read; number stands in the message for %lld. */
static void
complain(const struct reading *reading, const char *code, const char *what, int64_t number)
{
	struct text message = arena_printf(reading->arena, what, (long long)number);
	field_error(reading->errors, text_from(reading->field->name), code, message.data);
}

static bool
check_text(const struct reading *reading)
{
	const struct field *field = reading->field;
	struct text text = reading->value->text;
	ptrdiff_t points = text_utf8_length(text.data, text.length);

	if (points < field->least)
		complain(reading, "too_short", "At least %lld characters are needed.", field->least);
	else if (points > field->most)
		complain(reading, "too_long", "At most %lld characters are possible.", field->most);
	else if (field->bytes_most > 0 && (int64_t)text.length > field->bytes_most)
		complain(reading, "too_long", "At most %lld bytes are possible.", field->bytes_most);
	else if (field->one_line && has_control(text))
		complain(reading, "format", "Control characters and line breaks are not possible.", 0);
	else if (field->not_blank && is_blank(text))
		complain(reading, "blank", "It must not be blank.", 0);
	else if (field->check != NULL && text.length > 0 && field->check(text) != NULL)
		complain(reading, "format", field->check(text), 0);
	else
		return true;
	return false;
}

static void
read_cursor(const struct reading *reading, struct cursor *place)
{
	if (reading->value->type != VALUE_STRING || !cursor_decode(reading->arena, reading->value->text, place))
		complain(reading, "format", "Take it from the Link header of a list.", 0);
}

/* The integer that was sent, when it is one and within the field's range. */
static bool
check_integer(const struct reading *reading, int64_t *number)
{
	const struct value *value = reading->value;
	bool is_integer = value->type == VALUE_INTEGER;

	*number = value->integer;
	if (reading->shape->spelled)
		is_integer = text_integer(value->text, INT64_MIN, INT64_MAX, number);
	if (!is_integer)
		complain(reading, "type", "It must be a whole number.", 0);
	else if (*number < reading->field->least)
		complain(reading, "out_of_range", "It must be at least %lld.", reading->field->least);
	else if (*number > reading->field->most)
		complain(reading, "out_of_range", "It must be at most %lld.", reading->field->most);
	else
		return true;
	return false;
}

static void
read_integer(const struct reading *reading, int64_t *place)
{
	int64_t number;

	if (check_integer(reading, &number))
		*place = number;
}

static void
read_numeral(const struct reading *reading, struct text *place)
{
	int64_t number;

	if (check_integer(reading, &number))
		*place = arena_integer(reading->arena, number);
}

static void
read_array(const struct reading *reading, struct value *place)
{
	int64_t count = (int64_t)reading->value->count;

	if (reading->value->type != VALUE_ARRAY)
		complain(reading, "type", "It must be an array.", 0);
	else if (count < reading->field->least)
		complain(reading, "too_short", "At least %lld elements are needed.", reading->field->least);
	else if (count > reading->field->most)
		complain(reading, "too_long", "At most %lld elements are possible.", reading->field->most);
	else
		*place = *reading->value;
}

static void
read_boolean(const struct reading *reading, struct text *place)
{
	const struct value *value = reading->value;
	struct text spelled = value->boolean ? TEXT("true") : TEXT("false");

	if (reading->shape->spelled)
		spelled = value->text;
	if ((reading->shape->spelled || value->type == VALUE_BOOLEAN) &&
	    (text_equal(spelled, TEXT("true")) || text_equal(spelled, TEXT("false"))))
		*place = spelled;
	else
		complain(reading, "type", "It must be true or false.", 0);
}

static void
read_text(const struct reading *reading, struct text *place)
{
	if (reading->value->type != VALUE_STRING)
		complain(reading, "type", "It must be a string.", 0);
	else if (check_text(reading))
		*place = reading->value->text;
}

/* The value of a field that was not sent, or was sent as null. */
static void
read_initial(const struct reading *reading)
{
	struct text initial = text_from(reading->field->initial);
	int64_t number;

	if (initial.data == NULL)
		return;
	if (reading->field->type != FIELD_INTEGER)
		memcpy(reading->place, &initial, sizeof(initial));
	else if (text_integer(initial, INT64_MIN, INT64_MAX, &number))
		memcpy(reading->place, &number, sizeof(number));
}

static void
read_field(const struct reading *reading)
{
	const struct field *field = reading->field;

	if (reading->value == NULL) {
		if (!reading->shape->partial && field->required)
			complain(reading, "required", "It is missing.", 0);
		else if (!reading->shape->partial)
			read_initial(reading);
		return;
	}
	if (reading->value->type == VALUE_NULL) {
		if (field->type != FIELD_TEXT || field->initial == NULL)
			complain(reading, "null", "It must not be null.", 0);
		else
			read_initial(reading);
		return;
	}
	switch (field->type) {
	case FIELD_TEXT:
		read_text(reading, reading->place);
		break;
	case FIELD_BOOLEAN:
		read_boolean(reading, reading->place);
		break;
	case FIELD_INTEGER:
		read_integer(reading, reading->place);
		break;
	case FIELD_NUMERAL:
		read_numeral(reading, reading->place);
		break;
	case FIELD_CURSOR:
		read_cursor(reading, reading->place);
		break;
	case FIELD_ARRAY:
		read_array(reading, reading->place);
		break;
	case FIELD_READ_ONLY:
		break;
	}
}

static bool
is_known(const struct shape *shape, struct text name)
{
	for (size_t i = 0; i < shape->count; i++)
		if (text_equal(name, text_from(shape->fields[i].name)))
			return true;
	return false;
}

void *
field_read(struct arena *arena, const struct shape *shape, const struct value *object, struct field_errors *errors)
{
	char *target = arena_alloc(arena, shape->size);

	for (size_t i = 0; i < shape->count; i++) {
		const struct field *field = &shape->fields[i];
		const struct value *value = field->type == FIELD_READ_ONLY ? NULL : json_member(object, field->name);
		read_field(&(struct reading){ .arena = arena,
		    .shape = shape,
		    .errors = errors,
		    .field = field,
		    .value = value,
		    .place = target + field->offset });
	}
	for (size_t i = 0; i < object->count; i++)
		if (!is_known(shape, object->elements[i].name))
			field_error(errors, object->elements[i].name, "unknown", "There is no such field here.");
	return target;
}
