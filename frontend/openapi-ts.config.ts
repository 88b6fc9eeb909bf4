// Writes the API's client into src/api/generated from its description (TASKLIGHT_OPENAPI names the file).
import { defineConfig } from "@hey-api/openapi-ts";

export default defineConfig({
	input: process.env.TASKLIGHT_OPENAPI ?? "../build/www/openapi.json",
	output: { path: "src/api/generated" },
	logs: { level: "warn" },
	plugins: ["@hey-api/typescript", { name: "@hey-api/client-fetch", throwOnError: true }, "@hey-api/sdk"],
});
