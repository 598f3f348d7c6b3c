// What takes how much space on the server, what will be removed and when, and what can be removed now.

import { confirmation } from './confirmation.js'
import { h, newId, renew, show, svg } from './dom.js'

const AGAIN_MILLIS = 60_000
const PARTS = ['archive', 'interrupted', 'upload', 'orphan', 'damaged']
const CLEAN_SECONDS = 3_600
const MOST_LINES = 50

export class StorageView {
  #context
  #exports
  #body
  #timer = 0
  #stopped = false
  #ids = { title: newId('storage') }

  constructor(context, exports) {
    const { t } = context
    this.#context = context
    this.#exports = exports
    this.#body = h('div', { class: 'card storage-body' })
    this.element = h('section', { class: 'storage', 'aria-label': t('storage'), hidden: true },
      context.heading(1, { id: this.#ids.title }, t('storage')), this.#body)
    exports.addEventListener('list', () => this.#soon())
    exports.addEventListener('end', () => this.#soon())
  }

  /** Shows it from now on; a user whose token may not see it (scope "monitor") has no such region. */
  async start() {
    if (this.#stopped) {
      return
    }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.start(), AGAIN_MILLIS)
    try {
      this.#show(await this.#context.api.get('api/v1/storage'))
    } catch (problem) {
      if (problem.status === 403) {
        this.stop()
      }
    }
  }

  stop() {
    this.#stopped = true
    clearTimeout(this.#timer)
    show(this.element, false)
  }

  /** A moment later: several exports may come and go at once. */
  #soon() {
    if (!this.#stopped && !this.element.hidden) {
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => this.start(), 500)
    }
  }

  #show(report) {
    const { t } = this.#context
    const clean = h('button', { type: 'button' }, t('storageClean'))
    clean.addEventListener('click', () => this.#clean(clean))
    renew(this.#body, ...[
      this.#summary(report), this.#picture(report),
      this.#removals('removable', t('storageNow', { n: report.removable.length }), report.removable),
      this.#removals('scheduled', t('storageLater', { n: report.scheduled_total }), report.scheduled,
        report.scheduled_total),
      h('div', { class: 'buttons' }, clean),
    ].filter(part => part !== null))
    show(this.element, true)
  }

  #summary(report) {
    const { t, words } = this.#context
    const free = t('storageFree', { free: words.bytes(report.free_bytes), disk: words.bytes(report.disk_bytes) })
    const used = report.quota_bytes === null
      ? t('storageUsed', { used: words.bytes(report.used_bytes) })
      : t('storageOfQuota', { used: words.bytes(report.used_bytes), quota: words.bytes(report.quota_bytes) })
    return h('p', {}, `${used} ${free}`)
  }

  /** Bars, as long as what may be stored in all, with a table that says the same. */
  #picture(report) {
    const { t, words } = this.#context
    const used = PARTS.map(name => ({ name, bytes: report[`${name}_bytes`] })).filter(part => part.bytes > 0)
    if (used.length === 0) {
      return h('p', { class: 'muted' }, t('storageEmpty'))
    }
    const parts = [...used, { name: 'freePart', bytes: free(report) }]
    const rows = parts.map(({ name, bytes }) => h('tr', {},
      h('th', { scope: 'row' }, svg('svg', { viewBox: '0 0 10 10', class: 'key', 'aria-hidden': 'true' },
        svg('rect', { width: '10', height: '10', rx: '2', class: `storage-${name}` })), words.named('storage', name)),
      h('td', {}, words.bytes(bytes))))
    return h('figure', { class: 'picture' }, bar(parts), h('table', {},
      h('caption', { class: 'visually-hidden' }, t('storage')),
      h('thead', {}, h('tr', {},
        h('th', { scope: 'col' }, t('storageWhat')), h('th', { scope: 'col' }, t('sizeColumn')))),
      h('tbody', {}, rows)))
  }

  #removals(name, title, removals, total = removals.length) {
    if (total === 0) {
      return null
    }
    const shown = removals.slice(0, MOST_LINES)
    const rest = total - shown.length
    return h('details', { class: name }, h('summary', {}, title),
      h('ul', { class: 'removals', role: 'list' },
        shown.map(removal => this.#removal(removal)),
        rest > 0 ? h('li', {}, this.#context.t('andMore', { n: rest })) : null))
  }

  #removal(removal) {
    const { t, words } = this.#context
    const textId = newId('removal')
    const what = [
      words.named('storageKind', removal.kind), removal.project_id ?? removal.id.slice(0, 40),
      words.bytes(removal.bytes),
    ].join(' · ')
    const when = removal.at ? t('storageAt', { at: words.time(removal.at) }) : ''
    const why = words.named('storageReason', removal.reason)
    const button = this.#isRemovable(removal)
      ? h('button', { type: 'button', 'aria-describedby': textId }, t('storageRemove'))
      : null
    button?.addEventListener('click', () => this.#remove(removal, what))
    const reason = h('span', { class: 'muted' }, `${why} ${when}`.trim())
    return h('li', {}, h('span', { id: textId }, what, ' ', reason), button)
  }

  /** What the job has found to belong to nothing has no route of its own. */
  #isRemovable(removal) {
    return (removal.kind === 'export' || removal.kind === 'upload') && !removal.held
  }

  async #remove(removal, what) {
    const { t, api } = this.#context
    if (!await confirmation(this.#context, this.element, t('storageRemoveQuestion', { what }), t('storageRemove'))) {
      return
    }
    await this.#context.attempt(() => api.delete(`api/v1/${removal.kind}s/${removal.id}`))
    await this.#exports.refresh().catch(() => {})
    await this.start()
  }

  /** Shows first what would go, and asks. */
  async #clean(button) {
    const { t, words, api } = this.#context
    const body = { older_than_seconds: CLEAN_SECONDS }
    button.disabled = true
    await this.#context.attempt(async () => {
      const { removed } = await api.post('api/v1/storage/run', { ...body, preview: true })
      const bytes = words.bytes(removed.reduce((sum, each) => sum + each.bytes, 0))
      if (removed.length === 0) {
        this.#context.say(t('storageNothing'))
        button.after(h('p', { class: 'muted' }, t('storageNothing')))
      } else if (await confirmation(
        this.#context, this.element, t('storageCleanQuestion', { n: removed.length, bytes }), t('storageRemove'))) {
        const done = await api.post('api/v1/storage/run', body)
        this.#context.say(t('storageCleaned', { n: done.removed.length }))
        await this.#exports.refresh()
        await this.start()
      }
    })
    button.disabled = false
  }
}

/** What may still be stored: of the quota, and of the disk. */
function free(report) {
  const ofQuota = report.quota_bytes === null ? Infinity : Math.max(0, report.quota_bytes - report.used_bytes)
  return Math.min(report.free_bytes, ofQuota)
}

/** The parts side by side. */
function bar(parts) {
  const total = parts.reduce((sum, part) => sum + part.bytes, 0)
  let x = 0
  return svg('svg', { viewBox: '0 0 100 12', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    parts.map(({ name, bytes }) => {
      const width = bytes / total * 100
      const part = svg('rect', {
        x: x.toFixed(2), y: '0', width: width.toFixed(2), height: '12', class: `part storage-${name}`,
      })
      x += width
      return part
    }))
}
