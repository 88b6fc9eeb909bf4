// The instance behind a proxy that can serve a later build in place of the one that is there: the same files under other
// names, so that the worker, its cache and the browser do what they do after a deployment.
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How a file's name ends: its hash and its kind. */
const NAME = /-([\w-]{8})(\.(?:js|css))\b/g;
const TEXT = /text\/(?:html|javascript|css)/;

/** Each name becomes another one, and that one the first again. */
export function renamed(text: string): string {
	const swap = (letter: string) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase());
	return text.replace(NAME, (_, hash: string, kind: string) => `-${[...hash].map(swap).join("")}${kind}`);
}

const digest = (text: string) => createHash("sha256").update(text).digest("base64");

export type Deployment = {
	url: string;
	/** What the server has: the build that is there, or a later one. */
	isLater: boolean;
	/** Requests for this path wait until it resolves. */
	held: Map<string, Promise<void>>;
	/** Paths that the server does not have any more. */
	removed: Set<string>;
	/** What else is replaced in the later worker. */
	sabotage: (script: string) => string;
	/** The paths that were asked for. */
	asked: string[];
	close: () => Promise<void>;
};

/** The upstream's answer, uncompressed. */
function fetchFrom(upstream: URL, incoming: IncomingMessage, path: string): Promise<IncomingMessage> {
	return new Promise((resolve, reject) => {
		const headers = { ...incoming.headers, "accept-encoding": "identity" };
		const outgoing = request(new URL(path, upstream), { method: incoming.method, headers }, resolve);
		outgoing.on("error", reject);
		incoming.pipe(outgoing);
	});
}

async function textOf(answer: IncomingMessage): Promise<string> {
	const parts: Buffer[] = [];
	for await (const part of answer) {
		parts.push(part as Buffer);
	}
	return Buffer.concat(parts).toString();
}

async function laterWorker(script: string, upstream: URL): Promise<string> {
	const document = await (await fetch(upstream)).text();
	return renamed(script)
		.replace(digest(document), digest(renamed(document)))
		.replace(/[0-9a-f]{64}/, digest(renamed(document)).replaceAll(/\W/g, ""));
}

async function serve(deployment: Deployment, upstream: URL, incoming: IncomingMessage, outgoing: ServerResponse) {
	const path = incoming.url ?? "/";
	const { isLater } = deployment;
	deployment.asked.push(path);
	await deployment.held.get(path);
	if (deployment.removed.has(path)) {
		outgoing.writeHead(404).end();
		return;
	}
	const headers = incoming.headers;
	if (isLater) {
		// The two builds' files have the same times.
		delete headers["if-none-match"];
		delete headers["if-modified-since"];
	}
	const answer = await fetchFrom(upstream, incoming, isLater ? renamed(path) : path);
	// What the browser's own cache still has would hide what the worker has not.
	answer.headers["cache-control"] = path.startsWith("/assets/") ? "no-store" : "no-cache";
	if (!isLater || !TEXT.test(answer.headers["content-type"] ?? "")) {
		outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(outgoing);
		return;
	}
	const text = await textOf(answer);
	const body = path === "/sw.js" ? deployment.sabotage(await laterWorker(text, upstream)) : renamed(text);
	const { "content-length": _, etag: __, "last-modified": ___, ...kept } = answer.headers;
	outgoing.writeHead(answer.statusCode ?? 502, kept);
	outgoing.end(body);
}

export async function deploy(instance: string): Promise<Deployment> {
	const deployment: Deployment = {
		url: "",
		isLater: false,
		held: new Map(),
		removed: new Set(),
		sabotage: (script) => script,
		asked: [],
		close: async () => undefined,
	};
	const server = createServer((incoming, outgoing) => {
		serve(deployment, new URL(instance), incoming, outgoing).catch(() => outgoing.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	deployment.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	deployment.close = () => {
		server.closeAllConnections();
		return new Promise((resolve) => server.close(() => resolve()));
	};
	return deployment;
}
