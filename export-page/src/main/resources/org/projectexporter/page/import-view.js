// Imports an archive: its files are dropped or chosen, sent, examined, and, once the user agrees, imported.

import { confirmation } from './confirmation.js'
import { h, newId, setText, show } from './dom.js'
import { chosenArchive } from './import-files.js'
import { ImportList } from './import-list.js'
import { importPreview } from './import-preview.js'
import { Imports } from './imports.js'
import { progressLine } from './progress-line.js'
import { Upload } from './upload.js'

export class ImportView {
  #context
  #imports
  #list
  #steps
  #error
  #files
  #drop
  #upload = null
  #aborted = null
  #leaving = event => event.preventDefault()

  constructor(context) {
    const { t } = context
    this.#context = context
    this.#imports = new Imports(context.api)
    this.#list = new ImportList(context, this.#imports)
    const ids = { title: newId('import'), files: newId('files'), help: newId('help') }
    this.#files = h('input', {
      id: ids.files, type: 'file', multiple: true, 'aria-describedby': ids.help,
      onchange: () => this.#chosen(this.#files.files),
    })
    this.#drop = h('div', { class: 'drop' },
      h('label', { for: ids.files }, t('importFiles')), this.#files,
      h('p', { id: ids.help, class: 'help' }, t('importHelp')))
    this.#error = h('p', { class: 'error', role: 'alert', hidden: true })
    this.#steps = h('div', { class: 'steps' })
    this.element = h('section', { class: 'import', 'aria-labelledby': ids.title },
      context.heading(1, { id: ids.title }, t('importTitle')),
      h('div', { class: 'card' }, this.#drop, this.#error, this.#steps),
      this.#list.element)
    this.#acceptDrops()
  }

  /** Looks for imports that run already; a user who may not see them has none. */
  start() {
    this.#imports.start().catch(() => {})
  }

  stop() {
    this.#imports.stop()
    this.#aborted?.abort()
    if (this.#upload && !this.#upload.isPaused) {
      this.#upload.pause()
    }
    removeEventListener('beforeunload', this.#leaving)
  }

  #acceptDrops() {
    const over = event => {
      if (event.dataTransfer?.types.includes('Files')) {
        event.preventDefault()
        this.#drop.classList.toggle('over', event.type === 'dragover')
      }
    }
    this.element.addEventListener('dragover', over)
    this.element.addEventListener('dragleave', over)
    this.element.addEventListener('drop', event => {
      over(event)
      if (this.#upload === null) {
        this.#chosen(event.dataTransfer.files)
      }
    })
  }

  #refuse(text) {
    setText(this.#error, text)
    show(this.#error, text !== '')
  }

  #chosen(files) {
    this.#refuse('')
    try {
      this.#begin(chosenArchive(files))
    } catch (refused) {
      this.#refuse(this.#context.t(refused.message, refused.cause))
      this.#steps.replaceChildren()
    }
  }

  /** Back to the first step. */
  #reset() {
    removeEventListener('beforeunload', this.#leaving)
    this.#upload = null
    this.#aborted = null
    this.#files.value = ''
    this.#steps.replaceChildren()
    show(this.#drop, true)
    this.#files.focus()
  }

  async #begin(archive) {
    const upload = new Upload(this.#context.api, archive.files)
    this.#upload = upload
    const aborted = new AbortController()
    this.#aborted = aborted
    addEventListener('beforeunload', this.#leaving)
    show(this.#drop, false)
    const line = this.#showSending(archive, upload)
    try {
      await upload.run()
      line.finish()
      await this.#examine(archive)
    } catch (failure) {
      if (!aborted.signal.aborted) {
        this.#refuse(failure.status === undefined ? String(failure.message) : this.#context.explain(failure))
        this.#reset()
      }
    }
  }

  #showSending(archive, upload) {
    const { t, words } = this.#context
    const total = words.bytes(upload.bytes)
    const line = progressLine(this.#context, t('sending', { name: archive.files[0].name }))
    upload.addEventListener('progress', event => line.update(
      upload.bytes === 0 ? 1 : event.detail / upload.bytes, t('bytesOf', { done: words.bytes(event.detail), total })))
    const pause = h('button', { type: 'button' }, t('pause'))
    pause.addEventListener('click', () => {
      if (upload.isPaused) {
        upload.resume()
      } else {
        upload.pause()
      }
      setText(pause, t(upload.isPaused ? 'resume' : 'pause'))
    })
    const cancel = h('button', { type: 'button', onclick: () => this.#cancel() }, t('cancel'))
    this.#steps.replaceChildren(line.element, h('div', { class: 'buttons' }, pause, cancel))
    pause.focus()
    return line
  }

  async #cancel() {
    const { t } = this.#context
    if (await confirmation(this.#context, this.element, t('importCancelQuestion'), t('importCancelIt'))) {
      this.#aborted.abort()
      await this.#upload.cancel()
      this.#reset()
    }
  }

  async #examine(archive) {
    const { t } = this.#context
    const line = progressLine(this.#context, t('examining', { name: archive.files[0].name }))
    this.#steps.replaceChildren(line.element, h('div', { class: 'buttons' },
      h('button', { type: 'button', onclick: () => this.#cancel() }, t('cancel'))))
    const job = await this.#imports.preview(
      this.#upload.ids, archive.name, event => line.update(event.progress, event.message), this.#aborted.signal)
    if (job.state === 'completed') {
      this.#offer(archive, job)
    } else {
      this.#refuse(job.error?.message ?? t('uploadFailed'))
      await this.#upload.cancel()
      this.#reset()
    }
  }

  /** The user sees what would be made, and may still choose another name. */
  #offer(archive, job) {
    const preview = importPreview(this.#context, archive, job, {
      agree: (name, onConflict, relink) => this.#import(name, onConflict, relink),
      cancel: () => this.#cancel(),
    })
    this.#steps.replaceChildren(preview.element)
    preview.focus()
  }

  /** Throws a Problem if the name cannot be used. */
  async #import(name, onConflict, relink) {
    const job = await this.#imports.begin(this.#upload.ids, name, onConflict, relink)
    this.#context.say(this.#context.t('importStarted', { name }))
    this.#context.emit('import-started', { importId: job.import_id, name })
    this.#reset()
  }
}
