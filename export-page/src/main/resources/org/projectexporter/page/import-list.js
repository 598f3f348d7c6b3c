// The imports of this server: their progress, and what has become of them.

import { arrange, h, newId, setText, show } from './dom.js'
import { lines } from './lines.js'
import { hasEnded } from './imports.js'
import { progressLine } from './progress-line.js'
import { relinked } from './relinked.js'

const BADGES = { completed: 'good', failed: 'bad' }

export class ImportList {
  #context
  #imports
  #items = new Map()
  #elements = new Map()
  #list

  constructor(context, imports) {
    this.#context = context
    this.#imports = imports
    this.#list = h('ul', { class: 'items', role: 'list', 'aria-label': context.t('imports') })
    this.element = h('div', { class: 'imports', hidden: true }, this.#list)
    imports.addEventListener('list', () => this.#arrange())
    imports.addEventListener('import', event => this.#items.get(event.detail.import_id)?.update(event.detail))
  }

  #arrange() {
    const ids = this.#imports.all.map(job => job.import_id)
    arrange(this.#list, ids, this.#elements, id => {
      const item = importItem(this.#context, this.#imports, this.#imports.get(id))
      this.#items.set(id, item)
      return item.element
    })
    for (const id of [...this.#items.keys()].filter(id => !this.#elements.has(id))) {
      this.#items.delete(id)
    }
    show(this.element, ids.length > 0)
  }
}

function importItem(context, imports, first) {
  const { t, words } = context
  const titleId = newId('import')
  const badge = h('span', { class: 'badge' })
  const line = progressLine(context, t('importing', { name: first.name }))
  const error = h('p', { class: 'error', hidden: true })
  const details = h('div', { class: 'details' })
  const remove = h('button', { type: 'button', 'aria-describedby': titleId })
  const element = h('li', { class: 'card item' },
    h('div', { class: 'item-head' }, context.heading(2, { id: titleId }, first.project_id ?? first.name), badge,
      h('time', { datetime: first.created_at }, words.time(first.created_at))),
    line.element, error, details, h('div', { class: 'buttons' }, remove))
  let job = first
  remove.addEventListener('click', async () => {
    remove.disabled = true
    await context.attempt(() => imports.remove(job))
    remove.disabled = false
  })

  function update(now) {
    const hasJustEnded = !hasEnded(job.state) && hasEnded(now.state)
    job = now
    const ended = hasEnded(job.state)
    setText(badge, words.named('state', job.state))
    badge.className = `badge ${BADGES[job.state] ?? ''}`
    setText(element.querySelector(`#${titleId}`), job.project_id ?? job.name)
    line.update(job.progress.progress, ended ? '' : job.progress.message)
    show(line.element, !ended)
    setText(error, job.state === 'failed' ? job.error?.message ?? '' : '')
    show(error, error.textContent !== '')
    setText(remove, t(ended ? 'removeFromList' : 'cancel'))
    if (ended) {
      details.replaceChildren(...ending(context, job))
    }
    if (hasJustEnded) {
      context.say(t('endedText', { project: job.project_id ?? job.name, state: words.named('state', job.state) }))
    }
  }

  update(first)
  return { element, update }
}

function ending(context, job) {
  const { t, words } = context
  if (!job.result) {
    return []
  }
  const sums = [t('files', { n: job.result.files }), words.bytes(job.result.bytes)]
  const changes = job.result.changes.map(change => `${change.path}: ${change.what}`)
  return [
    h('p', { class: 'figures' }, sums.join(' · ')),
    lines(context, t('importChanges', { n: changes.length }), changes),
    ...relinked(context, job.result.relinked),
  ].filter(part => part !== null)
}
