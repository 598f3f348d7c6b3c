// Requests to the server. Each either returns its answer or throws a Problem.

/** What the server has refused (RFC 9457), or that it did not answer: then the status is 0. */
export class Problem extends Error {
  constructor(status, document) {
    super(document.detail ?? document.title ?? String(status))
    this.name = 'Problem'
    this.status = status
    this.code = document.code ?? ''
    this.field = document.field ?? ''
    this.retryAfter = document.retryAfter ?? 0
  }

  /** Whether the server could not be reached, or not now. */
  get isOutage() {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504
  }
}

/**
 * The server at a base URL. A page of the server itself is logged in by a cookie, which scripts cannot read; changes
 * then carry the session's second secret in a header. A page of another origin sends the token that it was given.
 * Dispatches "outage" and "reached" when the connection is lost and back, and "unauthorized".
 */
export class Api extends EventTarget {
  #token = ''
  #csrf = ''
  #reached = true

  constructor(base) {
    super()
    this.base = new URL(base.endsWith('/') ? base : `${base}/`)
    this.isOwnOrigin = this.base.origin === location.origin
  }

  /** The token that is sent with each request; empty if there is none, or a session instead. */
  get token() {
    return this.#token
  }

  set token(token) {
    this.#token = token
  }

  /** Whether links can be followed by the browser alone: its cookie goes with them. */
  get hasSession() {
    return this.#csrf !== ''
  }

  /** The whole URL of a link of the server, or of a path such as "api/v1/exports". */
  url(path) {
    return new URL(path, this.base)
  }

  get(path, options = {}) {
    return this.send('GET', path, options)
  }

  post(path, body, options = {}) {
    return this.send('POST', path, { ...options, body })
  }

  patch(path, body) {
    return this.send('PATCH', path, { body })
  }

  delete(path) {
    return this.send('DELETE', path)
  }

  /** The JSON of the answer; null if it has none. */
  async send(method, path, options = {}) {
    const response = await this.fetch(method, path, options)
    const isJson = (response.headers.get('Content-Type') ?? '').startsWith('application/json')
    return isJson ? response.json() : null
  }

  /**
   * The answer itself, if it is a success.
   *
   * @param options body (sent as JSON, unless it is a Blob), headers, signal
   */
  async fetch(method, path, { body, headers = {}, signal } = {}) {
    const all = { ...this.authorization(method), ...headers }
    let content = body
    if (body !== undefined && !(body instanceof Blob)) {
      all['Content-Type'] = 'application/json'
      content = JSON.stringify(body)
    }
    let response
    try {
      response = await fetch(this.url(path), {
        method, headers: all, body: content, signal, credentials: 'same-origin', cache: 'no-store',
      })
    } catch (failure) {
      if (signal?.aborted) {
        throw failure
      }
      throw this.#noticed(new Problem(0, { code: 'unreachable', detail: '' }))
    }
    if (!response.ok) {
      throw this.#noticed(await problemOf(response))
    }
    this.#nowReached(true)
    return response
  }

  /** The headers that say who asks. */
  authorization(method) {
    if (this.#token) {
      return { Authorization: `Bearer ${this.#token}` }
    }
    return this.#csrf && method !== 'GET' && method !== 'HEAD' ? { 'X-CSRF-Token': this.#csrf } : {}
  }

  /** Uses the session that the browser has a cookie of. Returns it; null if there is none. */
  async resumeSession() {
    if (!this.isOwnOrigin) {
      return null
    }
    try {
      return this.#use(await this.get('api/v1/session'))
    } catch (problem) {
      if (problem.status === 401) {
        return null
      }
      throw problem
    }
  }

  /** Exchanges a token for a session; of another origin the token itself is kept, in memory only. */
  async logIn(token) {
    const headers = { Authorization: `Bearer ${token}` }
    if (this.isOwnOrigin) {
      return this.#use(await this.send('POST', 'api/v1/session', { headers }))
    }
    await this.get('api/v1/formats', { headers })
    this.#token = token
    return null
  }

  /** Exchanges the code of a link that the server has printed. */
  async logInWithCode(code) {
    return this.#use(await this.post('api/v1/session', { code }))
  }

  async logOut() {
    if (this.hasSession) {
      await this.delete('api/v1/session')
    }
    this.#csrf = ''
    this.#token = ''
  }

  #use(session) {
    this.#csrf = session.csrf_token
    return session
  }

  #noticed(problem) {
    if (problem.status === 401) {
      this.dispatchEvent(new Event('unauthorized'))
    }
    this.#nowReached(!problem.isOutage)
    return problem
  }

  #nowReached(reached) {
    if (reached !== this.#reached) {
      this.#reached = reached
      this.dispatchEvent(new Event(reached ? 'reached' : 'outage'))
    }
  }
}

async function problemOf(response) {
  let document
  try {
    document = await response.json()
  } catch {
    document = { title: response.statusText || String(response.status) }
  }
  return new Problem(response.status, { ...document, retryAfter: Number(response.headers.get('Retry-After')) || 0 })
}
