// Sends the files of an archive by tus 1.0.0, one after the other, in parts, so that each can be continued where it was
// interrupted: after a pause, a lost connection, a restart of the server, and, with the same file, after a reload.

const VERSION = '1.0.0'
const LEAST_PART = 256 << 10
const MOST_PART = 16 << 20
/** A part should take about so long: less is slow, more shows no progress. */
const PART_MILLIS = 1_000
const FIRST_WAIT = 500
const LONGEST_WAIT = 5_000
const STORED = 'project-export-upload:'

/** Dispatches "progress" (detail: bytes of all files that have arrived). */
export class Upload extends EventTarget {
  #api
  #files
  #arrivedBefore = 0
  #request = null
  #paused = null
  #cancelled = false
  #partBytes = LEAST_PART
  #links = []

  constructor(api, files) {
    super()
    this.#api = api
    this.#files = files
  }

  /** The bytes of all files. */
  get bytes() {
    return this.#files.reduce((sum, file) => sum + file.size, 0)
  }

  get isPaused() {
    return this.#paused !== null
  }

  /** The ids of the uploads, in the order of the files. */
  get ids() {
    return this.#links.map(link => link.slice(link.lastIndexOf('/') + 1))
  }

  /** Returns when everything has arrived; throws a Problem if the server refuses it. */
  async run() {
    for (const file of this.#files) {
      await this.#send(file)
      this.#arrivedBefore += file.size
    }
  }

  async #send(file) {
    const { link, offset } = await this.#persist(() => this.#open(file))
    this.#links.push(link)
    let arrived = offset
    while (arrived < file.size) {
      this.#arrived(arrived)
      arrived = await this.#persist(isAgain => this.#append(file, link, isAgain ? null : arrived))
    }
    this.#arrived(arrived)
    forget(file)
  }

  /** An earlier upload of the same file, if the server still has it, else a new one. */
  async #open(file) {
    const earlier = remembered(file)
    if (earlier) {
      try {
        return { link: earlier, offset: await this.#offset(earlier) }
      } catch (problem) {
        if (problem.status !== 404) {
          throw problem
        }
      }
    }
    const response = await this.#ask('POST', 'api/v1/uploads', {
      'Upload-Length': String(file.size), 'Upload-Metadata': `filename ${base64(file.name)}`,
    })
    const link = response.headers.get('Location')
    remember(file, link)
    return { link, offset: 0 }
  }

  async #offset(link) {
    const response = await this.#ask('HEAD', link, {})
    return Number(response.headers.get('Upload-Offset'))
  }

  /** Sends the next part; returns where the one after it begins. After a failure the server is asked where that is. */
  async #append(file, link, known) {
    const offset = known ?? await this.#offset(link)
    const part = file.slice(offset, Math.min(file.size, offset + this.#partBytes))
    if (part.size === 0) {
      return offset
    }
    const began = performance.now()
    const response = await this.#ask('PATCH', link, {
      'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream',
    }, part)
    const scale = PART_MILLIS / Math.max(1, performance.now() - began)
    this.#partBytes = Math.min(MOST_PART, Math.max(LEAST_PART, Math.round(part.size * Math.min(4, scale))))
    return Number(response.headers.get('Upload-Offset'))
  }

  #ask(method, path, headers, body) {
    this.#request = new AbortController()
    const all = { 'Tus-Resumable': VERSION, ...headers }
    return this.#api.fetch(method, path, { body, headers: all, signal: this.#request.signal })
  }

  /** Tries until it succeeds, or the server refuses it; a request that was paused is sent again afterwards. */
  async #persist(action) {
    let wait = FIRST_WAIT
    for (let isAgain = false; ; isAgain = true) {
      await this.#paused?.promise
      this.#requireGoing()
      try {
        return await action(isAgain)
      } catch (failure) {
        this.#requireGoing()
        if (!this.isPaused) {
          if (!isTemporary(failure)) {
            throw failure
          }
          await new Promise(done => setTimeout(done, Math.max(wait, failure.retryAfter * 1000)))
          wait = Math.min(wait * 2, LONGEST_WAIT)
        }
      }
    }
  }

  #requireGoing() {
    if (this.#cancelled) {
      throw new DOMException('the upload was cancelled', 'AbortError')
    }
  }

  #arrived(ofFile) {
    this.dispatchEvent(new CustomEvent('progress', { detail: this.#arrivedBefore + ofFile }))
  }

  /** Stops sending; what has arrived stays on the server. */
  pause() {
    let go = null
    const promise = new Promise(done => {
      go = done
    })
    this.#paused = { promise, go }
    this.#request?.abort()
  }

  resume() {
    const { go } = this.#paused
    this.#paused = null
    go()
  }

  /** Stops for good, and removes what has arrived; what cannot be removed now, the server removes later. */
  async cancel() {
    this.#cancelled = true
    this.#request?.abort()
    if (this.isPaused) {
      this.resume()
    }
    this.#files.forEach(forget)
    await Promise.all(this.#links.map(link => this.#api.delete(link).catch(() => {})))
  }
}

/** The server is away or busy, still has the previous request, or has another offset than was thought. */
function isTemporary(failure) {
  return failure.isOutage || [408, 409, 423, 429].includes(failure.status)
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}

/** A page cannot see where a file is, only these. */
function keyOf(file) {
  return `${STORED}${file.name}:${file.size}:${file.lastModified}`
}

/** Storage may be full or forbidden: then an upload cannot be continued after a reload. */
function remember(file, link) {
  try {
    localStorage.setItem(keyOf(file), link)
  } catch {
    // as said
  }
}

function remembered(file) {
  try {
    return localStorage.getItem(keyOf(file))
  } catch {
    return null
  }
}

function forget(file) {
  try {
    localStorage.removeItem(keyOf(file))
  } catch {
    // as said
  }
}
