/**
 * What an export leaves out: {@link org.projectexporter.internal.exporting.exclude.ExclusionRules} from the options,
 * and the project's own {@link org.projectexporter.internal.exporting.exclude.IgnoreFiles}, in the syntax of
 * gitignore(5).
 */
@NullMarked
package org.projectexporter.internal.exporting.exclude;

import org.jspecify.annotations.NullMarked;
