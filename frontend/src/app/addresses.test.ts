// The addresses of the router are those that the web server answers with the app.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");

test("each first segment of the router's addresses stands in lighttpd.conf", async () => {
	const router = readFileSync(join(root, "frontend/src/app/router.tsx"), "utf8");
	const { VIEWS } = await import("@/features/todos/views.ts");
	const paths = [...router.matchAll(/path: "\/([a-z]+)/g)].map((found) => found[1] ?? "");
	const conf = readFileSync(join(root, "etc/lighttpd.conf"), "utf8");
	const served = /app_addresses = "\^\/\(\?:\(\?:([a-z|]+)\)/.exec(conf)?.[1]?.split("|") ?? [];

	expect(served.toSorted()).toEqual([...new Set([...paths, ...VIEWS])].toSorted());
});
