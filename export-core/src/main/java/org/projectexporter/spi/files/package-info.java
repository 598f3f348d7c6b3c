/**
 * Tools for sources and restorers: open files inside a folder that links cannot leave
 * ({@link org.projectexporter.spi.files.ConfinedFolder}), recognise names that some file system considers equal
 * ({@link org.projectexporter.spi.files.SeenNames}, {@link org.projectexporter.spi.files.Spelling}), stay within a
 * share of the heap ({@link org.projectexporter.spi.files.HeapShare}), and two small ones:
 * {@link org.projectexporter.spi.files.Digests} and {@link org.projectexporter.spi.files.SingleBytes}.
 *
 * <p>No plug-in has to use them. The contract itself is {@link org.projectexporter.spi}.
 */
@NullMarked
package org.projectexporter.spi.files;

import org.jspecify.annotations.NullMarked;
