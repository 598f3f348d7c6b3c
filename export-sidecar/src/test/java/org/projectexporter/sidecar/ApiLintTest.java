package org.projectexporter.sidecar;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.sidecar.internal.http.HttpServer;

/** Linters have nothing to say about the descriptions. Needs node, npm, and what npm downloads. */
@Tag("long")
class ApiLintTest {
    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        for (String name : new String[] {"openapi.yaml", "asyncapi.yaml"}) {
            try (InputStream in = HttpServer.class.getResourceAsStream(name)) {
                Files.copy(in, folder.resolve(name));
            }
        }
    }

    /** The ruleset recommended, with its warnings as errors. */
    @Test
    void redocly_findsNothing() throws IOException {
        NpmPackages.install(folder, "@redocly/cli@2.77.0")
                .run("redocly", "lint", "--extends=recommended-strict", "openapi.yaml")
                .ok();
    }

    @Test
    void spectral_findsNothing() throws IOException {
        Files.writeString(folder.resolve("ruleset.yaml"), "extends: [[\"spectral:oas\", recommended]]\n");
        NpmPackages.install(folder, "@stoplight/spectral-cli@6.16.3")
                .run("spectral", "lint", "--ruleset=ruleset.yaml", "--fail-severity=hint", "openapi.yaml")
                .ok();
    }
}
