// The style of the element. Pages that embed it set the custom properties, and color-scheme for light or dark.

export const sheet = new CSSStyleSheet()

sheet.replaceSync(`
:host {
  --background: var(--project-export-background, light-dark(#f6f7f9, #15181d));
  --surface: var(--project-export-surface, light-dark(#ffffff, #1e2229));
  --text: var(--project-export-text, light-dark(#1a1d21, #e8eaed));
  --muted: var(--project-export-muted, light-dark(#555c66, #a5adb8));
  --line: var(--project-export-line, light-dark(#d5d9df, #3a414c));
  --control: var(--project-export-control, light-dark(#767e8a, #858e9b));
  --accent: var(--project-export-accent, light-dark(#1f5fbf, #7fb0ff));
  --on-accent: var(--project-export-on-accent, light-dark(#ffffff, #10141a));
  --good: light-dark(#1a6b3c, #6fd19a);
  --warn: light-dark(#8a5200, #f0b95c);
  --bad: light-dark(#b3261e, #ff9d94);
  --radius: var(--project-export-radius, 10px);
  display: block;
  color-scheme: inherit;
  background: var(--background);
  color: var(--text);
  font: 1rem/1.45 var(--project-export-font, system-ui, sans-serif);
  container-type: inline-size;
}
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; }
h1, h2, h3, h4, p, ul, figure { margin: 0; }
ul { padding: 0; }
.page { max-width: 72rem; margin: 0 auto; padding: 1rem; }
.body { display: grid; gap: 1.25rem; }
header, .section-head, .dialog-head {
  display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between;
}
h1, h2, h3, h4 { font-weight: 650; line-height: 1.25; overflow-wrap: anywhere; }
header > :first-child { font-size: 1.35rem; }
.section-head > :first-child, .dialog-head > :first-child { font-size: 1.15rem; }
.visually-hidden {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}

.card {
  background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); padding: .9rem 1rem;
}
.login { display: grid; gap: .6rem; max-width: 28rem; }
.login h2, .login h3 { font-size: 1.15rem; }
.empty, .help, .figures, .current, .basis, time, .format { color: var(--muted); }
.help, .basis, .figures, .current, time, .format { font-size: .9rem; }
.error { color: var(--bad); overflow-wrap: anywhere; }
.good { color: var(--good); }
.messages:not(:has(.alert:not([hidden]))) { height: 0; }
.alert, .outage {
  display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between;
  padding: .6rem 1rem; margin-bottom: 1rem; border-radius: var(--radius); border: 1px solid var(--bad);
  background: var(--surface); color: var(--bad); overflow-wrap: anywhere;
}
.outage { border-color: var(--warn); color: var(--warn); margin: .75rem 0 0; }

button, .button, input, select, textarea { font: inherit; color: inherit; }
button, .button {
  display: inline-flex; align-items: center; justify-content: center; min-height: 2.25rem;
  padding: .35rem .8rem; border-radius: calc(var(--radius) * .6);
  border: 1px solid var(--control); background: var(--surface); text-decoration: none; cursor: pointer;
  line-height: 1.4;
}
button:hover, .button:hover { border-color: var(--accent); }
button:disabled { opacity: .6; cursor: default; }
.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.danger { background: var(--bad); border-color: var(--bad); color: var(--on-accent); }
.quiet { border-color: transparent; background: transparent; color: var(--accent); }
.link {
  border: 0; min-height: 1.75rem; padding: 0; background: none; text-decoration: underline; text-align: start;
}
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
input, select, textarea {
  width: 100%; padding: .4rem .55rem; border: 1px solid var(--control); border-radius: calc(var(--radius) * .6);
  background: var(--surface); min-height: 2.25rem;
}
[aria-invalid] { border-color: var(--bad); }
input[type=checkbox] {
  width: 1.15rem; height: 1.15rem; min-height: 0; margin: 0; flex: none; accent-color: var(--accent);
}

.exports { display: grid; gap: .75rem; }
.items { list-style: none; display: grid; gap: .75rem; }
.item { display: grid; gap: .5rem; content-visibility: auto; contain-intrinsic-size: auto 9rem; }
.item-head { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; }
.item-head > :first-child { font-size: 1.05rem; }
.item-head time { margin-inline-start: auto; }
.badge { font-size: .85rem; padding: .05rem .5rem; border: 1px solid currentColor; border-radius: 99px; }
.badge.warn { color: var(--warn); }
.badge.bad { color: var(--bad); }
.bar { height: .5rem; border-radius: 99px; background: var(--line); overflow: hidden; }
.bar .done { height: 100%; width: 0; background: var(--control); }
.bar.busy .done { background: var(--accent); }
.bar.good .done { background: var(--good); }
.bar.warn .done { background: var(--warn); }
.bar.bad .done { background: var(--bad); }
.current { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; min-height: 1.3em; }
.figures { font-variant-numeric: tabular-nums; }
.details:empty { display: none; }
.lines { list-style: none; max-height: 16rem; overflow: auto; overflow-wrap: anywhere; padding: .25rem 0; }
.lines li { padding: .1rem 0; font-size: .9rem; }
.by-hand { display: grid; grid-template-columns: auto 1fr; gap: 0 .6rem; margin-inline-start: 1rem; }
summary { cursor: pointer; padding: .25rem 0; }

dialog {
  color: var(--text); background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius);
  padding: 1rem; max-width: min(64rem, calc(100vw - 1rem)); max-height: calc(100dvh - 1rem); overflow: auto;
}
dialog::backdrop { background: rgb(0 0 0 / .5); }
.confirmation { max-width: min(28rem, calc(100vw - 1rem)); }
.confirmation form { display: grid; gap: 1rem; }
.export-dialog { width: 64rem; }
.export-dialog form, .options, .estimate, .estimate-details { display: grid; gap: .9rem; align-content: start; }
.dialog-body { display: grid; gap: 1.25rem; }
.dialog-foot {
  position: sticky; bottom: -1rem; background: var(--surface); padding: .6rem 0; margin-bottom: -.6rem;
  border-top: 1px solid var(--line);
}
fieldset { border: 1px solid var(--line); border-radius: var(--radius); margin: 0; padding: .6rem .8rem; min-width: 0;
  display: grid; gap: .55rem; }
legend { padding: 0 .35rem; font-weight: 600; }
.options details { display: grid; }
.options details .field { margin-top: .5rem; }
.check { display: grid; grid-template-columns: auto 1fr; gap: 0 .6rem; align-items: center; }
.check .error { grid-column: 1 / -1; }
.field { display: grid; gap: .2rem; }
.estimate > :first-child { font-size: 1rem; }
.size { font-size: 1.05rem; font-weight: 600; }
.estimate[aria-busy] .estimate-details { opacity: .6; }
.warnings { color: var(--warn); padding-inline-start: 1.2rem; }
.picture { display: grid; gap: .5rem; }
.picture > svg { width: 100%; height: 1.75rem; border-radius: calc(var(--radius) * .6); }
.picture figcaption { font-weight: 600; }
.details .picture figcaption { display: none; }
.details { display: grid; gap: .25rem; }
.picture .part.open { cursor: pointer; }
.picture .part { stroke: var(--surface); stroke-width: .4; }
.picture .key { width: .8rem; height: .8rem; margin-inline-end: .5rem; vertical-align: baseline; }
.class-media { fill: light-dark(#1f5fbf, #7fb0ff); }
.class-history { fill: light-dark(#7a3fb5, #c79bf2); }
.class-lfs_versions { fill: light-dark(#0f7b7b, #57c7c7); }
.class-cache { fill: light-dark(#a66300, #f0b95c); }
.class-dependencies { fill: light-dark(#b0307a, #f08fc4); }
.class-text { fill: light-dark(#2f7d32, #84d188); }
.class-other { fill: light-dark(#5b6470, #a5adb8); }
.class-left_out { fill: light-dark(#b9bfc8, #4b5360); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .15rem .4rem; text-align: end; font-weight: 400; border-bottom: 1px solid var(--line); }
th:first-child { text-align: start; padding-inline-start: 0; }
thead th { color: var(--muted); font-size: .9rem; }
.class-list { border: 1px solid var(--line); border-radius: var(--radius); padding: .6rem .8rem; }
.list-title { font-weight: 600; }

.muted { color: var(--muted); font-size: .9rem; }
code { font-size: .85rem; overflow-wrap: anywhere; }
.archive-body, .removals, .volumes { display: grid; gap: .6rem; }
.archive-body, .removals { margin-top: .6rem; }
.volumes, .removals { list-style: none; }
.volumes li {
  display: grid; grid-template-columns: 1fr auto; gap: .1rem .75rem; align-items: center;
  border-bottom: 1px solid var(--line); padding-bottom: .5rem;
}
.volumes .sum { grid-column: 1; }
.volumes button { grid-area: 1 / 2 / span 2; }
.volume-name { overflow-wrap: anywhere; }
a { color: var(--accent); }
a.button { color: inherit; }
a.button.primary { color: var(--on-accent); }
.removals li {
  display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; justify-content: space-between;
}
.removals li > span { overflow-wrap: anywhere; min-width: 0; }
.import, .storage, .imports, .steps, .storage-body, .preview, .progress-line, .drop { display: grid; gap: .75rem; }
.steps:empty { display: none; }
.import > :first-child, .storage > :first-child { font-size: 1.15rem; }
.drop { border: 2px dashed var(--control); border-radius: var(--radius); padding: 1rem; gap: .4rem; }
.drop.over { border-color: var(--accent); background: var(--background); }
.small-dialog { width: 28rem; }
.small-dialog form { display: grid; gap: 1rem; }
.wide-dialog { width: 56rem; }
.manifest, .manifest section { display: grid; gap: .75rem; }
.manifest { margin-top: .75rem; }
.facts { display: grid; gap: .25rem; margin: 0; }
.facts div { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: .75rem; }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.storage-archive { fill: light-dark(#1f5fbf, #7fb0ff); }
.storage-interrupted { fill: light-dark(#a66300, #f0b95c); }
.storage-upload { fill: light-dark(#0f7b7b, #57c7c7); }
.storage-orphan { fill: light-dark(#b0307a, #f08fc4); }
.storage-damaged { fill: light-dark(#b3261e, #ff9d94); }
.storage-freePart { fill: light-dark(#b9bfc8, #4b5360); }

@container (max-width: 30rem) {
  .item-head time { margin: 0; flex-basis: 100%; }
}
@media (min-width: 56rem) {
  .dialog-body { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 2rem; }
}
@media (prefers-reduced-motion: no-preference) {
  .bar .done { transition: width .25s linear; }
}
@media (forced-colors: active) {
  .bar { border: 1px solid; }
  .bar .done { background: Highlight; forced-color-adjust: none; }
}
`)
