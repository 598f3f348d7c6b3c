/**
 * What an untrusted archive may contain. {@link org.projectexporter.internal.reading.admission.IncomingArchive} is the
 * only way in: it reads through a format's strict reader, applies {@code EntryRules} to each entry (the rules of {@code
 * internal.names}, and {@link org.projectexporter.internal.reading.admission.LinkTargets}) and {@code Layout} to their
 * order, and enforces {@code Budget}. A violation is a {@link org.projectexporter.RefusedArchiveException}.
 */
@NullMarked
package org.projectexporter.internal.reading.admission;

import org.jspecify.annotations.NullMarked;
