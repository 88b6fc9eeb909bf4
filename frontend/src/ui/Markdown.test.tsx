// Markdown as elements: what it shows, and what it never does.
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { Markdown } from "./Markdown.tsx";
import { rendered } from "./testing/rendered.tsx";

test("headings, lists, tables and code are what they are", () => {
	rendered(
		<Markdown
			text={"# One\n\n1. a\n2. b\n\n- [x] done\n\n| h |\n|---|\n| c |\n\n`x` **bold** ~~old~~\n\n```\ncode\n```"}
		/>,
	);

	expect(screen.getByRole("heading", { name: "One", level: 3 })).toBeDefined();
	expect(screen.getAllByRole("listitem")).toHaveLength(3);
	expect(screen.getByRole("img", { name: "Done" })).toBeDefined();
	expect(screen.getByRole("cell", { name: "c" })).toBeDefined();
	expect(screen.getByText("bold").tagName).toBe("STRONG");
	expect(screen.getByText("code").closest("pre")).not.toBeNull();
});

test.each(["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "/inbox", "//example.org"])(
	"a link to %s is only text",
	(href) => {
		rendered(<Markdown text={`[text](${href})`} />);

		expect(screen.getByText("text")).toBeDefined();
		expect(screen.queryByRole("link")).toBeNull();
	},
);

test("a link to the web opens elsewhere and tells nothing of where it comes from", () => {
	rendered(<Markdown text="https://example.org/a" />);

	const link = screen.getByRole("link", { name: "https://example.org/a" });

	expect([link.getAttribute("target"), link.getAttribute("rel")]).toEqual(["_blank", "noopener noreferrer"]);
});

test("HTML stays text, an image a link", () => {
	const { container } = rendered(
		<Markdown text={"<script>alert(1)</script>\n\na <b>b</b> ![pic](https://example.org/p.png)"} />,
	);

	expect(container.querySelector("script, b, img")).toBeNull();
	expect(container.textContent).toContain("<script>alert(1)</script>");
	expect(screen.getByRole("link", { name: "pic" })).toBeDefined();
});
