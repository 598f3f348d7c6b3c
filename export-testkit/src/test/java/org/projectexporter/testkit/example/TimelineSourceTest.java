package org.projectexporter.testkit.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.ExportOptions;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.testkit.SourceContract;

final class TimelineSourceTest extends SourceContract {
    @Override
    protected SourceResolver source() {
        return new TimelineSource();
    }

    @Override
    protected ExportOptions options() {
        return ExportOptions.builder().includeDependencies(true).build();
    }

    @Override
    protected void makeProject(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("cut.timeline"), "/media/day1.mov\n../stock/sky.mov\nhere.mov\n");
    }
}
