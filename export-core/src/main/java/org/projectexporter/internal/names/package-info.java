/**
 * Which names and places may come in from anyone: {@code NameRules} for paths, {@code GitPlace} for what Git takes for a
 * repository, in all the spellings of {@link org.projectexporter.spi.files.GitSpelling}. An import asks all of them of each entry; an export asks {@code RefusedNames}, which tells what an import will refuse.
 */
@NullMarked
package org.projectexporter.internal.names;

import org.jspecify.annotations.NullMarked;
