// Follows the events of exports and imports, each over a WebSocket that a ticket opens. A lost connection is opened
// again, from the last event that was received, so that nothing is missed while the server was gone.

const FIRST_WAIT = 500
const LONGEST_WAIT = 10_000
const MOST_FAILURES = 3

/** Follows one job until its last event. Dispatches "message", whose detail is the event, and "end". */
export class Live extends EventTarget {
  #api
  #self
  #socket = null
  #timer = 0
  #wait = FIRST_WAIT
  #failures = 0
  #last = 0
  #ended = false

  /** @param self the link of the export or import */
  constructor(api, self) {
    super()
    this.#api = api
    this.#self = self
    this.#connect()
  }

  stop() {
    this.#ended = true
    clearTimeout(this.#timer)
    this.#socket?.close()
  }

  async #connect() {
    let ticket
    try {
      ticket = await this.#api.post(`${this.#self}/events-ticket`)
    } catch (problem) {
      if (problem.isOutage || problem.status === 429) {
        this.#retry(problem.retryAfter * 1000)
      } else {
        this.#end() // it was removed, or this user may no longer see it: the list reports that
      }
      return
    }
    if (!this.#ended) {
      this.#open(ticket.url)
    }
  }

  #open(link) {
    const url = this.#api.url(link)
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
    if (this.#last > 0) {
      url.searchParams.set('last_event_id', String(this.#last)) // without it, the latest event comes first
    }
    const socket = new WebSocket(url)
    this.#socket = socket
    socket.onmessage = message => this.#receive(JSON.parse(message.data))
    socket.onclose = close => this.#closed(close.code)
  }

  #receive(event) {
    this.#wait = FIRST_WAIT
    this.#failures = 0
    if (event.event_id > this.#last) {
      this.#last = event.event_id
      this.dispatchEvent(new CustomEvent('message', { detail: event }))
    }
  }

  /** 1000: that was the last event. 1008: the token is no longer valid. */
  #closed(code) {
    if (code === 1000 || code === 1008) {
      this.#end()
      return
    }
    this.#failures += 1
    if (this.#failures >= MOST_FAILURES && this.#last === 0) {
      this.#end() // something on the way allows no WebSocket: the list asks again and again anyway
      return
    }
    this.#retry(0)
  }

  #retry(atLeast) {
    if (this.#ended) {
      return
    }
    const wait = Math.max(atLeast, this.#wait * (0.75 + Math.random() / 2))
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT)
    this.#timer = setTimeout(() => this.#connect(), wait)
  }

  #end() {
    if (!this.#ended) {
      this.#ended = true
      this.dispatchEvent(new Event('end'))
    }
  }
}
