// What an export has resulted in: warnings, notes, the result of a verification.

import { archiveDetails } from './archive-details.js'
import { h } from './dom.js'
import { lines } from './lines.js'
import { picture } from './picture.js'

/** The parts below an export, which are built again when its state changes. */
export function resultDetails(context, exports, job) {
  const { t } = context
  const parts = []
  if (job.verification) {
    parts.push(...verification(context, job.verification))
  }
  if (job.result) {
    parts.push(lines(context, t('warnings', { n: job.result.warnings.length }), job.result.warnings))
    parts.push(lines(context, t('notes', { n: job.result.notes.length }), job.result.notes))
    const drawn = picture(context, job.result.classes ?? [])
    parts.push(drawn && h('details', {}, h('summary', {}, t('pictureTitle')), drawn))
    parts.push(archiveDetails(context, exports, job))
  }
  return parts.filter(part => part !== null)
}

function verification(context, { ok, verified_at: at, problems }) {
  const { t, words } = context
  const time = words.time(at)
  return [
    h('p', { class: ok ? 'good' : 'error' }, ok ? t('verifiedOk', { time }) : t('verifiedBad', { time })),
    lines(context, t('damage', { n: problems.length }), problems),
  ]
}
