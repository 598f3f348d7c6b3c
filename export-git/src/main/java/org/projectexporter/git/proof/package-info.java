/**
 * Proves that repositories unpacked from an archive are whole: {@link
 * org.projectexporter.git.proof.UnpackedRepository} follows what its refs, reflogs and index need, with the program
 * {@code git} in a private folder, and reports what is missing.
 */
@NullMarked
package org.projectexporter.git.proof;

import org.jspecify.annotations.NullMarked;
