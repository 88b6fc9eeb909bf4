// Emits src/boot.js under a name with its hash and puts it first into the document's head, with the names of files that
// are needed soon: boot.js knows who needs which, and lets the browser fetch them before a script has asked for them.
import { readFileSync } from "node:fs";
import { minifySync, type Plugin, type Rolldown } from "vite";
import { LANGUAGES } from "../src/lib/languages.ts";

const SOURCE = new URL("../src/boot.js", import.meta.url);

type Outputs = readonly (Rolldown.OutputAsset | Rolldown.OutputChunk)[];

/** What is fetched early, by the modules that it is about: for each language, and for somebody logged in. */
const SOON = {
	...Object.fromEntries(LANGUAGES.map((language) => [language, [`/locales/entry/${language}.po`]])),
	...Object.fromEntries(LANGUAGES.map((language) => [`member-${language}`, [`/src/locales/${language}.po`]])),
	member: ["/app/member.ts"],
};

/** The file with what it imports and their styles, without the entry, which the document itself names. */
function filesWith(chunk: Rolldown.OutputChunk, outputs: Outputs): string[] {
	const imported = outputs.filter(
		(output) => output.type === "chunk" && !output.isEntry && chunk.imports.includes(output.fileName),
	) as Rolldown.OutputChunk[];
	return [chunk, ...imported].flatMap(({ fileName, viteMetadata }) => [fileName, ...(viteMetadata?.importedCss ?? [])]);
}

function filesOf(modules: readonly string[], outputs: Outputs): string {
	const files = new Set<string>();
	for (const output of outputs) {
		if (output.type === "chunk" && !output.isEntry && modules.some((name) => output.facadeModuleId?.endsWith(name))) {
			for (const file of filesWith(output, outputs)) {
				files.add(`/${file}`);
			}
		}
	}
	return [...files].join(" ");
}

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
				const outputs = Object.values(bundle ?? {});
				const boot = outputs.find((output) => output.type === "asset" && output.names.includes("boot.js"));
				const soon = Object.entries(SOON).map(([name, modules]) => ` data-${name}="${filesOf(modules, outputs)}"`);
				const script = boot
					? `<script src="/${boot.fileName}"${soon.join("")}></script>`
					: '<script src="/src/boot.js"></script>';
				return html.replace("<head>", `<head>\n\t${script}`);
			},
		},
	};
}
