// Downloads archives with a signed URL, where the browser has no session of the server, and reports.

import { h } from './dom.js'

/** Downloads an archive, or a volume of it, by a URL that needs no token. */
export async function followSigned(api, job, volume) {
  const { url } = await api.post(`${job.links.self}/download-url`, volume ? { volume } : {})
  follow(api.url(url).href, '')
}

/** Saves the page about an archive; it is small, so it is fetched with whatever this page is logged in by. */
export async function saveReport(api, job) {
  const response = await api.fetch('GET', job.links.report)
  const url = URL.createObjectURL(await response.blob())
  const [{ name }, ...more] = job.result.volumes
  follow(url, `${more.length > 0 ? name.replace(/\.\d+$/, '') : name}.report.html`)
  URL.revokeObjectURL(url)
}

function follow(href, download) {
  const link = h('a', { href, download })
  document.body.append(link)
  link.click()
  link.remove()
}
