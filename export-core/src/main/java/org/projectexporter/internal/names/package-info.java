/**
 * Which names and places may come in from anyone: {@code NameRules} for paths, {@code GitPlace} with {@code GitName} for what Git takes for a
 * repository. An import asks all of them of each entry; an export asks {@code RefusedNames}, which tells what an import will refuse.
 */
@NullMarked
package org.projectexporter.internal.names;

import org.jspecify.annotations.NullMarked;
