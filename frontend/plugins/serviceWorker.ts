// Builds src/worker into /sw.js: one classic script, with the names of the document, scripts and styles of the same build.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin, type Rolldown } from "vite";

const SOURCE = fileURLToPath(new URL("../src/worker/worker.ts", import.meta.url));
const SERVER = new URL("../../etc/lighttpd.conf", import.meta.url);
const KEPT = /^assets\/.*\.(?:js|css)$/;

/** For Workbox: assets have their hash in their name; the document is kept with its headers, so these count as well. */
function filesOf(document: Buffer, names: readonly string[]): object[] {
	const revision = createHash("sha256").update(document).update(readFileSync(SERVER)).digest("hex");
	const integrity = `sha256-${createHash("sha256").update(document).digest("base64")}`;
	const assets = names.filter((name) => KEPT.test(name)).toSorted();
	return [{ url: "/index.html", revision, integrity }, ...assets.map((name) => ({ url: `/${name}`, revision: null }))];
}

async function scriptOf(files: readonly object[]): Promise<string> {
	const built = (await build({
		configFile: false,
		publicDir: false,
		logLevel: "warn",
		define: { BUILD_FILES: JSON.stringify(files), "process.env.NODE_ENV": '"production"' },
		build: {
			write: false,
			target: "baseline-widely-available",
			modulePreload: false,
			rolldownOptions: { input: SOURCE, output: { format: "iife" } },
		},
	})) as Rolldown.RolldownOutput;
	return built.output[0].code;
}

export function serviceWorker(): Plugin {
	return {
		name: "tasklight-service-worker",
		apply: "build",
		async writeBundle({ dir = "" }, bundle) {
			const files = filesOf(readFileSync(join(dir, "index.html")), Object.keys(bundle));
			writeFileSync(join(dir, "sw.js"), await scriptOf(files));
		},
	};
}
