// How the app is built into what lighttpd serves, served while it is developed, and tested.
import { fileURLToPath } from "node:url";
import { lingui, linguiTransformerBabelPreset } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { bootScript } from "./plugins/bootScript.ts";
import { generatedClient } from "./plugins/generatedClient.ts";
import { precompress } from "./plugins/precompress.ts";
import { reactAriaLocales } from "./plugins/reactAriaLocales.ts";
import { serviceWorker } from "./plugins/serviceWorker.ts";
import { trustedTypes } from "./plugins/trustedTypes.ts";

const api = process.env.TASKLIGHT_URL ?? "http://localhost:8000";

// What the login needs is one file, what the list needs above that another one: they compress better than many.
const groups = [
	{ name: "start", tags: ["$initial" as const], priority: 2 },
	{ name: "list", test: /src\/app\/member\.ts$/, priority: 1 },
];

export default defineConfig({
	publicDir: false,
	cacheDir: "../build/vite",
	resolve: { alias: { "@": fileURLToPath(new URL("src", import.meta.url)) } },
	plugins: [
		reactAriaLocales(),
		generatedClient(),
		trustedTypes(),
		react(),
		babel({ presets: [linguiTransformerBabelPreset()] }),
		lingui({ failOnMissing: true }),
		bootScript(),
		serviceWorker(),
		precompress(),
	],
	build: {
		outDir: process.env.TASKLIGHT_OUT ?? "../build/frontend",
		emptyOutDir: true,
		target: "baseline-widely-available",
		modulePreload: { polyfill: false },
		reportCompressedSize: false,
		assetsInlineLimit: 0,
		rolldownOptions: { output: { codeSplitting: { groups } } },
	},
	server: {
		proxy: Object.fromEntries(
			["/auth", "/api", "/todos", "/tasks", "/docs", "/openapi.json", "/icon.svg"].map((path) => [path, api]),
		),
	},
});
