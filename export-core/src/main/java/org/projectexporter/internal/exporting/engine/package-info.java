/**
 * From a sealed plan to the bytes of an archive.
 *
 * <p>In reading order: {@link org.projectexporter.internal.exporting.engine.ReadAhead} reads entries in the order of
 * the plan, several at once, into blocks of one {@link org.projectexporter.internal.io.BlockPool}; each
 * becomes a {@link org.projectexporter.internal.exporting.engine.Job}.
 * {@link org.projectexporter.internal.exporting.engine.Assembler} takes the jobs in order, passes them to the format's
 * writer, and records each in the {@link org.projectexporter.internal.exporting.engine.Ledger}.
 */
@NullMarked
package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.NullMarked;
