/**
 * Every shape of repository that is exported, each created in code by the real Git.
 *
 * <p>{@link org.projectexporter.testkit.shapes.RepositoryShapes} lists them; {@link
 * org.projectexporter.testkit.shapes.Shape} is one: how it is created, and the expected result of an export.
 */
@NullMarked
package org.projectexporter.testkit.shapes;

import org.jspecify.annotations.NullMarked;
