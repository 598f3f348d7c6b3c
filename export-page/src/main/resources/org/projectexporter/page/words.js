// The words of the page in the reader's language, and numbers, sizes and times as that language writes them.

import english from './en.js'

const OTHERS = { de: () => import('./de.js') }
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']

/** The first language of a list that the page has; English otherwise. */
export function chooseLanguage(wanted) {
  for (const tag of wanted) {
    const language = String(tag).toLowerCase().split('-')[0]
    if (language === 'en' || language in OTHERS) {
      return tag
    }
  }
  return 'en'
}

/** Loads the words of a language, such as "de" or "en-GB". */
export async function loadWords(tag) {
  const load = OTHERS[String(tag).toLowerCase().split('-')[0]]
  return new Words(tag, load ? (await load()).default : english)
}

export class Words {
  #messages
  #plural
  #formats = new Map()

  constructor(tag, messages) {
    this.tag = tag
    this.#messages = messages
    this.#plural = new Intl.PluralRules(tag)
  }

  /**
   * A message. Its places, such as {name}, have the values; of a message with several forms, the one for the number n.
   */
  t(key, values = {}) {
    const message = this.#messages[key] ?? key
    const text = typeof message === 'string' ? message : message[this.#plural.select(values.n)] ?? message.other
    return text.replace(/\{(\w+)\}/g, (place, name) => this.#value(values[name], place))
  }

  /** Whether there is such a message. */
  has(key) {
    return key in this.#messages
  }

  #value(value, place) {
    return typeof value === 'number' ? this.number(value) : value ?? place
  }

  /** The message of a name that the server has chosen, such as a state; one that is not known is shown as it is. */
  named(kind, name) {
    const key = this.keyOf(kind, name)
    return this.has(key) ? this.t(key) : name
  }

  /** The key of its message: "state" and "waiting_for_project" make "stateWaitingForProject". */
  keyOf(kind, name) {
    return kind + name.replace(/(^|[_.-])(\w)/g, (all, before, letter) => letter.toUpperCase())
  }

  number(value) {
    return this.#format('number', () => new Intl.NumberFormat(this.tag)).format(value)
  }

  percent(fraction) {
    const format = this.#format('percent', () => new Intl.NumberFormat(this.tag, { style: 'percent' }))
    return format.format(fraction)
  }

  /** A size in powers of 1000, with three digits or fewer. */
  bytes(value) {
    let index = 0
    let amount = value
    while (amount >= 999.5 && index < UNITS.length - 1) {
      amount /= 1000
      index += 1
    }
    const digits = index === 0 || amount >= 99.5 ? 0 : amount >= 9.95 ? 1 : 2
    return this.#unit(UNITS[index], digits, index === 0 ? 'long' : 'short').format(amount)
  }

  /** Of seconds, in one or two units. */
  duration(seconds) {
    const whole = Math.max(0, Math.round(seconds))
    if (whole < 60) {
      return this.#unit('second', 0).format(whole)
    }
    const minutes = Math.round(whole / 60)
    if (minutes < 60) {
      return this.#unit('minute', 0).format(minutes)
    }
    const hours = Math.floor(minutes / 60)
    const rest = minutes % 60
    if (hours >= 48) {
      return this.#unit('day', 0).format(Math.round(hours / 24))
    }
    const text = this.#unit('hour', 0).format(hours)
    return rest === 0 ? text : `${text} ${this.#unit('minute', 0).format(rest)}`
  }

  /** A date with its time, from RFC 3339. */
  time(text) {
    const options = { dateStyle: 'medium', timeStyle: 'short' }
    return this.#format('time', () => new Intl.DateTimeFormat(this.tag, options)).format(new Date(text))
  }

  #unit(unit, digits, unitDisplay = 'short') {
    const options = { style: 'unit', unit, unitDisplay, maximumFractionDigits: digits }
    return this.#format(unit + digits, () => new Intl.NumberFormat(this.tag, options))
  }

  #format(name, create) {
    if (!this.#formats.has(name)) {
      this.#formats.set(name, create())
    }
    return this.#formats.get(name)
  }
}
