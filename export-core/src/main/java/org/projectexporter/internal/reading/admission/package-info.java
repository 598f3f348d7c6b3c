/**
 * What an archive that may come from anyone is let bring in. {@link org.projectexporter.internal.reading.admission.IncomingArchive} is the one
 * way in: it reads through a format's strict reader, asks {@code EntryRules} of each entry (the rules of {@code internal.names}, and
 * {@link org.projectexporter.internal.reading.admission.LinkTargets}), {@code Layout} of their order, and keeps to {@code Budget}.
 * What is wrong is a {@link org.projectexporter.RefusedArchiveException}.
 */
@NullMarked
package org.projectexporter.internal.reading.admission;

import org.jspecify.annotations.NullMarked;
