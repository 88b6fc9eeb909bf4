// Point 20: a visit begins with what the last one has read, and what it will ask is asked before the app has come. What is
// stored belongs to its user.
import type { Page } from "@playwright/test";
import { expect, logIn, test } from "./app.ts";
import { Device } from "./device.ts";
import { expectTitles, tick } from "./todos.ts";

type StoredLists = { build: string; user: string; queries: unknown[] };

/** What the browser has stored of the server's answers. */
function stored(page: Page): Promise<StoredLists | null> {
	return page.evaluate(async () => {
		const answer = await caches.match("/stored-queries", { cacheName: "tasklight.stored" });
		return answer ? ((await answer.json()) as StoredLists) : null;
	});
}

/** From here on the server does not answer, until the returned function is called. */
async function silence(page: Page): Promise<() => void> {
	const { promise: released, resolve: release } = Promise.withResolvers<void>();
	await page.route(/\/(?:auth|todos)\//, async (route) => {
		await released;
		await route.fallback();
	});
	return release;
}

async function hasStored(page: Page, title: string): Promise<void> {
	await expect.poll(async () => JSON.stringify(await stored(page))).toContain(title);
}

test("the list of the last visit is there and can be changed before the server has answered", async ({
	page,
	member,
	request,
}) => {
	const device = await Device.of(request, member);
	await device.add(["Buy milk", "Water the plants"]);
	await page.reload();
	await expectTitles(page, ["Buy milk", "Water the plants"]);
	await hasStored(page, "Buy milk");
	await page.goto("/healthz");
	await device.add(["Call home"]);
	const release = await silence(page);

	await page.goto("/inbox");
	await expectTitles(page, ["Buy milk", "Water the plants"]);
	await tick(page, "Buy milk");
	await expectTitles(page, ["Water the plants"]);
	release();

	await expectTitles(page, ["Water the plants", "Call home"]);
	await expect.poll(() => device.titles()).toEqual(["Water the plants", "Call home"]);
});

test("what is edited at the start of a visit is what the server has, not what was stored", async ({
	page,
	member,
	request,
}) => {
	const device = await Device.of(request, member);
	const [todo] = await device.add(["Buy milk"]);
	await page.reload();
	await hasStored(page, "Buy milk");
	await page.goto("/healthz");
	await device.patch(todo?.id ?? 0, { title: "Buy oat milk", description: "Two litres" });
	await device.patchProfile({ display_name: "Ann Lee" });

	await page.goto(`/inbox?todo=${todo?.id}`);
	await expect(page.getByLabel("Title", { exact: true })).toHaveValue("Buy oat milk");
	await expect(page.getByText("Two litres")).toBeVisible();
	await page.goto("/settings/profile");
	await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Ann Lee");
});

test("what another build has stored is not shown", async ({ page, member, request }) => {
	await (await Device.of(request, member)).add(["Buy milk"]);
	await page.reload();
	await hasStored(page, "Buy milk");
	await page.goto("/healthz");
	await page.evaluate(async () => {
		const cache = await caches.open("tasklight.stored");
		const answer = await cache.match("/stored-queries");
		await cache.put("/stored-queries", Response.json({ ...(await answer?.json()), build: "/assets/list-other.js" }));
	});
	const release = await silence(page);

	await page.goto("/inbox");
	await expect(page.getByText("Loading…")).toBeVisible();
	release();
	await expectTitles(page, ["Buy milk"]);
});

for (const how of ["ended elsewhere", "lost with its cookie"]) {
	test(`a session ${how} leads to the login and back, and nothing of it stays stored`, async ({
		context,
		page,
		member,
		request,
	}) => {
		const device = await Device.of(request, member);
		await device.add(["Buy milk"]);
		await page.reload();
		await hasStored(page, "Buy milk");
		await (how === "ended elsewhere" ? device.remove("/auth/sessions/") : context.clearCookies());

		await page.goto("/inbox?sort=newest");
		await expect(page).toHaveURL(/\/login\?next=/);
		expect(await page.evaluate(() => caches.has("tasklight.stored"))).toBe(false);
		await page.getByLabel("Username").fill(member.username);
		await page.getByLabel("Password").fill(member.password);
		await page.getByLabel("Password").press("Enter");
		await expect(page).toHaveURL(/\/inbox\?sort=newest$/);
		await expectTitles(page, ["Buy milk"]);
	});
}

test("who has become another user meanwhile sees nothing of the former one", async ({ page, member, request }) => {
	const other = { username: `browser-${crypto.randomUUID()}`, password: "another long secret 8" };
	expect((await request.post("/auth/register/", { data: other })).status()).toBe(201);
	await (await Device.of(request, other)).add(["Water the plants"]);
	await (await Device.of(request, member)).add(["Buy milk"]);
	await page.reload();
	await hasStored(page, "Buy milk");
	const headers = { Origin: new URL(page.url()).origin };
	const answer = await page.request.post("/auth/token/", { data: { ...other, session: "cookie" }, headers });
	expect(answer.status()).toBe(200);

	await page.reload();
	await expect(page.getByRole("row")).toHaveText(["Water the plants"]);
	await hasStored(page, "Water the plants");
	expect(JSON.stringify(await stored(page))).not.toContain("Buy milk");
});

for (const [path, wanted] of [
	["/inbox", ["/auth/token/refresh/", "/auth/profile/", "/todos/?completed=false&sort=position&limit=50"]],
	["/today", ["/auth/token/refresh/", "/auth/profile/"]],
	["/login", []],
] as const) {
	test(`${path} asks for ${wanted.length} answers before the app has come, and for none of them again`, async ({
		page,
		account,
	}) => {
		await logIn(page, account);
		await hasStored(page, account.username);
		await page.goto("/healthz");
		const asked: string[] = [];
		const { promise: released, resolve: release } = Promise.withResolvers<void>();
		page.on("request", (request) => {
			const { pathname, search } = new URL(request.url());
			if (/^\/(?:auth|todos)\//.test(pathname)) {
				asked.push(pathname + search);
			}
		});
		await page.route(/\/assets\/start-[^/]*\.js$/, async (route) => {
			await released;
			await route.continue();
		});
		await page.goto(path, { waitUntil: "commit" });

		await expect.poll(() => asked).toEqual(wanted);
		release();
		await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
		await page.waitForTimeout(1000);
		for (const address of wanted) {
			expect(asked.filter((other) => other === address)).toHaveLength(1);
		}
	});
}
