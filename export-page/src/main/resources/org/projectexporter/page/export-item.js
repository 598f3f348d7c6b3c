// One export in the list: its state, its progress, and what can be done with it now.

import { confirmation } from './confirmation.js'
import { h, newId, renew, setAttribute, setText, show } from './dom.js'
import { followSigned } from './download.js'
import { isBusy, isFinal } from './exports.js'
import { resultDetails } from './export-result.js'

const BADGES = { completed: 'good', completed_with_warnings: 'warn', failed: 'bad', waiting_for_project: 'warn' }

export class ExportItem {
  #context
  #exports
  #job
  #parts = {}
  #actions = {}

  constructor(context, exports, job) {
    this.#context = context
    this.#exports = exports
    this.#job = job
    this.element = this.#create(job)
    this.update(job)
  }

  #create(job) {
    const { t, words } = this.#context
    const titleId = newId('export')
    const parts = this.#parts
    parts.badge = h('span', { class: 'badge' })
    parts.created = h('time', { datetime: job.created_at }, words.time(job.created_at))
    parts.bar = h('div', {
      class: 'bar', role: 'progressbar', 'aria-labelledby': titleId, 'aria-valuemin': '0', 'aria-valuemax': '100',
    }, h('div', { class: 'done' }))
    parts.figures = h('p', { class: 'figures' })
    parts.current = h('p', { class: 'current' })
    parts.error = h('p', { class: 'error', lang: 'en', hidden: true })
    parts.details = h('div', { class: 'details' })
    const describe = { 'aria-describedby': titleId }
    const button = (name, action) =>
      h('button', { type: 'button', ...describe, hidden: true, onclick: event => this.#run(event, action) }, t(name))
    this.#actions = {
      pause: button('pause', () => this.#exports.act(this.#job, 'pause')),
      resume: button('resume', () => this.#exports.act(this.#job, 'resume')),
      cancel: button('cancel', () => this.#exports.cancel(this.#job)),
      verify: button('verify', () => this.#exports.act(this.#job, 'verify')),
      delete: button('delete', () => this.#remove()),
    }
    this.#actions.download = h('a', {
      class: 'button primary', href: '', ...describe, hidden: true, onclick: event => this.#download(event),
    }, t('download'))
    const { pause, resume, cancel, verify, download } = this.#actions
    return h('li', { class: 'card item' },
      h('div', { class: 'item-head' },
        this.#context.heading(2, { id: titleId }, job.project_id),
        h('span', { class: 'format' }, job.options.format), parts.badge, parts.created),
      parts.bar, parts.figures, parts.current, parts.error,
      h('div', { class: 'buttons' }, download, pause, resume, cancel, verify, this.#actions.delete),
      parts.details)
  }

  /** Shows what is new. */
  update(job) {
    const before = this.#job
    this.#job = job
    this.#showState(job)
    this.#showProgress(job)
    this.#showActions(job)
    const isOther = before.state !== job.state || JSON.stringify(before.verification) !==
      JSON.stringify(job.verification) || before.expires_at !== job.expires_at
    if (isOther || before === job) {
      renew(this.#parts.details, ...resultDetails(this.#context, this.#exports, job))
    }
  }

  #showState(job) {
    const { words } = this.#context
    setText(this.#parts.badge, words.named('state', job.state))
    this.#parts.badge.className = `badge ${BADGES[job.state] ?? ''}`
    const failure = job.state === 'failed' && job.error ? job.error.message : ''
    setText(this.#parts.error, failure)
    show(this.#parts.error, failure !== '')
  }

  #showProgress(job) {
    const { words } = this.#context
    const { progress } = job
    const isComplete = job.state.startsWith('completed')
    const fraction = isComplete ? 1 : progress.progress
    const { bar, figures, current } = this.#parts
    const percent = Math.floor(fraction * 100)
    setAttribute(bar, 'aria-valuenow', String(percent))
    setAttribute(bar, 'aria-valuetext', `${words.percent(percent / 100)}, ${words.named('state', job.state)}`)
    bar.className = `bar ${isBusy(job.state) ? 'busy' : ''} ${BADGES[job.state] ?? ''}`
    bar.firstElementChild.style.width = `${fraction * 100}%`
    show(bar, job.state !== 'cancelled')
    setText(figures, isFinal(job.state) ? this.#sums(job) : this.#figures(job, percent))
    show(figures, figures.textContent !== '')
    setText(current, job.state === 'running' || job.state === 'verifying' ? progress.current : '')
    show(current, isBusy(job.state))
  }

  /** Of an export that has ended. */
  #sums(job) {
    const { t, words } = this.#context
    if (!job.result) {
      return ''
    }
    const parts = [words.bytes(job.result.archive_bytes), t('files', { n: job.result.files })]
    if (job.expires_at) {
      parts.push(t('removedAt', { time: words.time(job.expires_at) }))
    }
    return parts.join(' · ')
  }

  #figures(job, percent) {
    const { t, words } = this.#context
    const { progress } = job
    const parts = [words.percent(percent / 100)]
    if (job.state === 'running' || job.state === 'verifying') {
      parts.push(words.named('phase', progress.phase))
    }
    if (progress.bytes_total > 0) {
      parts.push(t('bytesOf', { done: words.bytes(progress.bytes_done), total: words.bytes(progress.bytes_total) }))
    }
    if (isBusy(job.state) && progress.bytes_per_second > 0) {
      parts.push(t('perSecond', { bytes: words.bytes(progress.bytes_per_second) }))
    }
    if (isBusy(job.state) && progress.remaining_seconds !== null) {
      parts.push(t('remaining', { time: words.duration(progress.remaining_seconds) }))
    }
    return parts.join(' · ')
  }

  /** An action that is no longer possible hands the focus to one that is. */
  #showActions(job) {
    const { links } = job
    const possible = {
      pause: links.pause, resume: links.resume, cancel: links.cancel, verify: links.verify,
      delete: isFinal(job.state), download: links.download,
    }
    const focused = this.element?.getRootNode().activeElement
    for (const [name, element] of Object.entries(this.#actions)) {
      show(element, Boolean(possible[name]))
    }
    if (links.download) {
      this.#actions.download.href = this.#context.api.url(links.download).href
    }
    if (focused?.hidden && Object.values(this.#actions).includes(focused)) {
      Object.values(this.#actions).find(element => !element.hidden)?.focus()
    }
  }

  async #run(event, action) {
    const button = event.currentTarget
    button.disabled = true
    await this.#context.attempt(action)
    button.disabled = false
  }

  async #remove() {
    const { t } = this.#context
    const question = t('deleteQuestion', { project: this.#job.project_id })
    if (await confirmation(this.#context, this.element, question, t('delete'))) {
      await this.#exports.remove(this.#job)
      this.#context.say(t('deleted'))
    }
  }

  /** The browser sends no token with a link: a signed URL is requested for it. */
  async #download(event) {
    if (!this.#context.api.hasSession) {
      event.preventDefault()
      await this.#context.attempt(() => followSigned(this.#context.api, this.#job, undefined))
    }
  }
}
