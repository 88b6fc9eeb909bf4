/* fcgi/todos/todo.c holds a function that runs a statement; no fuzz target gets there. */
#include "lib/request.h"

#include <stdlib.h>

enum result
request_run(struct request *r, unsigned query, const struct params *params)
{
	(void)r;
	(void)query;
	(void)params;
	abort();
}
