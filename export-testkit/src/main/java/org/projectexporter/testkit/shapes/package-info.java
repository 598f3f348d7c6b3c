/**
 * Every shape of repository that is exported, each made in code by the real Git.
 *
 * <p>{@link org.projectexporter.testkit.shapes.RepositoryShapes} lists them; {@link org.projectexporter.testkit.shapes.Shape}
 * is one: how it is made and what an export of it must give.
 */
@NullMarked
package org.projectexporter.testkit.shapes;

import org.jspecify.annotations.NullMarked;
