// A client with the types that openapi-typescript has made, and openapi-fetch.
import { readFile, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import createClient from "openapi-fetch";
import type { components, paths } from "./generated/api.js";

const [url, token, later, project, file] = process.argv.slice(2) as [string, string, string, string, string];
const ended = ["completed", "completed_with_warnings", "failed", "cancelled"];
const client = (baseUrl: string) => createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${token}` } });
const api = client(url);

function given<T>(answer: { data?: T; error?: components["schemas"]["Problem"] }): T {
  if (answer.data === undefined) throw new Error(answer.error?.code);
  return answer.data;
}

let job = given(
  await api.POST("/api/v1/projects/{project_id}/export", {
    params: { path: { project_id: project } },
    body: { format: "zip", exclude: ["*.tmp"] },
  }),
);
const path = { export_id: job.export_id };
while (!ended.includes(job.state)) {
  await sleep(100);
  job = given(await api.GET("/api/v1/exports/{export_id}", { params: { path } }));
}
console.log("exported", job.state, job.result?.archive_bytes);

const archive = given(
  await api.GET("/api/v1/exports/{export_id}/download", { params: { path }, parseAs: "arrayBuffer" }),
);
await writeFile(file, Buffer.from(archive));

const content = await readFile(file);
let imported = given(
  await api.POST("/api/v1/projects/import/archive", {
    params: { query: { name: `${project} again`, on_conflict: "rename" } },
    headers: { "Content-Type": "application/octet-stream" },
    body: "", // the type of bytes is string there; the serializer sends what it returns
    bodySerializer: () => content,
  }),
);
while (!ended.includes(imported.state)) {
  await sleep(100);
  imported = given(
    await api.GET("/api/v1/imports/{import_id}", { params: { path: { import_id: imported.import_id } } }),
  );
}
console.log("imported", imported.state, imported.project_id);

const refused = await api.POST("/api/v1/projects/{project_id}/export", { params: { path: { project_id: "nowhere" } } });
console.log("refused", refused.response.status, refused.error?.code);

console.log("later", given(await client(later).GET("/api/v1/exports/{export_id}", { params: { path } })).state);
