// Buttons that copy a text.

import { h, setText } from './dom.js'

const SHOWN_MILLIS = 2_000

/**
 * A button that copies a text, and says so.
 *
 * @param name its accessible name
 * @param label what it shows, if that is shorter
 */
export function copyButton(context, name, text, label = name) {
  const { t } = context
  const button = h('button', { type: 'button', class: 'quiet', 'aria-label': label === name ? null : name }, label)
  button.addEventListener('click', async () => {
    if (await context.attempt(() => copy(text, button))) {
      setText(button, t('copied'))
      context.say(t('copied'))
      setTimeout(() => setText(button, label), SHOWN_MILLIS)
    }
  })
  return button
}

/** The clipboard needs https or loopback; elsewhere browsers still copy what is selected. */
async function copy(text, button) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text)
    return
  }
  const field = h('textarea', { class: 'visually-hidden', 'aria-hidden': 'true' })
  field.value = text
  button.after(field)
  field.select()
  document.execCommand('copy')
  field.remove()
  button.focus()
}
