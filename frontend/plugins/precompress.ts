// Writes NAME.br and NAME.gz beside every text file of the build, for lighttpd to choose from.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const TEXT = /\.(js|css|html|svg)$/;

export function precompress(): Plugin {
	let folder = "";
	return {
		name: "tasklight-precompress",
		apply: "build",
		configResolved({ build }) {
			folder = build.outDir;
		},
		closeBundle() {
			for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
				const path = join(entry.parentPath, entry.name);
				if (entry.isFile() && TEXT.test(entry.name)) {
					const text = readFileSync(path);
					writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }));
					writeFileSync(`${path}.br`, brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
				}
			}
		},
	};
}
