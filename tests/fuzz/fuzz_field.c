/* A todo's body from the bytes to the parameters of its statement. */
#include "fuzz.h"

#include "todos/todos.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	struct field_errors errors = { .json = { .arena = arena } };
	struct value object;
	const char *why;

	if (!json_parse_object(arena, fuzz_text(arena, data, size), &object, &why))
		return 0;
	const struct todo *patch = field_read(arena, &todo_patch_shape, &object, &errors);
	CLAIM(patch->title.data == NULL || patch->title.length > 0);
	errors.json.length = 0;
	const struct todo *todo = field_read(arena, &todo_shape, &object, &errors);
	if (errors.json.length > 0)
		return 0;
	CLAIM(text_utf8_length(todo->title.data, todo->title.length) >= 1);
	CLAIM(text_utf8_length(todo->title.data, todo->title.length) <= 255);
	CLAIM(todo->description.length <= 16384);
	CLAIM(todo->priority.length == 1 && todo->priority.data[0] >= '0' && todo->priority.data[0] <= '3');
	CLAIM(text_equal(todo->completed, TEXT("true")) || text_equal(todo->completed, TEXT("false")));
	return 0;
}
