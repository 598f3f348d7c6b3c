// The dialog that starts an export.

import { h, newId, setText, show } from './dom.js'
import { EstimateView } from './estimate.js'
import { ExportOptions } from './export-options.js'
import { newKey } from './exports.js'

export class ExportDialog {
  #context
  #exports
  #options
  #estimate
  #error
  #submit
  #key = ''

  constructor(context, exports) {
    const { t } = context
    this.#context = context
    this.#exports = exports
    this.#options = new ExportOptions(context, () => this.#changed())
    this.#estimate = new EstimateView(context)
    const titleId = newId('dialog')
    this.#error = h('p', { class: 'alert', role: 'alert', hidden: true })
    this.#submit = h('button', { type: 'submit', class: 'primary' }, t('startExport'))
    this.element = h('dialog', { class: 'export-dialog', 'aria-labelledby': titleId, onclose: () => this.#closed() },
      h('form', { novalidate: true, onsubmit: event => this.#start(event) },
        h('div', { class: 'dialog-head' },
          context.heading(1, { id: titleId }, t('exportProject')),
          h('button', { type: 'button', class: 'quiet', onclick: () => this.element.close() }, t('close'))),
        h('div', { class: 'dialog-body' }, this.#options.element, this.#estimate.element),
        this.#error,
        h('div', { class: 'buttons dialog-foot' },
          this.#submit, h('button', { type: 'button', onclick: () => this.element.close() }, t('notNow')))))
  }

  /** Shows the dialog; what can be chosen is loaded each time. */
  async open() {
    this.#key = newKey()
    this.#refuse('')
    this.#options.clearRefusals()
    this.element.showModal()
    const { api, project } = this.#context
    try {
      const [{ projects }, { formats }] = await Promise.all([api.get('api/v1/projects'), api.get('api/v1/formats')])
      this.#options.setChoices(project ? [known(projects, project)] : projects, formats)
      this.#refuse(projects.length === 0 && !project ? this.#context.t('noProjects') : '')
      this.#ask()
    } catch (problem) {
      this.#refuse(this.#context.explain(problem))
    }
  }

  /** Other options are another export, so they need another key. */
  #changed() {
    this.#key = newKey()
    this.#refuse('')
    this.#ask()
  }

  #ask() {
    this.#estimate.ask(this.#options.project, this.#options.values, problem => this.#show(problem, false))
  }

  #closed() {
    this.#estimate.cancel()
  }

  async #start(event) {
    event.preventDefault()
    this.#submit.disabled = true
    this.#refuse('')
    try {
      const job = await this.#exports.begin(this.#options.project, this.#options.values, this.#key)
      this.element.close()
      this.#context.say(this.#context.t('started', { project: job.project_id }))
      this.#context.emit('started', { exportId: job.export_id, projectId: job.project_id })
    } catch (problem) {
      this.#show(problem, true)
    } finally {
      this.#submit.disabled = false
    }
  }

  #show(problem, isAsked) {
    const isShown = this.#options.refuse(problem)
    if (!isShown) {
      this.#refuse(this.#context.explain(problem))
    } else if (isAsked) {
      this.#options.focusRefused()
    }
  }

  #refuse(text) {
    setText(this.#error, text)
    show(this.#error, text !== '')
  }
}

/** Projects that a backend looks up are not in the list, but can be exported. */
function known(projects, id) {
  return projects.find(project => project.id === id) ?? { id, name: id }
}
