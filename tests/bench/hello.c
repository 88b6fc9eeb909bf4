/*
 * What a request costs without its statement: a service whose one route answers at once, through
 * the whole prologue (route, token, conditions) that every service has.
 */
#include "lib/reply.h"
#include "lib/worker.h"

static enum result
hello(struct request *r)
{
	buffer_literal(&r->reply.body, "{\"hello\":\"world\"}");
	return reply_object(r, 200);
}

static const struct route routes[] = {
	{ METHOD_GET, "/hello", hello, USER },
	{ 0 },
};

int
main(int argc, char **argv)
{
	return worker_main(argc, argv,
	    &(struct service){
	        .name = "hello",
	        .about = "The benchmark's floor.",
	        .needs = "JWT_SIGNING_KEY",
	        .routes = routes,
	    });
}
