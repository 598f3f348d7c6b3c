/**
 * Media that an archive has only once: {@code MediaOnce} decides which objects of Git LFS stores are left out, since a
 * file of the working tree that is in the archive has the same content; {@code Savings} finds out how much that would
 * save.
 */
@NullMarked
package org.projectexporter.internal.exporting.media;

import org.jspecify.annotations.NullMarked;
