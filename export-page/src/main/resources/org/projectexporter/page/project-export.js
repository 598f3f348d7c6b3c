// <project-export>: starts, shows and removes exports of projects. Attributes: server (the base URL; by default where
// this module comes from), project (shows this one only), lang, standalone (the server's own page). Property: token.

import { Api } from './api.js'
import { h, show } from './dom.js'
import { ExportDialog } from './export-dialog.js'
import { ExportList } from './export-list.js'
import { Exports, isBusy } from './exports.js'
import { ImportView } from './import-view.js'
import { loginForm } from './login.js'
import { PageContext } from './page-context.js'
import { StorageView } from './storage-view.js'
import { sheet } from './style.js'
import { chooseLanguage, loadWords } from './words.js'

const AGAIN_MILLIS = 3_000

export class ProjectExport extends HTMLElement {
  static observedAttributes = ['server', 'project', 'lang']

  #root = this.attachShadow({ mode: 'open' })
  #token = ''
  #run = 0
  #close = () => {}

  constructor() {
    super()
    this.#root.adoptedStyleSheets = [sheet]
    if (Object.hasOwn(this, 'token')) { // it was set before this module was loaded
      const { token } = this
      delete this.token
      this.#token = token
    }
  }

  /** An access token, which is kept in memory only. Without one, the server's own page asks the user for it. */
  get token() {
    return this.#token
  }

  set token(token) {
    this.#token = token ?? ''
    this.#restart()
  }

  connectedCallback() {
    this.#restart()
  }

  disconnectedCallback() {
    this.#run += 1
    this.#close()
    this.#root.replaceChildren()
  }

  attributeChangedCallback(name, before, after) {
    if (before !== after) {
      this.#restart()
    }
  }

  #restart() {
    if (this.isConnected) {
      this.#start().catch(failure => reportError(failure))
    }
  }

  /** Each start makes the earlier ones, which may still wait for something, give up. */
  async #start() {
    this.#run += 1
    const run = this.#run
    this.#close()
    const words = await loadWords(this.#language())
    if (run !== this.#run) {
      return
    }
    const server = this.getAttribute('server') || new URL('..', import.meta.url).href
    const api = new Api(new URL(server, document.baseURI).href)
    api.token = this.#token
    const context = new PageContext(this, api, words, this.getAttribute('project') ?? '')
    if (this.hasAttribute('standalone')) {
      document.documentElement.lang = words.tag
    }
    const body = h('div', { class: 'body' })
    this.#root.replaceChildren(h('div', { class: 'page', lang: words.tag }, context.messages, body))
    await this.#enter(context, body, run)
  }

  #language() {
    const around = this.closest('[lang]')?.getAttribute('lang')
    const wanted = this.hasAttribute('standalone') || !around ? navigator.languages : [around]
    return chooseLanguage(this.getAttribute('lang') ? [this.getAttribute('lang')] : wanted)
  }

  /** Shows the exports if the user is known, else the form. */
  async #enter(context, body, run) {
    try {
      const session = this.#token ? null : await this.#session(context.api)
      if (run === this.#run) {
        if (this.#token || session) {
          this.#open(context, body, session)
        } else {
          this.#ask(context, body, '')
        }
      }
    } catch (problem) {
      if (run === this.#run) {
        context.alert(problem)
        setTimeout(() => run === this.#run && this.#restart(), AGAIN_MILLIS)
      }
    }
  }

  /** A link of the server's terminal has a code behind "#", which never leaves the browser but in this request. */
  async #session(api) {
    const code = new URLSearchParams(location.hash.slice(1)).get('login')
    if (this.hasAttribute('standalone') && code) {
      history.replaceState(null, '', location.pathname + location.search)
      try {
        return await api.logInWithCode(code)
      } catch (problem) {
        if (problem.isOutage) {
          throw problem
        }
      }
    }
    return api.resumeSession()
  }

  #ask(context, body, message) {
    const form = loginForm(context, message, () => this.#restart())
    body.replaceChildren(h('header', {}, context.heading(0, {}, context.t('title'))), form)
    context.emit('login-needed', {})
  }

  #open(context, body, session) {
    const { api, t } = context
    const exports = new Exports(api, context.project)
    const dialog = new ExportDialog(context, exports)
    const list = new ExportList(context, exports, () => dialog.open())
    const outage = h('p', { class: 'outage' }, t('connectionLost'))
    const outageRegion = h('div', { role: 'status' })
    const logOut = h('button', { type: 'button', class: 'quiet', onclick: () => this.#logOut(context) }, t('logOut'))
    show(logOut, session !== null)
    const others = this.#otherViews(context, exports, session)
    body.replaceChildren(
      h('div', {},
        h('header', {}, context.heading(0, {}, t('title')), h('div', { class: 'buttons' }, logOut)),
        outageRegion),
      list.element,
      ...others.map(view => view.element),
      dialog.element)

    const listening = new AbortController()
    const on = (target, name, listener) => target.addEventListener(name, listener, { signal: listening.signal })
    on(api, 'outage', () => outageRegion.replaceChildren(outage))
    on(api, 'reached', () => {
      outageRegion.replaceChildren()
      context.say(t('connectionBack'))
      exports.refresh().catch(() => {})
    })
    on(api, 'unauthorized', () => {
      this.#close()
      context.emit('unauthorized', {})
      this.#ask(context, body, t('sessionEnded'))
    })
    on(exports, 'export', () => this.#showPercent(exports, context))
    on(exports, 'list', () => this.#showPercent(exports, context))
    on(exports, 'end', event => this.#ended(event.detail, context))
    on(document, 'visibilitychange', () => !document.hidden && exports.refresh().catch(() => {}))
    this.#close = () => {
      listening.abort()
      exports.stop()
      others.forEach(view => view.stop())
      this.#close = () => {}
    }
    list.start()
    others.forEach(view => view.start())
  }

  /** What is not about one project, as far as the user may see it. */
  #otherViews(context, exports, session) {
    const may = scope => context.project === '' && (session?.scopes.includes(scope) ?? true)
    return [
      may('import') ? new ImportView(context) : null,
      may('monitor') ? new StorageView(context, exports) : null,
    ].filter(view => view !== null)
  }

  async #logOut(context) {
    if (await context.attempt(() => context.api.logOut())) {
      this.#restart()
    }
  }

  /** Of what is being written now, all together. */
  #showPercent(exports, context) {
    const busy = exports.all.filter(job => isBusy(job.state))
    const fraction = busy.reduce((sum, job) => sum + job.progress.progress, 0) / Math.max(1, busy.length)
    context.emit('progress', { running: busy.length, fraction })
    if (this.hasAttribute('standalone')) {
      const title = context.t('title')
      const text = busy.length === 0 ? title : `${context.words.percent(fraction)} · ${title}`
      if (document.title !== text) {
        document.title = text
      }
    }
  }

  #ended(job, context) {
    const { words } = context
    const text = words.t('endedText', { project: job.project_id, state: words.named('state', job.state) })
    context.say(text)
    const kind = job.state.startsWith('completed') ? 'completed' : job.state === 'failed' ? 'failed' : 'cancelled'
    context.emit(kind, { exportId: job.export_id, projectId: job.project_id, state: job.state })
    if ('Notification' in window && Notification.permission === 'granted' && document.hidden) {
      new Notification(words.t('title'), { body: text, tag: job.export_id })
    }
  }
}

if (!customElements.get('project-export')) {
  customElements.define('project-export', ProjectExport)
}
