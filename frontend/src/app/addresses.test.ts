// The addresses of the router are those that the web server and the service worker answer with the app.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");

/** The first segments in a pattern, which is written in its own way in each file. */
function segmentsOf(file: string, pattern: RegExp): string[] {
	return (pattern.exec(readFileSync(join(root, file), "utf8"))?.[1]?.split("|") ?? []).toSorted();
}

test("each first segment of the router's addresses stands in lighttpd.conf, .htaccess and the worker", async () => {
	const router = readFileSync(join(root, "frontend/src/app/router.tsx"), "utf8");
	const { VIEWS } = await import("@/features/todos/views.ts");
	const paths = [...router.matchAll(/path: "\/([a-z]+)/g)].map((found) => found[1] ?? "");
	const wanted = [...new Set([...paths, ...VIEWS])].toSorted();

	expect(segmentsOf("etc/lighttpd.conf", /app_addresses = "\^\/\(\?:\(\?:([a-z|]+)\)/)).toEqual(wanted);
	expect(segmentsOf("etc/shared-host/htaccess", /RewriteRule \^\(\?:\(\?:([a-z|]+)\)/)).toEqual(wanted);
	expect(segmentsOf("frontend/src/worker/worker.ts", /ADDRESSES = \/\^\\\/\(\?:\(\?:([a-z|]+)\)/)).toEqual(wanted);
});
