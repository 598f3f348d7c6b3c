// Asks before something is removed.

import { h, newId } from './dom.js'

/** Whether the user has agreed; the dialog is added to the element for as long as it is open. */
export function confirmation(context, element, question, agree) {
  const questionId = newId('question')
  const dialog = h('dialog', { class: 'confirmation', role: 'alertdialog', 'aria-labelledby': questionId },
    h('form', { method: 'dialog' },
      h('p', { id: questionId }, question),
      h('div', { class: 'buttons' },
        h('button', { value: 'no', autofocus: true }, context.t('keep')),
        h('button', { value: 'yes', class: 'danger' }, agree))))
  element.append(dialog)
  dialog.showModal()
  return new Promise(done => {
    dialog.addEventListener('close', () => {
      dialog.remove()
      done(dialog.returnValue === 'yes')
    }, { once: true })
  })
}
