// The form that asks for an access token.

import { h, newId, setText, show } from './dom.js'

/** The form; it calls done when the user is logged in. */
export function loginForm(context, message, done) {
  const { t, api } = context
  const fieldId = newId('token')
  const errorId = newId('error')
  const field = h('input', {
    id: fieldId, type: 'password', required: true, autocomplete: 'current-password', spellcheck: 'false',
    'aria-describedby': errorId,
  })
  const error = h('p', { id: errorId, class: 'error', role: 'alert' }, message)
  show(error, message !== '')
  const button = h('button', { type: 'submit', class: 'primary' }, t('logIn'))
  const form = h('form', { class: 'card login', novalidate: true, onsubmit: submit },
    context.heading(1, {}, t('logInTitle')),
    h('p', {}, t('logInHelp')),
    // Programs that keep passwords need a name for what they keep.
    h('input', { type: 'text', autocomplete: 'username', value: 'token', hidden: true, tabindex: '-1' }),
    h('label', { for: fieldId }, t('accessToken')), field, error,
    h('div', { class: 'buttons' }, button))

  async function submit(event) {
    event.preventDefault()
    const token = field.value.trim()
    if (token === '') {
      refuse(t('tokenMissing'))
      return
    }
    button.disabled = true
    try {
      await api.logIn(token)
      field.value = ''
      done()
    } catch (problem) {
      refuse(problem.status === 401 ? t('tokenWrong') : context.explain(problem))
    } finally {
      button.disabled = false
    }
  }

  function refuse(text) {
    setText(error, text)
    show(error, true)
    field.setAttribute('aria-invalid', 'true')
    field.focus()
  }

  return form
}
