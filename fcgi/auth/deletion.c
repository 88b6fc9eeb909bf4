/* GET /auth/deletions/{receipt}/: how far a deletion is; who has the receipt may ask, since no account is left. */
#include "auth.h"

enum result
auth_deletion(struct request *r)
{
	struct params params = { .arena = r->arena };

	params_text(&params, r->uuid);
	enum result result = request_run(r, QUERY_AUTH_DELETION, &params);
	if (result != RESULT_OK)
		return result;
	if (r->rows.count == 0)
		return RESULT_NOT_FOUND;
	return reply_row(r, 200);
}
