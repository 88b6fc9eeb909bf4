// How the unit and component tests run; beside vite.config.ts, since building needs no Vitest.
import { mergeConfig } from "vite";
import { defineConfig } from "vitest/config";
import app from "./vite.config.ts";

export default mergeConfig(
	app,
	defineConfig({ test: { environment: "jsdom", pool: "vmThreads", include: ["src/**/*.test.{ts,tsx}"], env: { TZ: "Asia/Tehran" } } }),
);
