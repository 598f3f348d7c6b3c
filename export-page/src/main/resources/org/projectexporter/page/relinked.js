// What an import with relinking has changed in documents, and what is left to be changed by hand.

import { h } from './dom.js'

const MOST = 100

/** Two lists that are closed at first: the changed documents, and the references that lead elsewhere still. */
export function relinked(context, documents) {
  const { t } = context
  const changed = documents.filter(each => each.original !== null)
  const byHand = documents.filter(each => each.by_hand.length > 0)
  const references = byHand.reduce((sum, each) => sum + each.by_hand.length, 0)
  return [
    list(context, t('relinked', { n: changed.length }), changed.map(each => h('li', {},
      t('relinkedLine', { document: each.document, n: each.references, original: each.original })))),
    list(context, t('relinkByHand', { n: references }), byHand.flatMap(each => [
      h('li', {}, h('strong', {}, each.document), each.why ? h('span', { lang: 'en' }, `: ${each.why}`) : null),
      ...each.by_hand.map(reference => h('li', { class: 'by-hand' },
        h('span', { class: 'muted' }, t('relinkWritten')), h('code', {}, reference.written),
        h('span', { class: 'muted' }, t('relinkTarget')), h('code', {}, reference.target))),
    ])),
  ]
}

function list(context, title, items) {
  const rest = items.length - MOST
  return items.length === 0 ? null : h('details', {}, h('summary', {}, title),
    h('ul', { class: 'lines', role: 'list' }, items.slice(0, MOST),
      rest > 0 ? h('li', {}, context.t('andMore', { n: rest })) : null))
}
