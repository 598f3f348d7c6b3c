// Imports: started, followed to their end, and listed, so that a reload finds those that run.

import { newKey } from './exports.js'
import { Live } from './live.js'

const PAGE = 10
const AGAIN_MILLIS = 10_000
const FINAL = ['completed', 'failed', 'cancelled']

export function hasEnded(state) {
  return FINAL.includes(state)
}

/**
 * Dispatches "list" if imports came or went, and "import" (detail: the import) if one changed. Previews are not listed.
 */
export class Imports extends EventTarget {
  #api
  #jobs = new Map()
  #followed = new Map()
  #timer = 0
  #stopped = false

  constructor(api) {
    super()
    this.#api = api
  }

  /** All that are known, newest first. */
  get all() {
    return [...this.#jobs.values()].sort((a, b) => b.created_at.localeCompare(a.created_at))
  }

  get(id) {
    return this.#jobs.get(id)
  }

  /** Loads the newest, and asks again from time to time. */
  async start() {
    await this.refresh()
    if (!this.#stopped) {
      this.#timer = setTimeout(() => this.start().catch(() => this.#again()), AGAIN_MILLIS)
    }
  }

  #again() {
    this.#timer = setTimeout(() => this.start().catch(() => this.#again()), AGAIN_MILLIS)
  }

  stop() {
    this.#stopped = true
    clearTimeout(this.#timer)
    this.#followed.forEach(live => live.stop())
  }

  async refresh() {
    const { imports } = await this.#api.get(`api/v1/imports?sort=-created_at&limit=${PAGE}`)
    const shown = imports.filter(job => !job.preview)
    const ids = new Set(shown.map(job => job.import_id))
    for (const id of [...this.#jobs.keys()]) {
      if (!ids.has(id)) {
        this.#forget(id)
      }
    }
    shown.forEach(job => this.#put(job))
  }

  /** Starts an import of uploads; it is in the list from then on. */
  async begin(uploads, name, onConflict, relink) {
    const job = await this.#post({ upload_ids: uploads, name, on_conflict: onConflict, relink })
    this.#put(job)
    return job
  }

  /** Examines uploads without importing them; returns the import at its end. */
  async preview(uploads, name, progressed, signal) {
    const job = await this.#post({ upload_ids: uploads, name, preview: true })
    const end = await this.#end(job, progressed, signal)
    this.#api.delete(job.links.self).catch(() => {}) // only its result was wanted
    signal.throwIfAborted()
    return end
  }

  #post(body) {
    return this.#api.post('api/v1/projects/import', body, { headers: { 'Idempotency-Key': newKey() } })
  }

  #end(job, progressed, signal) {
    return new Promise((done, failed) => {
      const live = new Live(this.#api, job.links.self)
      live.addEventListener('message', message => progressed(message.detail))
      live.addEventListener('end', () => this.#api.get(job.links.self).then(done, failed))
      signal.addEventListener('abort', () => {
        live.stop()
        done(job)
      }, { once: true })
    })
  }

  /** Stops an import, or removes one that has ended from the list; a project that exists stays. */
  async remove(job) {
    try {
      await this.#api.delete(job.links.self)
    } catch (problem) {
      if (problem.status !== 404) {
        throw problem
      }
    }
    await this.refresh()
  }

  #put(job) {
    const before = this.#jobs.get(job.import_id)
    if (before && JSON.stringify(before) === JSON.stringify(job)) {
      return
    }
    this.#jobs.set(job.import_id, job)
    this.#dispatch(before ? 'import' : 'list', job)
    if (!hasEnded(job.state) && !this.#followed.has(job.import_id) && !this.#stopped) {
      this.#follow(job)
    }
  }

  #follow(job) {
    const live = new Live(this.#api, job.links.self)
    this.#followed.set(job.import_id, live)
    live.addEventListener('message', message => this.#apply(message.detail))
    live.addEventListener('end', async () => {
      this.#followed.delete(job.import_id)
      await this.refresh().catch(() => {})
    })
  }

  #apply(event) {
    const before = this.#jobs.get(event.import_id)
    if (before && !hasEnded(event.state)) {
      const progress = Object.fromEntries(Object.keys(before.progress).map(key => [key, event[key]]))
      this.#put({ ...before, state: event.state, progress })
    }
  }

  #forget(id) {
    this.#followed.get(id)?.stop()
    this.#followed.delete(id)
    this.#jobs.delete(id)
    this.#dispatch('list', null)
  }

  #dispatch(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}
