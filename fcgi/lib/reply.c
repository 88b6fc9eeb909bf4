/* What handlers send back. */
#include "reply.h"

#include "cursor.h"
#include "query_string.h"

void
reply_header(struct request *r, const char *name, struct text value)
{
	struct buffer *headers = &r->reply.headers;

	buffer_text(headers, text_from(name));
	buffer_literal(headers, ": ");
	buffer_text(headers, value);
	buffer_literal(headers, "\r\n");
}

/* The first row's _etag as an entity-tag, sent as ETag; absent when the statement has none. */
static struct text
reply_etag(struct request *r)
{
	struct text version = rows_text(&r->rows, 0, "_etag");

	if (version.data == NULL)
		return version;
	struct buffer quoted = { .arena = r->arena };
	buffer_literal(&quoted, "\"");
	buffer_text(&quoted, version);
	buffer_literal(&quoted, "\"");
	struct text etag = { .data = quoted.data, .length = quoted.length };
	reply_header(r, "ETag", etag);
	return etag;
}

/* Whether the client's copy is current; then the reply is 304 without a body. */
static bool
unchanged(struct request *r, struct text etag)
{
	if (r->method != METHOD_GET || etag.data == NULL || !request_has_copy(etag))
		return false;
	r->reply.status = 304;
	return true;
}

enum result
reply_row(struct request *r, int status)
{
	if (unchanged(r, reply_etag(r)))
		return RESULT_OK;
	json_row(&r->reply.body, &r->rows, 0);
	return reply_object(r, status);
}

enum result
reply_created(struct request *r, const char *path)
{
	struct text id = rows_text(&r->rows, 0, "id");

	reply_header(r, "Location", arena_printf(r->arena, "%s%s/", path, id.data));
	return reply_row(r, 201);
}

/* Link: <…>; rel="next", the same query from the last row shown. */
static void
reply_link(struct request *r, const struct page *page, int shown)
{
	struct cursor last = {
		.sort = page->sort,
		.key = rows_text(&r->rows, shown - 1, "_key"),
		.id = rows_integer(&r->rows, shown - 1, "id"),
	};
	struct text others = query_string_without(r->arena, r->query_string, page->parameter);
	struct text position = page->sort == 0 ? last.key : cursor_encode(r->arena, &last);

	reply_header(r, "Link",
	    arena_printf(r->arena, "<%s/?%.*s%s=%s>; rel=\"next\"", r->path.data, (int)others.length, others.data,
	        page->parameter, position.data));
}

enum result
reply_page(struct request *r, const struct page *page)
{
	int count = rows_text(&r->rows, 0, "id").data == NULL ? 0 : r->rows.count;

	if (unchanged(r, reply_etag(r)))
		return RESULT_OK;
	if (count > page->limit) {
		count = (int)page->limit;
		reply_link(r, page, count);
	}
	json_rows(&r->reply.body, &r->rows, count);
	return reply_object(r, 200);
}

enum result
reply_object(struct request *r, int status)
{
	r->reply.status = status;
	return RESULT_OK;
}

enum result
reply_empty(struct request *r)
{
	r->reply.status = 204;
	return RESULT_OK;
}

enum result
reply_read_only(struct request *r)
{
	reply_header(r, "Allow", TEXT("GET, HEAD, OPTIONS"));
	return text_equal(r->method_name, TEXT("OPTIONS")) ? reply_empty(r) : RESULT_METHOD_NOT_ALLOWED;
}

/* Headers that belong to a kind of problem. */
static void
problem_headers(struct request *r, const struct problem *problem)
{
	if (problem->status == 401)
		reply_header(r, "WWW-Authenticate",
		    text_equal(text_from(problem->word), TEXT("unauthenticated"))
		        ? TEXT("Bearer realm=\"tasklight\"")
		        : TEXT("Bearer realm=\"tasklight\", error=\"invalid_token\""));
	if (problem->status == 503 || problem->status == 429)
		reply_header(r, "Retry-After", arena_integer(r->arena, r->retry_after > 0 ? r->retry_after : 1));
}

void
reply_problem(struct request *r, enum result result)
{
	const struct problem *problem = result_problem(result);
	struct buffer *body = &r->reply.body;

	body->length = 0;
	r->reply.status = problem->status;
	if (problem->status == 304) {
		reply_etag(r);
		return;
	}
	r->reply.media_type = "application/problem+json";
	problem_headers(r, problem);
	buffer_literal(body, "{");
	json_name(body, "type");
	json_text(body, arena_printf(r->arena, "/docs/problems#%s", problem->word));
	json_name(body, "title");
	json_text(body, text_from(problem->title));
	json_name(body, "status");
	buffer_integer(body, problem->status);
	json_name(body, "detail");
	json_text(body, r->detail.data != NULL ? r->detail : text_from(problem->detail));
	json_name(body, "request_id");
	json_text(body, r->request_id);
	if (r->errors.json.length > 0) {
		json_name(body, "errors");
		buffer_literal(body, "[");
		buffer_append(body, r->errors.json.data, r->errors.json.length);
		buffer_literal(body, "]");
	}
	if (result == RESULT_STALE) {
		reply_etag(r);
		json_name(body, "current");
		json_row(body, &r->rows, 0);
	}
	buffer_literal(body, "}");
}
