/**
 * From a project to a sealed plan on disk.
 *
 * <p>In reading order: {@link org.projectexporter.internal.exporting.plan.Planner} opens the sources and walks the
 * project with {@link org.projectexporter.internal.exporting.plan.FilesSource}, which asks {@link
 * org.projectexporter.internal.exporting.exclude.ExclusionRules} what is left out. Entries are sorted through {@link
 * org.projectexporter.internal.exporting.plan.SortingSpool} into a {@link
 * org.projectexporter.internal.exporting.plan.SealedPlan}. What the project refers to outside of itself is planned
 * afterwards by {@link org.projectexporter.internal.exporting.plan.Dependencies}.
 */
@NullMarked
package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.NullMarked;
