// What an import would make, and the name that it would have; nothing has been made yet.

import { h, newId, setText, show } from './dom.js'
import { lines } from './lines.js'

/**
 * The form that asks for consent.
 *
 * @param job a preview that is completed
 * @param actions agree (with the name, what to do if it is taken, and whether to relink), which throws a Problem, and
 *     cancel
 */
export function importPreview(context, archive, job, actions) {
  const { t, words } = context
  const { result } = job
  const ids = {
    title: newId('preview'), name: newId('name'), rename: newId('rename'), relink: newId('relink'),
    error: newId('error'),
  }
  const name = h('input', {
    id: ids.name, required: true, autocomplete: 'off', spellcheck: 'false', 'aria-describedby': ids.error,
  })
  name.value = archive.name
  const rename = h('input', { id: ids.rename, type: 'checkbox' })
  const relink = h('input', { id: ids.relink, type: 'checkbox' })
  const error = h('p', { id: ids.error, class: 'error', role: 'alert', hidden: true })
  const submit = h('button', { type: 'submit', class: 'primary' }, t('importIt'))
  const title = context.heading(2, { id: ids.title, tabindex: '-1' }, t('previewTitle'))
  const sums = [
    result.format, t('files', { n: result.files }), words.bytes(result.bytes),
    result.commits === null ? null : t('commitsCount', { n: result.commits }),
  ].filter(Boolean).join(' · ')
  const element = h('form', { class: 'preview', novalidate: true, 'aria-labelledby': ids.title, onsubmit: agree },
    title, h('p', {}, sums),
    lines(context, t('importChanges', { n: result.changes.length }),
      result.changes.map(change => `${change.path}: ${change.what}`)),
    h('div', { class: 'field' }, h('label', { for: ids.name }, t('projectName')), name, error),
    h('div', { class: 'check' }, rename, h('label', { for: ids.rename }, t('importRename'))),
    h('div', { class: 'check' }, relink, h('label', { for: ids.relink }, t('importRelink'))),
    h('div', { class: 'buttons' }, submit, h('button', { type: 'button', onclick: actions.cancel }, t('cancel'))))
  if (result.name_taken) {
    refuse(t('nameTaken', { name: archive.name }))
  }

  async function agree(event) {
    event.preventDefault()
    submit.disabled = true
    try {
      await actions.agree(name.value.trim(), rename.checked ? 'rename' : 'fail', relink.checked)
    } catch (problem) {
      const text = problem.code === 'conflict' ? t('nameTaken', { name: name.value.trim() }) : context.explain(problem)
      refuse(text)
      name.focus()
    } finally {
      submit.disabled = false
    }
  }

  function refuse(text) {
    setText(error, text)
    show(error, true)
    name.setAttribute('aria-invalid', 'true')
  }

  /** Where there is something to decide, else at the title, from which a screen reader reads on. */
  function focus() {
    (result.name_taken ? name : title).focus()
  }

  return { element, focus }
}
