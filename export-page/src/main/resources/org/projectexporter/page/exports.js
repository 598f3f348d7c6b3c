// The exports that the page shows: loaded in pages, asked for again every few seconds, and followed while they run.

import { Live } from './live.js'

const PAGE = 20
const MOST_FOLLOWED = 12
const ACTIVE_MILLIS = 4_000
const IDLE_MILLIS = 10_000
/** In this order they are followed, if there are too many. */
const UNFINISHED = ['running', 'verifying', 'queued', 'paused', 'waiting_for_project']
const FINAL = ['completed', 'completed_with_warnings', 'failed', 'cancelled']

export function isFinal(state) {
  return FINAL.includes(state)
}

/** Whether it moves at this moment. */
export function isBusy(state) {
  return state === 'running' || state === 'verifying' || state === 'queued'
}

/** A random Idempotency-Key; randomUUID would need a secure context. */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Dispatches "list" if exports came or went, "export" (detail: the export) if one changed, and "end" (detail: the
 * export) if one that was unfinished has ended.
 */
export class Exports extends EventTarget {
  #api
  #project
  #jobs = new Map()
  #followed = new Map()
  #changed = new Map()
  #timer = 0
  #stopped = false
  #cursor = null

  constructor(api, project) {
    super()
    this.#api = api
    this.#project = project
  }

  /** All that are loaded, newest first. */
  get all() {
    return [...this.#jobs.values()].sort((a, b) => b.created_at.localeCompare(a.created_at))
  }

  get(id) {
    return this.#jobs.get(id)
  }

  /** Whether the server has older ones. */
  get hasMore() {
    return this.#cursor !== null
  }

  /** Loads the first page, and asks again and again from now on. */
  async start() {
    await this.refresh()
    this.#schedule()
  }

  stop() {
    this.#stopped = true
    clearTimeout(this.#timer)
    this.#followed.forEach(live => live.stop())
    this.#followed.clear()
  }

  /** Asks for the newest ones again. */
  async refresh() {
    const asked = performance.now()
    const page = await this.#load(null)
    const oldest = page.exports.at(-1)?.created_at ?? ''
    const present = new Set(page.exports.map(job => job.export_id))
    for (const job of this.all) {
      const isGone = !present.has(job.export_id) && (page.next_cursor === null || job.created_at > oldest)
      if (isGone && (this.#changed.get(job.export_id) ?? 0) < asked) {
        this.#remove(job.export_id)
      }
    }
    if (this.#jobs.size <= PAGE) {
      this.#cursor = page.next_cursor
    }
    page.exports.forEach(job => this.#put(job, asked))
    this.#follow()
  }

  /** Loads the next page of older ones. */
  async more() {
    const asked = performance.now()
    const page = await this.#load(this.#cursor)
    this.#cursor = page.next_cursor
    page.exports.forEach(job => this.#put(job, asked))
    this.#follow()
  }

  /** Starts an export; a request that is sent again starts no second one. */
  async begin(project, options, key) {
    const path = `api/v1/projects/${encodeURIComponent(project)}/export`
    const job = await this.#api.post(path, options, { headers: { 'Idempotency-Key': key } })
    this.#put(job, performance.now())
    this.#follow()
    return job
  }

  /** Pauses, resumes or verifies, by the name of the link. */
  async act(job, action) {
    this.#put(await this.#api.post(job.links[action]), performance.now())
    this.#follow()
  }

  /** Stops an export for good; it stays in the list. */
  async cancel(job) {
    await this.#api.delete(job.links.self)
    await this.#reload(job)
  }

  /** Removes an export that has ended, with its archive. */
  async remove(job) {
    try {
      await this.#api.delete(job.links.self)
    } catch (problem) {
      if (problem.status !== 404) {
        throw problem
      }
    }
    this.#remove(job.export_id)
  }

  /** Sets what an answer of the server says about an export. */
  replace(job) {
    this.#put(job, performance.now())
  }

  #load(cursor) {
    const query = new URLSearchParams({ sort: '-created_at', limit: String(PAGE) })
    if (this.#project) {
      query.set('project_id', this.#project)
    }
    if (cursor) {
      query.set('cursor', cursor)
    }
    return this.#api.get(`api/v1/exports?${query}`)
  }

  #schedule() {
    if (this.#stopped) {
      return
    }
    const isActive = [...this.#jobs.values()].some(job => !isFinal(job.state))
    this.#timer = setTimeout(async () => {
      await this.refresh().catch(() => {}) // the Api reports an outage
      this.#schedule()
    }, isActive ? ACTIVE_MILLIS : IDLE_MILLIS)
  }

  /** An answer to an earlier question must not undo what an event has said since. */
  #put(job, asked) {
    const id = job.export_id
    const before = this.#jobs.get(id)
    if (before && (this.#changed.get(id) ?? 0) > asked) {
      return
    }
    if (before && JSON.stringify(before) === JSON.stringify(job)) {
      return
    }
    this.#set(job, before)
  }

  #set(job, before) {
    this.#jobs.set(job.export_id, job)
    this.#changed.set(job.export_id, performance.now())
    if (before) {
      this.#dispatch('export', job)
    } else {
      this.#dispatch('list', null)
    }
    if (before && !isFinal(before.state) && isFinal(job.state)) {
      this.#dispatch('end', job)
    }
  }

  #remove(id) {
    this.#followed.get(id)?.stop()
    this.#followed.delete(id)
    if (this.#jobs.delete(id)) {
      this.#dispatch('list', null)
    }
  }

  async #reload(job) {
    const asked = performance.now()
    try {
      this.#put(await this.#api.get(job.links.self), asked)
    } catch (problem) {
      if (problem.status === 404) {
        this.#remove(job.export_id)
      } else {
        throw problem
      }
    }
  }

  #follow() {
    const wanted = this.all
      .filter(job => UNFINISHED.includes(job.state))
      .sort((a, b) => UNFINISHED.indexOf(a.state) - UNFINISHED.indexOf(b.state))
      .slice(0, MOST_FOLLOWED)
    for (const job of wanted) {
      if (!this.#followed.has(job.export_id) && !this.#stopped) {
        this.#listen(job)
      }
    }
  }

  #listen(job) {
    const live = new Live(this.#api, job.links.self)
    this.#followed.set(job.export_id, live)
    live.addEventListener('message', message => this.#apply(message.detail))
    live.addEventListener('end', () => {
      this.#followed.delete(job.export_id)
      this.#reload(job).catch(() => {})
    })
  }

  /** Events have no links, so a new state is asked for as a whole. */
  #apply(event) {
    const before = this.#jobs.get(event.export_id)
    if (!before) {
      return
    }
    if (event.state !== before.state) {
      this.#reload(before).catch(() => {})
      return
    }
    const progress = Object.fromEntries(Object.keys(before.progress).map(key => [key, event[key]]))
    this.#set({ ...before, progress }, before)
  }

  #dispatch(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}
