/* The parameters of a statement, in text format. */
#include "params.h"

#include <stdlib.h>

void
params_text(struct params *params, struct text text)
{
	if (params->count == PARAMS_MAX)
		abort(); /* a handler's mistake, which its first test shows */
	params->values[params->count++] = text.data;
}

void
params_integer(struct params *params, int64_t number)
{
	params_text(params, arena_integer(params->arena, number));
}

void
params_null(struct params *params)
{
	params_text(params, (struct text){ 0 });
}
