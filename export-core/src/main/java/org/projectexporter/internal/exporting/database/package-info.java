/**
 * Files that are of use only together: an SQLite database and its journals. {@code docs/decisions/databases-in-use.md}
 * explains how an archive gets a state of them that existed.
 */
@NullMarked
package org.projectexporter.internal.exporting.database;

import org.jspecify.annotations.NullMarked;
