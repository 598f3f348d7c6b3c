// Lists that are closed at first, of what the server says in English.

import { h } from './dom.js'

const MOST_LINES = 100

/** A list that is closed at first; null if there is nothing in it. The total counts those that were not sent, too. */
export function lines(context, title, texts, total = texts.length) {
  if (texts.length === 0) {
    return null
  }
  const shown = texts.slice(0, MOST_LINES).map(text => h('li', { lang: 'en' }, text))
  const rest = total - shown.length
  return h('details', {}, h('summary', {}, title),
    h('ul', { class: 'lines' }, shown, rest > 0 ? h('li', {}, context.t('andMore', { n: rest })) : null))
}
