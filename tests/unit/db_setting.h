/*
 * A database connection to a server by script, for the tests of db.c.
 */
#ifndef TASKLIGHT_DB_SETTING_H
#define TASKLIGHT_DB_SETTING_H

#include "fixture.h"
#include "lib/db.h"
#include "postgres_double.h"

enum { WRITE, READ, OTHER_READ };

static const struct query queries[] = {
	{ .name = "write", .sql = "insert" },
	{ .name = "read", .sql = "select", .reads_only = true },
	{ .name = "other_read", .sql = "select", .reads_only = true },
};

/* A connection to a server with a script. */
struct setting {
	struct postgres_double *server;
	struct config config;
	struct db *db;
	struct params params;
	struct rows rows;
};

static inline struct setting
set_up(struct arena *arena, const struct statement *script, size_t count)
{
	struct setting setting = { .server = postgres_double_start(script, count), .params = { .arena = arena } };

	setting.config = (struct config){ .database_url = postgres_double_url(setting.server), .database_timeout = 300 };
	return setting;
}

static inline enum result
run(struct setting *setting, unsigned query)
{
	if (setting->db == NULL)
		setting->db = db_create(&setting->config, "todos", queries, COUNT(queries));
	return db_run(setting->db, query, &setting->params, &setting->rows);
}

static inline void
tear_down(struct setting *setting)
{
	db_close(setting->db);
	postgres_double_stop(setting->server);
}

#endif
