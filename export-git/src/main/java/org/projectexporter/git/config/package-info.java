/**
 * Git's configuration: one reader and one writer for export, import and Git LFS; which settings may be exported
 * ({@code ConfigAllowList}), and what they say about a repository ({@code RepositoryKind}, {@code RepositoryFormat}).
 */
@NullMarked
package org.projectexporter.git.config;

import org.jspecify.annotations.NullMarked;
