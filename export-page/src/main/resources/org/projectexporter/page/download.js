// Downloads archives with a signed URL, where the browser has no session of the server.

import { h } from './dom.js'

/** Downloads an archive, or a volume of it, by a URL that needs no token. */
export async function followSigned(api, job, volume) {
  const { url } = await api.post(`${job.links.self}/download-url`, volume ? { volume } : {})
  const link = h('a', { href: api.url(url).href, download: '' })
  document.body.append(link)
  link.click()
  link.remove()
}
