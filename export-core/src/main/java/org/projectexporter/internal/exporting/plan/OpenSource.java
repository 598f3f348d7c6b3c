package org.projectexporter.internal.exporting.plan;

import org.projectexporter.spi.ProjectSource;

/** An open source of this export, with its rank. */
record OpenSource(int specificity, ProjectSource source) {}
