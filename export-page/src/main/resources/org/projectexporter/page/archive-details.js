// The archive of a finished export: its files with their checksums, its manifest, and how long it is kept.

import { copyButton } from './copy.js'
import { h } from './dom.js'
import { followSigned, saveReport } from './download.js'
import { askUntil } from './keep-longer.js'
import { openManifest } from './manifest-view.js'

/** Browsers ask, or block, if a page begins several downloads at the same moment. */
const BETWEEN_DOWNLOADS_MILLIS = 700

/** The part below an export that has an archive; closed at first. */
export function archiveDetails(context, exports, job) {
  const { t } = context
  const { volumes } = job.result
  return h('details', { class: 'archive' },
    h('summary', {}, t('archiveSummary', { n: volumes.length })),
    h('div', { class: 'archive-body' },
      h('ul', { class: 'volumes', role: 'list', 'aria-label': t('archiveFiles') },
        volumes.map(volume => volumeLine(context, job, volume))),
      expiry(context, job),
      h('div', { class: 'buttons' },
        volumes.length > 1 ? button(t('downloadAll'), () => downloadAll(context, job)) : null,
        volumes.length > 1 ? copyButton(context, t('copyAll'), volumes.map(sumLine).join('')) : null,
        button(t('manifest'), event => openManifest(context, job, event.currentTarget)),
        job.links.report ? button(t('report'), () => context.attempt(() => saveReport(context.api, job))) : null,
        button(t('keepLonger'), event => askUntil(context, exports, job, event.currentTarget)))))
}

function button(text, action) {
  return h('button', { type: 'button', onclick: action }, text)
}

function volumeLine(context, job, volume) {
  const { words, api, t } = context
  const link = h('a', { href: api.url(volume.download).href, download: volume.name }, volume.name)
  link.addEventListener('click', event => {
    if (!api.hasSession) {
      event.preventDefault()
      context.attempt(() => followSigned(api, job, volumeNumber(job, volume)))
    }
  })
  return h('li', {},
    h('span', { class: 'volume-name' }, link, ' ', h('span', { class: 'muted' }, words.bytes(volume.bytes))),
    h('span', { class: 'sum' }, h('span', { class: 'muted' }, 'SHA-256 '), h('code', {}, volume.sha256)),
    copyButton(context, t('copyOf', { name: volume.name }), volume.sha256, t('copy')))
}

/** An archive in one piece has no volumes to be named. */
function volumeNumber(job, volume) {
  return job.result.volumes.length > 1 ? volume.number : undefined
}

/** A line as sha256sum writes and checks it. */
function sumLine(volume) {
  return `${volume.sha256}  ${volume.name}\n`
}

async function downloadAll(context, job) {
  for (const volume of job.result.volumes) {
    if (volume.number > 1) {
      await new Promise(done => setTimeout(done, BETWEEN_DOWNLOADS_MILLIS))
    }
    await context.attempt(() => followSigned(context.api, job, volume.number))
  }
}

function expiry(context, job) {
  const { t, words } = context
  if (!job.expires_at) {
    return null
  }
  const seconds = (Date.parse(job.expires_at) - Date.now()) / 1000
  return h('p', { class: 'muted' },
    t(job.keep_until ? 'keptUntil' : 'removedIn', { time: words.duration(seconds), at: words.time(job.expires_at) }))
}
