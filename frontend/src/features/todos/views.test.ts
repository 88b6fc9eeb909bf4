// What an address says of a list; nonsense says nothing.
import { expect, test } from "vitest";
import { readViewSearch } from "./views.ts";

test("what an address means is read, a number as a text to search as well", () => {
	expect(readViewSearch({ q: 12, priority: 3, due: "overdue", sort: "due", status: "all", todo: 7 })).toEqual({
		q: "12",
		priority: 3,
		due: "overdue",
		sort: "due",
		status: "all",
		todo: 7,
	});
});

test("what it cannot mean is left out", () => {
	const said = readViewSearch({ q: "", priority: 4, due: "soon", sort: "title", status: true, todo: -1, more: 1 });

	expect(Object.values(said).filter((value) => value !== undefined)).toEqual([]);
});
