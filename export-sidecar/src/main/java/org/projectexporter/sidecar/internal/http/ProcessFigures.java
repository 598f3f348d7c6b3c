package org.projectexporter.sidecar.internal.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Figures of this process: processors, open files, and memory as the system counts it. */
final class ProcessFigures {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    private ProcessFigures() {}

    /** Without those whose names contradict the conventions of Prometheus. */
    static void addTo(MeterRegistry figures) {
        figures.config().meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
        figures.config().meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"));
        new ProcessorMetrics().bindTo(figures);
        new UptimeMetrics().bindTo(figures);
        new FileDescriptorMetrics().bindTo(figures);
        Gauge.builder("process_resident_memory_bytes", ProcessFigures::residentBytes)
                .description("memory of this process that is resident")
                .register(figures);
    }

    /** From the kernel (proc_pid_status(5)), in kB there; not a number on other systems. */
    private static double residentBytes() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(RESIDENT)) {
                    String number = line.substring(RESIDENT.length())
                            .toLowerCase(Locale.ROOT)
                            .replace("kb", "");
                    return Long.parseLong(number.strip()) * 1024.0;
                }
            }
        } catch (IOException | NumberFormatException e) {
            return Double.NaN;
        }
        return Double.NaN;
    }
}
