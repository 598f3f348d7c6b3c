/** The example of {@code docs/writing-a-format.md}: a whole format in three small classes, held to the contract by a fourth. */
@NullMarked
package org.projectexporter.testkit.example;

import org.jspecify.annotations.NullMarked;
