// How the unit and component tests run; beside vite.config.ts, since building needs no Vitest.
import { mergeConfig } from "vite";
import { defineConfig } from "vitest/config";
import app from "./vite.config.ts";

// For the workers too, which are threads of this process.
process.env.TZ = "Asia/Tehran";

export default mergeConfig(
	app,
	defineConfig({ test: { environment: "jsdom", pool: "vmThreads", include: ["src/**/*.test.{ts,tsx}"] } }),
);
