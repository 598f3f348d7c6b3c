/**
 * From a project to a sealed plan on disk.
 *
 * <p>In reading order: {@link org.projectexporter.internal.plan.Planner} opens the sources and walks the project with
 * {@link org.projectexporter.internal.plan.FilesSource}, which asks {@link org.projectexporter.internal.plan.ExclusionRules}
 * what stays behind. Entries are sorted through {@link org.projectexporter.internal.plan.SortingSpool} into a
 * {@link org.projectexporter.internal.plan.SealedPlan}. What the project refers to outside of itself is planned afterwards by
 * {@link org.projectexporter.internal.plan.Dependencies}.
 */
@NullMarked
package org.projectexporter.internal.plan;

import org.jspecify.annotations.NullMarked;
