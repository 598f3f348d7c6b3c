/**
 * The export of a repository: mutable files are read until two {@code RepositorySnapshot}s agree, then planned one by
 * one ({@code RepositoryPlan}).
 */
@NullMarked
package org.projectexporter.git.snapshot;

import org.jspecify.annotations.NullMarked;
