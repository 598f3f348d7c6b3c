/**
 * Benchmarks with JMH. {@code ExportBenchmark} is the whole: one export of a project of 10 GB. The others are the
 * pieces, each per MiB or per entry: {@code DeflateBenchmark}, {@code PlanBenchmark}, and in
 * {@code org.projectexporter.internal.exporting.engine} those of what only the engine sees. The module's README
 * describes how to run them.
 */
@NullMarked
package org.projectexporter.benchmarks;

import org.jspecify.annotations.NullMarked;
