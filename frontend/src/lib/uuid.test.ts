// A UUID looks the same wherever the page came from.
import { afterEach, expect, test, vi } from "vitest";
import { randomUuid } from "./uuid.ts";

const VERSION_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

afterEach(() => vi.unstubAllGlobals());

for (const isSecure of [true, false]) {
	test(`it is random and of version 4, ${isSecure ? "with" : "without"} TLS`, () => {
		vi.stubGlobal("isSecureContext", isSecure);
		const made = Array.from({ length: 100 }, randomUuid);

		expect(made.filter((uuid) => !VERSION_4.test(uuid))).toEqual([]);
		expect(new Set(made).size).toBe(100);
	});
}
