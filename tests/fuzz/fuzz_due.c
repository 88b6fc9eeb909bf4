/* Due dates: what is taken has the form that PostgreSQL reads the same way. */
#include "fuzz.h"

#include "todos/due.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text due = fuzz_text(fuzz_arena(), data, size);

	if (due_check(due) != NULL)
		return 0;
	CLAIM(due.length == 10 || (due.length >= 20 && due.data[10] == 'T'));
	CLAIM(strspn(due.data, "0123456789-") >= 10);
	CLAIM(memcmp(due.data, "0000", 4) != 0);
	for (size_t i = 0; i < due.length; i++)
		CLAIM(due.data[i] > 0x20 && due.data[i] < 0x7F);
	return 0;
}
