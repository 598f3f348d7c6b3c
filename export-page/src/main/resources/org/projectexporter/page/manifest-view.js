// The manifest of an archive as a page that people can read: what is in it, what is missing, and what was changed.

import { h, newId } from './dom.js'
import { lines } from './lines.js'

/** Lists of the manifest, in the order in which they matter; what the reader did not expect comes first. */
const MISSING = [
  'unreadable', 'changed_while_exporting', 'lfs_missing', 'lfs_corrupt', 'git_broken', 'git_unknown', 'not_allowed',
  'references_unresolved', 'seal_failed', 'lfs_older_missing',
]
const CHANGED = ['git_rewritten', 'git_left_out', 'git_not_clean', 'special_files', 'notes']
/** What has become of references; what the reader has to do something about comes first. */
const STATUSES = ['missing', 'outside', 'left_out', 'taken_along', 'in_project']
const CLASSES = ['media', 'text', 'other', 'git', 'git_objects', 'lfs_current', 'lfs_older']

/** Shows it in a dialog; the focus returns to the button that has opened it. */
export async function openManifest(context, job, opener) {
  const { t } = context
  const titleId = newId('manifest')
  const body = h('div', { class: 'manifest', 'aria-busy': 'true' }, h('p', {}, t('loading')))
  const dialog = h('dialog', { class: 'wide-dialog', 'aria-labelledby': titleId },
    h('div', { class: 'dialog-head' },
      context.heading(1, { id: titleId }, t('manifestOf', { project: job.project_id })),
      h('button', { type: 'button', class: 'quiet', onclick: () => dialog.close() }, t('close'))),
    body)
  dialog.addEventListener('close', () => {
    dialog.remove()
    opener.focus()
  })
  opener.closest('li').append(dialog)
  dialog.showModal()
  try {
    body.replaceChildren(...parts(context, await context.api.get(job.links.manifest)))
  } catch (problem) {
    body.replaceChildren(h('p', { class: 'error', role: 'alert' }, context.explain(problem)))
  }
  body.removeAttribute('aria-busy')
}

function parts(context, manifest) {
  const { t } = context
  const missing = MISSING.map(name => findings(context, manifest, name)).filter(part => part !== null)
  const changed = [...CHANGED.map(name => findings(context, manifest, name)),
    portability(context, manifest.portability ?? [])].filter(part => part !== null)
  return [
    facts(context, manifest),
    h('section', {}, context.heading(2, {}, t('manifestIn')), classes(context, manifest)),
    h('section', {}, context.heading(2, {}, t('manifestMissing')),
      missing.length > 0 ? missing : h('p', { class: 'good' }, t('nothingMissing')),
      leftOut(context, manifest.left_out ?? [])),
    references(context, manifest.references ?? []),
    changed.length > 0 ? h('section', {}, context.heading(2, {}, t('manifestChanged')), changed) : '',
  ]
}

function facts(context, manifest) {
  const { t, words } = context
  const { statistics } = manifest
  const rows = [
    [t('exportedAt'), words.time(manifest.exported_at)],
    [t('filesColumn'), words.number(statistics.total_files)],
    [t('sizeColumn'), words.bytes(statistics.total_size_bytes)],
    [t('commits'), statistics.git_commits === null ? t('unknown') : words.number(statistics.git_commits)],
    [t('contentsSum'), h('code', {}, manifest.contents_sha256)],
  ]
  return h('dl', { class: 'facts' }, rows.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))))
}

function classes(context, manifest) {
  const { t, words } = context
  const all = manifest.statistics.by_class
  const rows = [...CLASSES.map(name => [name, all[name]]), ['dependencies', manifest.statistics.dependencies]]
    .filter(([, sums]) => sums && sums.files > 0)
    .map(([name, sums]) => h('tr', {},
      h('th', { scope: 'row' }, words.named('manifestClass', name)),
      h('td', {}, words.number(sums.files)),
      h('td', {}, words.bytes(sums.bytes))))
  return h('table', {},
    h('caption', { class: 'visually-hidden' }, t('manifestIn')),
    h('thead', {}, h('tr', {},
      h('th', { scope: 'col' }, t('class')),
      h('th', { scope: 'col' }, t('filesColumn')),
      h('th', { scope: 'col' }, t('sizeColumn')))),
    h('tbody', {}, rows))
}

function findings(context, manifest, name) {
  const found = manifest[name] ?? []
  return lines(context, `${context.words.named('manifest', name)} (${context.words.number(found.length)})`,
    found.map(each => each.path ? `${each.path}: ${each.what}` : each.what))
}

function references(context, list) {
  const { t, words } = context
  if (list.length === 0) {
    return ''
  }
  return h('section', {}, context.heading(2, {}, t('manifestReferences')), STATUSES.map(status => {
    const found = list.filter(each => each.status === status)
    return lines(context, t(words.keyOf('reference', status), { n: found.length }),
      found.map(each => `${each.path}: ${each.written}${each.target ? ` → ${each.target}` : ''}`))
  }))
}

function leftOut(context, list) {
  const { t, words } = context
  return lines(context, t('leftOut', { n: list.reduce((sum, each) => sum + each.files, 0) }),
    list.map(each => `${each.pattern}: ${t('files', { n: each.files })}, ${words.bytes(each.bytes)}`))
}

function portability(context, list) {
  const { t } = context
  return lines(context, t('portability', { n: list.reduce((sum, each) => sum + each.count, 0) }),
    list.flatMap(each => [
      `${each.what} (${context.words.number(each.count)})`, ...each.examples.map(example => `— ${example.path}`),
    ]))
}
