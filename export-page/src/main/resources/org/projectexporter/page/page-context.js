// What the views of the page share: the server, the words, and where messages go.

import { h, setText, show } from './dom.js'

export class PageContext {
  #host
  #alert
  #alertText
  #status

  /**
   * @param host the element, which dispatches events to the page that holds it
   * @param project the id of the only project that is shown; empty for all
   */
  constructor(host, api, words, project) {
    this.#host = host
    this.api = api
    this.words = words
    this.project = project
    this.topHeading = host.hasAttribute('standalone') ? 1 : 2
    this.t = (key, values) => words.t(key, values)
    this.#alertText = h('span')
    const dismiss = h('button', { type: 'button', class: 'quiet', onclick: () => this.clearAlert() },
      words.t('dismiss'))
    this.#alert = h('div', { class: 'alert', hidden: true }, this.#alertText, dismiss)
    this.#status = h('p', { class: 'visually-hidden', role: 'status' })
    /** Where views put what went wrong, and what a screen reader should say. */
    this.messages = h('div', { class: 'messages' }, h('div', { role: 'alert' }, this.#alert), this.#status)
  }

  /** A heading; level 0 is that of the page. */
  heading(level, properties, ...children) {
    return h(`h${this.topHeading + level}`, properties, ...children)
  }

  /** Shows what went wrong: a Problem, or a text. */
  alert(what) {
    setText(this.#alertText, typeof what === 'string' ? what : this.explain(what))
    show(this.#alert, true)
    this.#alert.scrollIntoView({ block: 'nearest' })
  }

  clearAlert() {
    setText(this.#alertText, '')
    show(this.#alert, false)
  }

  /** Reports something to users of a screen reader; others see it in its place. */
  say(text) {
    setText(this.#status, text)
  }

  /** A problem as a sentence: ours if there is one for its code, else the server's, which is in English. */
  explain(problem) {
    if (problem.isOutage && problem.code !== 'workspace_gone') {
      return this.t('problemUnreachable')
    }
    const key = this.words.keyOf('problem', problem.code)
    return this.words.has(key) ? this.t(key, { field: problem.field, detail: problem.message }) : problem.message
  }

  /** Runs what the user has asked for; what goes wrong is shown. Returns whether it went well. */
  async attempt(action) {
    try {
      this.clearAlert()
      await action()
      return true
    } catch (problem) {
      this.alert(problem.status === undefined ? String(problem.message) : problem)
      return false
    }
  }

  /** Dispatches "project-export-NAME" on the element, for the page around it. */
  emit(name, detail) {
    this.#host.dispatchEvent(new CustomEvent(`project-export-${name}`, { detail, bubbles: true, composed: true }))
  }
}
