package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** Figures for Prometheus, after exports, imports, downloads and rejected requests. */
class MetricsTest {
    @TempDir
    private static Path folder;

    private static ServedWorkspace served;

    @BeforeAll
    static void serve() throws Exception {
        served = ServedWorkspace.start(
                        folder,
                        options -> options.storage(
                                StorageLimits.builder().quotaBytes(1L << 30).build()))
                .project("film");
        String export = served.export("film", "");
        served.await(export, "completed");
        served.requests().get(export + "/download");
        served.requests().get("/api/v1/exports/none");
        String id = export.substring(export.lastIndexOf('/') + 1);
        served.requests().post("/api/v1/projects/import", "{\"export_id\": \"" + id + "\", \"name\": \"again\"}");
        await("project_export_import_duration_seconds_count{state=\"completed\"} 1\n");
    }

    @AfterAll
    static void stop() throws IOException {
        served.close();
    }

    /** Waits until the figures contain a line. Returns them. */
    private static String await(String line) throws InterruptedException {
        String metrics = "";
        for (int i = 0; i < 3_000 && !metrics.contains(line); i++) {
            Thread.sleep(10);
            metrics = served.requests().get("/metrics").text();
        }
        assertThat(metrics).contains(line);
        return metrics;
    }

    @Test
    void promtool_hasNoComplaint() throws IOException {
        Tools.require("promtool");
        byte[] metrics = served.requests().get("/metrics").body();

        ToolRun checked = Exec.in(folder).run(List.of("promtool", "check", "metrics"), metrics);

        assertThat(checked.text() + checked.errors()).isEmpty();
        assertThat(checked.exitCode()).isZero();
    }

    @Test
    void durationsOfExports_areAHistogramByState() throws Exception {
        String metrics = await("project_export_duration_seconds_count{state=\"completed\"} 1\n");

        assertThat(metrics)
                .contains("# TYPE project_export_duration_seconds histogram\n")
                .contains("project_export_duration_seconds_bucket{state=\"completed\",le=\"+Inf\"} 1\n");
        Matcher sum = Pattern.compile("project_export_duration_seconds_sum\\{state=\"completed\"} (\\S+)\n")
                .matcher(metrics);
        assertThat(sum.find()).isTrue();
        assertThat(Double.parseDouble(sum.group(1))).isGreaterThan(0).isLessThan(60);
    }

    @Test
    void durationsOfRequests_areAHistogramByRoute_notByPath() {
        String metrics = served.requests().get("/metrics").text();

        assertThat(metrics)
                .contains(
                        "project_export_request_duration_seconds_count{route=\"GET /api/v1/exports/{export_id}/download\"}"
                                + " 1\n")
                .contains("project_export_request_duration_seconds_count{route=\"POST"
                        + " /api/v1/projects/{project_id}/export\"} 1\n")
                .doesNotContain("/exports/none");
    }

    @Test
    void rejectedRequests_areCountedByCode() throws Exception {
        await("project_export_problems_total{code=\"unknown_export\"} 1.0\n");
        served.requests().without("Authorization").get("/api/v1/projects");

        await("project_export_problems_total{code=\"unauthorized\"} 1.0\n");
    }

    @Test
    void failedImports_areCountedByCode() throws Exception {
        Answer upload = served.requests()
                .with("Content-Type", "application/zip")
                .send(
                        "POST",
                        "/api/v1/projects/import/archive?name=broken",
                        "this is not a zip".getBytes(StandardCharsets.UTF_8));
        assertThat(upload.status()).isEqualTo(202);
        String code = served.await(upload.header("Location"), "failed")
                .path("error")
                .path("code")
                .asText();

        String metrics = await("project_export_import_failures_total{code=\"" + code + "\"} 1.0\n");
        assertThat(metrics).contains("project_export_import_duration_seconds_count{state=\"failed\"} 1\n");
    }

    @Test
    void limitsOfTheProcessAndTheDisk_areReported() {
        String metrics = served.requests().get("/metrics").text();

        assertThat(metrics).contains("project_export_quota_bytes 1.073741824E9\n");
        for (String name : List.of(
                "project_export_used_bytes",
                "project_export_free_bytes",
                "project_export_disk_bytes",
                "process_files_open_files",
                "process_files_max_files",
                "process_resident_memory_bytes",
                "jvm_threads_live_threads")) {
            Matcher value = Pattern.compile("\n" + name + " (\\S+)\n").matcher(metrics);
            assertThat(value.find()).as(name).isTrue();
            assertThat(Double.parseDouble(value.group(1))).as(name).isGreaterThan(0);
        }
    }
}
