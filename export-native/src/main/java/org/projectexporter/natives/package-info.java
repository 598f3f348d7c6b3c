/**
 * Native engines, which are optional: without this module everything works in plain Java. Each implements an interface
 * of {@code export-core} and is found by {@link java.util.ServiceLoader}. Functions are called with JNA, which works
 * the same way on each version of Java.
 */
@NullMarked
package org.projectexporter.natives;

import org.jspecify.annotations.NullMarked;
