/**
 * The export of a repository: what may change is read until two {@code RepositorySnapshot}s agree, then planned, file by file
 * ({@code RepositoryPlan}).
 */
@NullMarked
package org.projectexporter.git.snapshot;

import org.jspecify.annotations.NullMarked;
