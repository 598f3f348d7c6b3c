/** The report: a page about an archive for people, next to it. */
@NullMarked
package org.projectexporter.internal.exporting.report;

import org.jspecify.annotations.NullMarked;
