/**
 * The rules for names in untrusted archives: {@code NameRules} for paths, {@code GitPlace} for what Git treats as a
 * repository, in all the spellings of {@link org.projectexporter.spi.files.GitSpelling}. An import applies all of them
 * to each entry; an export uses {@code RefusedNames} to report what an import will refuse. {@code StorePath} recognizes
 * the objects of Git LFS.
 */
@NullMarked
package org.projectexporter.internal.names;

import org.jspecify.annotations.NullMarked;
