import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const api = "http://127.0.0.1:8080"; // ./sentinel up

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: { chunkSizeWarningLimit: 700 },
  server: {
    proxy: Object.fromEntries(["/articles", "/stats", "/health", "/openapi.json"].map((path) => [path, api])),
  },
  test: { include: ["src/**/*.test.{ts,tsx}"] },
});
