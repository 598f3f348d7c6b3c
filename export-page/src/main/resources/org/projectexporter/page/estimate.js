// The live estimate of the dialog: asked for after each change, and cancelled by the next one.

import { h, setText, show } from './dom.js'
import { lines } from './lines.js'
import { picture } from './picture.js'

const PAUSE_MILLIS = 300

export class EstimateView {
  #context
  #status
  #size
  #details
  #timer = 0
  #request = null

  constructor(context) {
    this.#context = context
    this.#size = h('p', { class: 'size' })
    this.#status = h('div', { role: 'status', 'aria-label': context.t('estimate') }, this.#size)
    this.#details = h('div', { class: 'estimate-details' })
    this.element = h('div', { class: 'estimate' },
      context.heading(2, {}, context.t('estimate')), this.#status, this.#details)
  }

  /** Asks for an estimate of these options, a moment after the last change; refused is called with a Problem. */
  ask(project, options, refused) {
    this.cancel()
    if (project === '') {
      return
    }
    this.element.setAttribute('aria-busy', 'true')
    setText(this.#size, this.#context.t('estimating'))
    this.#timer = setTimeout(() => this.#ask(project, options, refused), PAUSE_MILLIS)
  }

  /** Makes the server stop, too: it notices that the request is gone. */
  cancel() {
    clearTimeout(this.#timer)
    this.#request?.abort()
    this.#request = null
    this.element.removeAttribute('aria-busy')
  }

  async #ask(project, options, refused) {
    const request = new AbortController()
    this.#request = request
    const path = `api/v1/projects/${encodeURIComponent(project)}/estimate`
    try {
      this.#show(await this.#context.api.post(path, options, { signal: request.signal }))
    } catch (problem) {
      if (!request.signal.aborted) {
        setText(this.#size, this.#context.t('noEstimate'))
        this.#details.replaceChildren()
        refused(problem)
      }
    }
    if (this.#request === request) {
      this.element.removeAttribute('aria-busy')
    }
  }

  #show(estimate) {
    const { t, words } = this.#context
    const parts = [t('about', { bytes: words.bytes(estimate.archive_bytes) }), t('files', { n: estimate.files })]
    if (estimate.volumes > 1) {
      parts.push(t('volumes', { n: estimate.volumes }))
    }
    if (estimate.seconds !== null) {
      parts.push(t('takesAbout', { time: words.duration(estimate.seconds) }))
    }
    setText(this.#size, parts.join(' · '))
    this.#details.replaceChildren(...this.#detailsOf(estimate).filter(part => part !== null))
  }

  #detailsOf(estimate) {
    const { t, words } = this.#context
    const saves = estimate.lfs_media_once_saves
    const warnings = estimate.warnings ?? []
    const leftOut = estimate.left_out ?? []
    const missing = estimate.missing ?? []
    const portability = estimate.portability ?? []
    return [
      warnings.length > 0 ? h('ul', { class: 'warnings', lang: 'en' }, warnings.map(text => h('li', {}, text))) : null,
      saves > 0 ? h('p', { class: 'hint' }, t('onceSaves', { bytes: words.bytes(saves) })) : null,
      picture(this.#context, estimate.classes ?? []),
      lines(this.#context, t('leftOut', { n: leftOut.reduce((sum, each) => sum + each.files, 0) }),
        leftOut.map(each => this.#leftOut(each))),
      lines(this.#context, t('missing', { n: estimate.missing_total ?? missing.length }),
        missing.map(each => `${each.path}: ${each.reason}`), estimate.missing_total),
      lines(this.#context, t('portability', { n: estimate.portability_total ?? portability.length }),
        portability.map(portabilityText)),
      basis(t, estimate),
    ]
  }

  #leftOut(each) {
    const { t, words } = this.#context
    const what = each.pattern || words.named('reason', each.reason)
    return `${what}: ${t('files', { n: each.files })}, ${words.bytes(each.bytes)}`
  }
}

/** One line for each kind, with the first names of it. */
function portabilityText(each) {
  const names = each.examples.map(example => example.path).join(', ')
  return `${each.what}: ${names}${each.count > each.examples.length ? ', …' : ''}`
}

/** What the figures rest on; the server says that in English. */
function basis(t, estimate) {
  const texts = [estimate.archive_bytes_basis, estimate.seconds_basis].filter(Boolean)
  return texts.length === 0 ? null : h('details', {}, h('summary', {}, t('basis')),
    h('p', { class: 'basis', lang: 'en' }, texts.join(' ')))
}
