// A bar with a text, for what is not an export.

import { h, newId, setAttribute, setText } from './dom.js'

/** A line whose bar shows a fraction from 0 to 1. */
export function progressLine(context, title) {
  const { words } = context
  const titleId = newId('progress')
  const done = h('div', { class: 'done' })
  const bar = h('div', {
    class: 'bar busy', role: 'progressbar', 'aria-labelledby': titleId, 'aria-valuemin': '0', 'aria-valuemax': '100',
    'aria-valuenow': '0',
  }, done)
  const figures = h('p', { class: 'figures' })
  const element = h('div', { class: 'progress-line' }, h('p', { id: titleId }, title), bar, figures)

  function update(fraction, text) {
    const percent = Math.floor(Math.min(1, fraction) * 100)
    setAttribute(bar, 'aria-valuenow', String(percent))
    setAttribute(bar, 'aria-valuetext', words.percent(percent / 100))
    done.style.width = `${percent}%`
    setText(figures, [words.percent(percent / 100), text].filter(Boolean).join(' · '))
  }

  function finish() {
    bar.className = 'bar good'
    update(1, '')
  }

  return { element, update, finish }
}
