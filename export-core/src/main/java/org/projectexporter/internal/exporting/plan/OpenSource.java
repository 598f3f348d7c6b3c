package org.projectexporter.internal.exporting.plan;

import org.projectexporter.spi.ProjectSource;

/** A source that was opened for this export, with its rank. */
record OpenSource(int specificity, ProjectSource source) {}
