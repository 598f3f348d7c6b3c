// A client with the module that openapi-generator has made (generator typescript-fetch).
import { readFile, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import {
  ArchivesApi,
  Configuration,
  ExportsApi,
  ImportsApi,
  OnConflict,
  ProblemFromJSON,
  ResponseError,
} from "./generated/index.js";

const [url, token, later, project, file] = process.argv.slice(2) as [string, string, string, string, string];
const ended = ["completed", "completed_with_warnings", "failed", "cancelled"];
const configuration = (basePath: string) => new Configuration({ basePath, accessToken: token });
const exports = new ExportsApi(configuration(url));

let job = await exports.startExport({ projectId: project, exportOptions: { format: "zip", exclude: ["*.tmp"] } });
while (!ended.includes(job.state)) {
  await sleep(100);
  job = await exports.getExport({ exportId: job.exportId });
}
console.log("exported", job.state, job.result?.archiveBytes);

const archive = await new ArchivesApi(configuration(url)).downloadArchive({ exportId: job.exportId });
await writeFile(file, Buffer.from(await archive.arrayBuffer()));

const imports = new ImportsApi(configuration(url));
let imported = await imports.importArchive({
  name: `${project} again`,
  body: new Blob([await readFile(file)]),
  onConflict: OnConflict.Rename,
});
while (!ended.includes(imported.state)) {
  await sleep(100);
  imported = await imports.getImport({ importId: imported.importId });
}
console.log("imported", imported.state, imported.projectId);

try {
  await exports.startExport({ projectId: "nowhere" });
} catch (refusal) {
  if (!(refusal instanceof ResponseError)) throw refusal;
  const problem = ProblemFromJSON(await refusal.response.json());
  console.log("refused", refusal.response.status, problem.code);
}

console.log("later", (await new ExportsApi(configuration(later)).getExport({ exportId: job.exportId })).state);
