// A picture of a project: how many bytes are of which class, as bars with a table beside them. A click on a bar or a
// line shows the list of what is in it.

import { h, newId, setText, show, svg } from './dom.js'

const ORDER = ['media', 'history', 'lfs_versions', 'cache', 'dependencies', 'text', 'other', 'left_out']
const WIDTH = 100
const LEAST = 0.6

/** The picture; classes as in an estimate or in a result. */
export function picture(context, classes) {
  const { t } = context
  const shown = classes
    .filter(each => each.files > 0 || each.bytes > 0)
    .sort((a, b) => rank(a) - rank(b))
  if (shown.length === 0) {
    return null
  }
  const list = h('div', { class: 'class-list', hidden: true, tabindex: '-1' })
  const choose = each => showList(context, list, each)
  return h('figure', { class: 'picture' },
    h('figcaption', {}, t('pictureTitle')),
    bars(context, shown, choose),
    table(context, shown, choose),
    list)
}

function rank(each) {
  const index = ORDER.indexOf(each.class)
  return index < 0 ? ORDER.length : index
}

/** Estimates name the largest files; results have the manifest for that. */
function hasList(each) {
  return (each.examples ?? []).length > 0
}

function name(context, each) {
  return context.words.named('class', each.class)
}

/** One bar in parts. It repeats the table, so it is hidden from screen readers. */
function bars(context, classes, choose) {
  const total = classes.reduce((sum, each) => sum + each.bytes, 0)
  const widths = classes.map(each => Math.max(LEAST, total === 0 ? 0 : each.bytes / total * WIDTH))
  const scale = WIDTH / widths.reduce((sum, width) => sum + width, 0)
  let x = 0
  const parts = classes.map((each, index) => {
    const width = widths[index] * scale
    const part = svg('rect', {
      x: x.toFixed(2), y: '0', width: width.toFixed(2), height: '12',
      class: `part ${colour(each)} ${hasList(each) ? 'open' : ''}`,
      onclick: () => hasList(each) && choose(each),
    }, svg('title', {}, `${name(context, each)}: ${context.words.bytes(each.bytes)}`))
    x += width
    return part
  })
  return svg('svg', { viewBox: `0 0 ${WIDTH} 12`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, parts)
}

function colour(each) {
  return ORDER.includes(each.class) ? `class-${each.class}` : 'class-other'
}

function table(context, classes, choose) {
  const { t, words } = context
  const rows = classes.map(each => h('tr', {},
    h('th', { scope: 'row' },
      svg('svg', { viewBox: '0 0 10 10', class: 'key', 'aria-hidden': 'true' },
        svg('rect', { width: '10', height: '10', rx: '2', class: colour(each) })),
      hasList(each)
        ? h('button', { type: 'button', class: 'link', onclick: () => choose(each) }, name(context, each))
        : name(context, each)),
    h('td', {}, words.number(each.files)),
    h('td', {}, words.bytes(each.bytes))))
  return h('table', {},
    h('caption', { class: 'visually-hidden' }, t('pictureTitle')),
    h('thead', {}, h('tr', {},
      h('th', { scope: 'col' }, t('class')),
      h('th', { scope: 'col' }, t('filesColumn')),
      h('th', { scope: 'col' }, t('sizeColumn')))),
    h('tbody', {}, rows))
}

function showList(context, list, each) {
  const examples = each.examples ?? []
  const rest = each.files - examples.length
  const titleId = newId('class')
  const title = h('p', { id: titleId, class: 'list-title' })
  setText(title, `${name(context, each)}: ${context.t('files', { n: each.files })}`)
  list.setAttribute('role', 'group')
  list.setAttribute('aria-labelledby', titleId)
  list.replaceChildren(title, h('ul', { class: 'lines' },
    examples.map(path => h('li', {}, path)),
    rest > 0 ? h('li', {}, context.t('andMore', { n: rest })) : null))
  show(list, true)
  list.focus()
}
