/* Statements without a server. */
#include "db_double.h"

int db_double_runs;
unsigned db_double_query;
struct params db_double_params;
static const struct db_double_answer *answer;

void
db_double_set(const struct db_double_answer *next)
{
	answer = next;
}

struct rows
db_double_rows(void)
{
	return (struct rows){ .count = answer->count, .columns = answer->columns };
}

void
params_text(struct params *params, struct text text)
{
	params->values[params->count++] = text.data;
}

void
params_integer(struct params *params, int64_t number)
{
	params_text(params, arena_printf(params->arena, "%lld", (long long)number));
}

void
params_null(struct params *params)
{
	params->values[params->count++] = NULL;
}

static int
column_of(const char *name)
{
	for (int i = 0; i < answer->columns; i++)
		if (strcmp(answer->names[i], name) == 0)
			return i;
	return -1;
}

enum result
db_run(struct db *db, unsigned query, const struct params *params, struct rows *rows)
{
	(void)db;
	db_double_runs++;
	db_double_query = query;
	db_double_params = *params;
	*rows = db_double_rows();
	if (answer->error != NULL)
		return answer->result;
	return rows->count > 0 && column_of("_outcome") == 0 ? result_from_word(rows_text(rows, 0, "_outcome")) : RESULT_OK;
}

const char *
db_error(const struct db *db)
{
	(void)db;
	return answer == NULL || answer->error == NULL ? "" : answer->error;
}

struct text
rows_value(const struct rows *rows, int row, int column)
{
	if (column < 0 || row >= rows->count)
		return (struct text){ 0 };
	return text_from(answer->cells[row * answer->columns + column]);
}

struct text
rows_text(const struct rows *rows, int row, const char *column)
{
	return rows_value(rows, row, column_of(column));
}

int64_t
rows_integer(const struct rows *rows, int row, const char *column)
{
	int64_t number = 0;

	text_integer(rows_text(rows, row, column), INT64_MIN, INT64_MAX, &number);
	return number;
}

const char *
rows_column(const struct rows *rows, int column)
{
	(void)rows;
	return answer->names[column];
}

enum column_type
rows_type(const struct rows *rows, int column)
{
	(void)rows;
	return answer->types[column];
}
