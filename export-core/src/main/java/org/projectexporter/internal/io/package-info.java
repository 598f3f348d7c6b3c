/**
 * Files, folders and threads, the lowest layer: durable writes ({@link org.projectexporter.internal.io.Durable}) and
 * writes past the page cache ({@link org.projectexporter.internal.io.DirectFile}), folders that are held open ({@link
 * org.projectexporter.internal.io.OpenFolder}) or locked ({@link org.projectexporter.internal.io.FolderLock}), and
 * waiting for other threads ({@link org.projectexporter.internal.io.Futures}).
 */
@NullMarked
package org.projectexporter.internal.io;

import org.jspecify.annotations.NullMarked;
