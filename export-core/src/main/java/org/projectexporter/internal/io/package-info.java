/**
 * Files, folders and threads, beneath all else: what is written so that it lasts ({@link org.projectexporter.internal.io.Durable}) or past
 * the page cache ({@link org.projectexporter.internal.io.DirectFile}), folders that are held open
 * ({@link org.projectexporter.internal.io.OpenFolder}) or locked ({@link org.projectexporter.internal.io.FolderLock}), and how one thread
 * waits for another ({@link org.projectexporter.internal.io.Futures}).
 */
@NullMarked
package org.projectexporter.internal.io;

import org.jspecify.annotations.NullMarked;
