import { defineConfig } from "orval";

export default defineConfig({
  exporter: {
    input: { target: "./openapi.yaml" },
    output: {
      client: "fetch",
      target: "./generated/api.ts",
      override: { mutator: { path: "./http.ts", name: "http", extension: ".js" } },
    },
  },
});
