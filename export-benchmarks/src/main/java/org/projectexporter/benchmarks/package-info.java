/**
 * Benchmarks with JMH. {@code ExportBenchmark} measures one complete export of a project of 10 GB. The others measure
 * parts, per MiB or per entry: {@code DeflateBenchmark}, {@code PlanBenchmark}, and in
 * {@code org.projectexporter.internal.exporting.engine} those of package-private parts of the engine. The module's
 * README describes how to run them.
 */
@NullMarked
package org.projectexporter.benchmarks;

import org.jspecify.annotations.NullMarked;
