// A client with the functions that orval has made (client fetch).
import { readFile, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { downloadArchive, getExport, getImport, importArchive, startExport } from "./generated/api.js";
import { server } from "./http.js";

const [url, token, later, project, file] = process.argv.slice(2) as [string, string, string, string, string];
const ended = ["completed", "completed_with_warnings", "failed", "cancelled"];
server.url = url;
server.token = token;

const started = await startExport(project, { format: "zip", exclude: ["*.tmp"] });
if (started.status !== 202) throw new Error(started.data.code);
let job = started.data;
while (!ended.includes(job.state)) {
  await sleep(100);
  const answer = await getExport(job.export_id);
  if (answer.status !== 200) throw new Error(answer.data.code);
  job = answer.data;
}
console.log("exported", job.state, job.result?.archive_bytes);

const archive = await downloadArchive(job.export_id);
if (archive.status !== 200) throw new Error(`${archive.status}`);
await writeFile(file, Buffer.from(await archive.data.arrayBuffer()));

const sent = await importArchive(new Blob([await readFile(file)]), { name: `${project} again`, on_conflict: "rename" });
if (sent.status !== 202) throw new Error(sent.data.code);
let imported = sent.data;
while (!ended.includes(imported.state)) {
  await sleep(100);
  const answer = await getImport(imported.import_id);
  if (answer.status !== 200) throw new Error(answer.data.code);
  imported = answer.data;
}
console.log("imported", imported.state, imported.project_id);

const refused = await startExport("nowhere");
console.log("refused", refused.status, refused.status === 404 ? refused.data.code : "");

server.url = later;
const additions = await getExport(job.export_id);
console.log("later", additions.status === 200 ? additions.data.state : "");
