// Asks until when an archive is to be kept.

import { h, newId, setText, show } from './dom.js'

const DAY_MILLIS = 86_400_000
const USUAL_DAYS = 30

/** Shows the dialog; the focus returns to the button that has opened it. */
export function askUntil(context, exports, job, opener) {
  const { t, words } = context
  const ids = { title: newId('keep'), field: newId('until'), help: newId('help'), error: newId('error') }
  const field = h('input', {
    id: ids.field, type: 'date', required: true, min: localDate(Date.now() + DAY_MILLIS),
    'aria-describedby': `${ids.help} ${ids.error}`,
  })
  field.value = localDate(Math.max(Date.now(), Date.parse(job.expires_at ?? job.created_at)) + USUAL_DAYS * DAY_MILLIS)
  const error = h('p', { id: ids.error, class: 'error', role: 'alert', hidden: true })
  const usual = h('button', { type: 'button', hidden: !job.keep_until, onclick: () => keep(null) }, t('keepUsual'))
  const dialog = h('dialog', { class: 'small-dialog', 'aria-labelledby': ids.title },
    h('form', { novalidate: true, onsubmit: submit },
      context.heading(1, { id: ids.title }, t('keepTitle', { project: job.project_id })),
      h('div', { class: 'field' },
        h('label', { for: ids.field }, t('keepUntil')), field,
        h('p', { id: ids.help, class: 'help' }, t('keepHelp', { at: words.time(job.expires_at) })),
        error),
      h('div', { class: 'buttons' },
        h('button', { type: 'submit', class: 'primary' }, t('keepLonger')), usual,
        h('button', { type: 'button', onclick: () => dialog.close() }, t('notNow')))))
  dialog.addEventListener('close', () => {
    dialog.remove()
    opener.focus()
  })
  opener.closest('li').append(dialog)
  dialog.showModal()

  function submit(event) {
    event.preventDefault()
    if (field.value === '') {
      refuse(t('keepMissing'))
    } else {
      keep(new Date(`${field.value}T23:59:59`).toISOString())
    }
  }

  async function keep(until) {
    try {
      const kept = await context.api.patch(job.links.self, { keep_until: until })
      dialog.close()
      exports.replace(kept)
      context.say(t('keptUntil', { at: words.time(kept.expires_at) }))
    } catch (problem) {
      refuse(problem.field === 'keep_until' ? problem.message : context.explain(problem))
    }
  }

  function refuse(text) {
    setText(error, text)
    show(error, true)
    field.setAttribute('aria-invalid', 'true')
    field.focus()
  }
}

/** The day as a date field has it, in the reader's time zone. */
function localDate(millis) {
  const at = new Date(millis)
  const two = number => String(number).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
