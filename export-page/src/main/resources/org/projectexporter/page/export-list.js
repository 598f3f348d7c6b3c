// The list of exports, with those that run now at the top of the page's mind: their progress changes in place.

import { arrange, h, newId, show } from './dom.js'
import { ExportItem } from './export-item.js'

export class ExportList {
  #context
  #exports
  #items = new Map()
  #elements = new Map()
  #list
  #empty
  #more

  /** @param begin opens the dialog */
  constructor(context, exports, begin) {
    const { t } = context
    this.#context = context
    this.#exports = exports
    const titleId = newId('exports')
    this.#list = h('ul', { class: 'items', role: 'list', 'aria-labelledby': titleId })
    this.#empty = h('p', { class: 'empty', hidden: true }, t('noExports'))
    this.#more = h('button', { type: 'button', hidden: true, onclick: () => this.#loadMore() }, t('showMore'))
    this.element = h('section', { class: 'exports', 'aria-label': t('exports') },
      h('div', { class: 'section-head' },
        context.heading(1, { id: titleId }, t('exports')),
        h('div', { class: 'buttons' },
          this.#notifyButton(),
          h('button', { type: 'button', class: 'primary', onclick: begin }, t('newExport')))),
      this.#list, this.#empty, this.#more)
    exports.addEventListener('list', () => this.#arrange())
    exports.addEventListener('export', event => this.#items.get(event.detail.export_id)?.update(event.detail))
  }

  /** Loads the exports; what goes wrong is shown, and tried again. */
  async start() {
    await this.#context.attempt(() => this.#exports.start())
    this.#arrange()
  }

  #arrange() {
    const all = this.#exports.all
    const ids = all.map(job => job.export_id)
    const focused = this.#items.get(this.#idOfFocus())
    arrange(this.#list, ids, this.#elements, id => {
      const item = new ExportItem(this.#context, this.#exports, this.#exports.get(id))
      this.#items.set(id, item)
      return item.element
    })
    for (const id of [...this.#items.keys()]) {
      if (!this.#elements.has(id)) {
        this.#items.delete(id)
      }
    }
    show(this.#empty, all.length === 0)
    show(this.#more, this.#exports.hasMore)
    if (focused && !focused.element.isConnected) {
      this.element.querySelector('button.primary').focus() // or the focus would be at the top of the document
    }
  }

  #idOfFocus() {
    const element = this.element.getRootNode().activeElement?.closest('li')
    return [...this.#elements].find(([, each]) => each === element)?.[0]
  }

  async #loadMore() {
    this.#more.disabled = true
    await this.#context.attempt(() => this.#exports.more())
    this.#more.disabled = false
    this.#arrange()
  }

  /** Browsers show notifications only if the user has allowed them after a click. */
  #notifyButton() {
    const isOpen = 'Notification' in window && isSecureContext && Notification.permission === 'default'
    const button = h('button', { type: 'button', class: 'quiet', hidden: !isOpen }, this.#context.t('notifyMe'))
    button.addEventListener('click', async () => {
      await Notification.requestPermission()
      show(button, Notification.permission === 'default')
    })
    return button
  }
}
