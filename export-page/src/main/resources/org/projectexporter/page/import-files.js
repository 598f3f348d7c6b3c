// Which files a user has chosen: one archive, or all volumes of one.

const VOLUME = /^(?<archive>.+)\.(?<number>\d{3,})$/
const COMPANION = /\.(sha256|manifest\.json|report\.html)$/i
const NOT_IN_NAMES = /[/\\\u0000-\u001f\u007f]|%(?=[0-9a-f]{2})/gi
const SUFFIX = /\.(zip|tar|tar\.gz|tgz|tar\.zst|tzst)$/i

/**
 * The files to be sent, in their order, and the name that the project may have. Throws an Error whose message is the
 * key of a text, with its values as cause, if they are not one archive.
 */
export function chosenArchive(files) {
  const archives = [...files].filter(file => !COMPANION.test(file.name))
  if (archives.length === 0) {
    throw refused('importNoArchive')
  }
  if (archives.length === 1 && !VOLUME.test(archives[0].name)) {
    return { files: archives, name: projectName(archives[0].name) }
  }
  return volumes(archives)
}

function volumes(files) {
  const parsed = files.map(file => ({ file, ...VOLUME.exec(file.name)?.groups }))
  if (new Set(parsed.map(each => each.archive)).size !== 1 || parsed[0].archive === undefined) {
    throw refused('importSeveral')
  }
  parsed.sort((a, b) => Number(a.number) - Number(b.number))
  parsed.forEach((each, index) => {
    if (Number(each.number) !== index + 1) {
      throw refused('importVolumeMissing', { name: `${each.archive}.${String(index + 1).padStart(3, '0')}` })
    }
  })
  return { files: parsed.map(each => each.file), name: projectName(parsed[0].archive) }
}

/** "film.tar.gz" is the archive of "film". What no project may be called is changed. */
function projectName(fileName) {
  const name = fileName.replace(SUFFIX, '').replace(/^\.+/, '').replace(NOT_IN_NAMES, '_')
  return name === '' ? 'project' : name
}

function refused(key, values = {}) {
  return new Error(key, { cause: values })
}
