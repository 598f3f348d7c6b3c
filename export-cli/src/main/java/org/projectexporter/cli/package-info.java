/**
 * The command line {@code project-export}.
 *
 * <p>In reading order: {@link org.projectexporter.cli.Main} wires the commands to a {@code Console}; {@code
 * ExportCommand}, {@code InspectCommand} and {@code FormatsCommand} are the commands; {@code ArchiveFlags} turns flags
 * into options. A {@code ProgressView} shows the progress of an export: {@code BarView} on a terminal, {@code LineView}
 * elsewhere, {@code JsonView} for programs. {@code ResultText} and {@code ResultJson} print the result; {@code
 * Failures} and {@code ExitCode} report what went wrong; {@code StopSignals} turns Ctrl-C into a clean end.
 */
@NullMarked
package org.projectexporter.cli;

import org.jspecify.annotations.NullMarked;
