// Builds and changes elements. Text is always set as text, so nothing from a project is ever read as markup.

const SVG = 'http://www.w3.org/2000/svg'
let lastId = 0

/** A new id, for labels and descriptions. */
export function newId(name) {
  lastId += 1
  return `${name}-${lastId}`
}

/**
 * An element. Properties that begin with "on" are listeners; false and null leave an attribute out; children are
 * elements, texts, lists of these, or null.
 */
export function h(name, properties, ...children) {
  return fill(document.createElement(name), properties, children)
}

/** The same for SVG. */
export function svg(name, properties, ...children) {
  return fill(document.createElementNS(SVG, name), properties, children)
}

function fill(element, properties, children) {
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value)
    } else {
      setAttribute(element, key, value)
    }
  }
  element.append(...children.flat(2).filter(child => child !== null && child !== undefined && child !== false))
  return element
}

/** Sets or removes an attribute, if that changes anything. */
export function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) {
    element.removeAttribute(name)
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value === true ? '' : String(value))
  }
}

/** Sets the text, if it is another one: a screen reader reads what changes. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text
  }
}

/** Shows or hides an element. */
export function show(element, visible) {
  element.hidden = !visible
}

/** Replaces the children. What a user has opened stays open, and the focus goes to what has the text that had it. */
export function renew(element, ...children) {
  const focused = element.getRootNode().activeElement
  const text = element.contains(focused) ? focused.textContent : null
  const open = new Set([...element.querySelectorAll('details[open]')].map(nameOf))
  element.replaceChildren(...children)
  for (const details of element.querySelectorAll('details')) {
    details.open = open.has(nameOf(details))
  }
  if (text !== null) {
    const possible = [...element.querySelectorAll('button, summary, a')]
    const next = possible.find(each => each.textContent === text) ?? possible.at(-1)
    next?.focus()
  }
}

/** Its summary may have a number that changes; then it has a class. */
function nameOf(details) {
  return details.className || details.querySelector('summary').textContent
}

/**
 * Makes the children of a list those of the keys, in their order. Elements that stay are not moved without need, so
 * that the focus stays too.
 *
 * @param known map of elements by key; it is kept up to date
 */
export function arrange(list, keys, known, create) {
  const wanted = new Set(keys)
  for (const [key, element] of known) {
    if (!wanted.has(key)) {
      element.remove()
      known.delete(key)
    }
  }
  let at = list.firstElementChild
  for (const key of keys) {
    let element = known.get(key)
    if (!element) {
      element = create(key)
      known.set(key, element)
    }
    if (element === at) {
      at = at.nextElementSibling
    } else {
      list.insertBefore(element, at)
    }
  }
}
