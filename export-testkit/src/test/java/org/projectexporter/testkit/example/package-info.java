/**
 * The example of {@code docs/writing-a-format.md}: a complete format in three small classes, tested against the
 * contract by a fourth.
 */
@NullMarked
package org.projectexporter.testkit.example;

import org.jspecify.annotations.NullMarked;
