// Emits src/boot.js under a name with its hash and puts it first into the document's head.
import { readFileSync } from "node:fs";
import { minifySync, type Plugin } from "vite";

const SOURCE = new URL("../src/boot.js", import.meta.url);

export function bootScript(): Plugin {
	return {
		name: "tasklight-boot-script",
		buildStart() {
			if (this.environment.mode === "build") {
				const { code } = minifySync("boot.js", readFileSync(SOURCE, "utf8"));
				this.emitFile({ type: "asset", name: "boot.js", source: code });
			}
		},
		transformIndexHtml: {
			order: "post",
			handler(html, { bundle }) {
				const file = Object.values(bundle ?? {}).find(
					(output) => output.type === "asset" && output.names.includes("boot.js"),
				);
				const src = file ? `/${file.fileName}` : "/src/boot.js";
				return html.replace("<head>", `<head>\n\t<script src="${src}"></script>`);
			},
		},
	};
}
