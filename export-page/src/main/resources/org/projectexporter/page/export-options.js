// The fields of the dialog: what the archive includes, and how. Each is named as the option of the API is, so that a
// refusal of the server is shown beside the field that it names.

import { h, newId, setText, show } from './dom.js'

/** Volumes that fit; in MiB, as the option is. A file on FAT32 is smaller than 4 GiB; a Blu-ray disc has 25 GB. */
const SIZES = { none: null, two: 2_000, fat32: 4_095, bluray: 23_800 }
/** Of an ASC Media Hash List. */
const HASHES = ['xxh64', 'xxh3', 'xxh128', 'md5', 'sha1', 'c4']
const CHECKBOXES = [
  'include_history', 'include_cache', 'include_dependencies', 'whole_cards', 'compress_media', 'verify', 'report',
]

export class ExportOptions {
  #context
  #fields = new Map()
  #inputs = {}
  #formats = []

  /** @param changed is called when the user has changed something */
  constructor(context, changed) {
    this.#context = context
    this.element = h('div', { class: 'options', oninput: () => this.#changed(changed) },
      this.#select('project_id', 'project', [], 'wide'),
      this.#select('format', 'format', [], 'wide', true),
      h('fieldset', {},
        h('legend', {}, context.t('content')),
        this.#checkbox('include_history', 'gitHistory', true),
        this.#checkbox('include_cache', 'cacheFiles', false),
        this.#checkbox('include_dependencies', 'dependencies', false),
        this.#checkbox('whole_cards', 'wholeCards', false),
        this.#select('media', 'media', [['all', 'mediaAll'], ['used', 'mediaUsed']]),
        this.#area('media_folders', 'mediaFolders', 'mediaFoldersHelp', '2'),
        this.#select('lfs_media', 'lfsMedia', [['both', 'lfsBoth'], ['once', 'lfsOnce']])),
      h('fieldset', {},
        h('legend', {}, context.t('archive')),
        this.#checkbox('compress_media', 'compressMedia', false),
        this.#checkbox('verify', 'verifyAfter', false),
        this.#checkbox('report', 'reportToo', false),
        this.#select('seal', 'seal', [['', 'sealNone'], ['mhl', 'sealMhl'], ['bagit', 'sealBagit']], '', true),
        this.#select('seal_hash', 'sealHash', [['', 'sealHashUsual'], ...HASHES.map(name => [name, name])]),
        this.#select('split_choice', 'splitSize',
          [['none', 'splitNone'], ['two', 'split2'], ['fat32', 'split4'], ['bluray', 'split25'], ['own', 'splitOwn']]),
        this.#number('split_size_mb', 'splitMiB')),
      this.#area('exclude', 'exclude', 'excludeHelp', '3'),
      h('details', {},
        h('summary', {}, context.t('problems')),
        this.#select('on_unreadable', 'onUnreadable', [['fail', 'stop'], ['skip', 'leaveOut']]),
        this.#select('missing_lfs', 'missingLfs', [['warn', 'listThem'], ['fail', 'stop']]),
        this.#select('broken_repository', 'brokenRepository', [['fail', 'stop'], ['keep', 'keepBroken']])))
    this.#inputs.project_id.autofocus = true // or the dialog would open with the focus on "Close"
    this.#adapt()
  }

  /** Fills in what the server has. */
  setChoices(projects, formats) {
    this.#formats = formats
    const projectSelect = this.#inputs.project_id
    const before = projectSelect.value
    projectSelect.replaceChildren(...projects.map(project =>
      h('option', { value: project.id }, project.name === project.id ? project.id : `${project.name} (${project.id})`)))
    if (projects.some(project => project.id === before)) {
      projectSelect.value = before
    }
    const formatSelect = this.#inputs.format
    const format = formatSelect.value || 'zip'
    formatSelect.replaceChildren(...formats.map(each => h('option', { value: each.name }, each.name)))
    if (formats.some(each => each.name === format)) {
      formatSelect.value = format
    }
    this.#adapt()
  }

  get project() {
    return this.#inputs.project_id.value
  }

  /** The body of a request. */
  get values() {
    const inputs = this.#inputs
    const values = {}
    for (const name of CHECKBOXES) {
      values[name] = inputs[name].checked
    }
    for (const name of ['format', 'media', 'lfs_media', 'on_unreadable', 'missing_lfs', 'broken_repository']) {
      values[name] = inputs[name].value
    }
    const isOwn = inputs.split_choice.value === 'own'
    const own = inputs.split_size_mb.value.trim()
    values.split_size_mb = isOwn ? (own === '' ? 0 : Number(own)) : SIZES[inputs.split_choice.value]
    values.exclude = linesOf(inputs.exclude)
    values.media_folders = values.media === 'used' ? linesOf(inputs.media_folders) : []
    values.seal = inputs.seal.value || null
    values.seal_hash = values.seal === 'mhl' ? inputs.seal_hash.value || null : null
    return values
  }

  /** Shows a refusal beside the field that it names. Returns whether there is such a field. */
  refuse(problem) {
    this.clearRefusals()
    const named = problem.code === 'unknown_project' ? 'project_id' : problem.field.replace(/[[.].*$/, '')
    const lacksFolders = named === 'media' && this.values.media_folders.length === 0
    const field = this.#fields.get(lacksFolders ? 'media_folders' : named)
    if (!field || field.wrapper.hidden) {
      return false
    }
    setText(field.error, lacksFolders ? this.#context.t('mediaFoldersMissing') : this.#context.explain(problem))
    show(field.error, true)
    field.input.setAttribute('aria-invalid', 'true')
    const details = field.wrapper.closest('details')
    if (details) {
      details.open = true
    }
    return true
  }

  /** Puts the focus into the field that was refused. */
  focusRefused() {
    [...this.#fields.values()].find(field => !field.error.hidden)?.input.focus()
  }

  clearRefusals() {
    for (const { error, input } of this.#fields.values()) {
      setText(error, '')
      show(error, false)
      input.removeAttribute('aria-invalid')
    }
  }

  #changed(changed) {
    this.clearRefusals()
    this.#adapt()
    changed()
  }

  /** What needs another option is disabled without it, or not shown. */
  #adapt() {
    const inputs = this.#inputs
    inputs.whole_cards.disabled = !inputs.include_dependencies.checked
    inputs.whole_cards.checked &&= !inputs.whole_cards.disabled
    inputs.media.disabled = !inputs.include_dependencies.checked
    if (inputs.media.disabled) {
      inputs.media.value = 'all'
    }
    show(this.#fields.get('media_folders').wrapper, inputs.media.value === 'used')
    const seal = inputs.seal.value
    const { t, words } = this.#context
    setText(this.#fields.get('seal').help, seal === '' ? '' : t(words.keyOf('sealHelp', seal)))
    show(this.#fields.get('seal_hash').wrapper, seal === 'mhl')
    const format = this.#formats.find(each => each.name === inputs.format.value)
    setText(this.#fields.get('format').help, format ? this.#describe(format) : '')
    inputs.lfs_media.disabled = !inputs.include_history.checked
    if (inputs.lfs_media.disabled) {
      inputs.lfs_media.value = 'both'
    }
    show(this.#fields.get('split_size_mb').wrapper, inputs.split_choice.value === 'own')
  }

  #describe(format) {
    const key = this.#context.words.keyOf('format', format.name)
    return this.#context.words.has(key) ? this.#context.t(key) : format.description
  }

  #checkbox(name, label, checked) {
    const id = newId(name)
    const input = h('input', { type: 'checkbox', id, checked })
    return this.#register(name, input, null, 'check', input, h('label', { for: id }, this.#context.t(label)))
  }

  #select(name, label, choices, style = '', hasHelp = false) {
    const id = newId(name)
    const input = h('select', { id },
      choices.map(([value, text]) => h('option', { value }, this.#context.t(text))))
    const help = hasHelp ? h('p', { class: 'help', id: newId('help') }) : null
    return this.#register(name, input, help, `field ${style}`,
      h('label', { for: id }, this.#context.t(label)), input)
  }

  #number(name, label) {
    const id = newId(name)
    const input = h('input', { type: 'number', id, min: '1', step: '1', inputmode: 'numeric' })
    return this.#register(name, input, null, 'field', h('label', { for: id }, this.#context.t(label)), input)
  }

  #area(name, label, helpText, rows) {
    const id = newId(name)
    const input = h('textarea', { id, rows, spellcheck: 'false', autocapitalize: 'off' })
    const help = h('p', { class: 'help', id: newId('help') }, this.#context.t(helpText))
    return this.#register(name, input, help, 'field wide', h('label', { for: id }, this.#context.t(label)), input)
  }

  #register(name, input, help, style, ...children) {
    const error = h('p', { class: 'error', id: newId('error'), hidden: true })
    input.setAttribute('aria-describedby', help ? `${help.id} ${error.id}` : error.id)
    const wrapper = h('div', { class: style }, ...children, help, error)
    this.#inputs[name] = input
    this.#fields.set(name, { input, error, help, wrapper })
    return wrapper
  }
}

/** The lines of a text that are not blank. */
function linesOf(area) {
  return area.value.split('\n').map(line => line.trim()).filter(line => line !== '')
}
