package org.projectexporter.it.program;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.spi.StorageHint;

/**
 * A source that treats a repository like any other folder, which makes archives that must not be imported unchanged.
 */
public final class NaiveGit implements SourceResolver {
    @Override
    public String name() {
        return "git";
    }

    @Override
    public int specificity() {
        return 1000;
    }

    @Override
    public ProjectSource open(SourceContext context) {
        return new ProjectSource() {
            @Override
            public boolean claims(SourceItem item) {
                return item.isNamed(RawPath.of(".git"));
            }

            @Override
            public void contribute(SourceItem item, PlanSink sink) throws IOException {
                FileStat stat = item.stat();
                RawPath path = context.inArchive(item.path());
                switch (stat.kind()) {
                    case DIRECTORY -> {
                        sink.add(PlannedEntry.directory(path, EntryRole.REPOSITORY, stat.mtime(), stat.mode()));
                        try (DirectoryStream<Path> children = Files.newDirectoryStream(item.file())) {
                            for (Path child : children) {
                                contribute(
                                        new SourceItem(
                                                child,
                                                item.path().resolve(NativeNames.nameOf(child)),
                                                FileStat.read(child)),
                                        sink);
                            }
                        }
                    }
                    case FILE ->
                        sink.add(PlannedEntry.file(
                                path,
                                EntryRole.REPOSITORY,
                                stat.size(),
                                stat.mtime(),
                                stat.mode(),
                                sink.capture(Files.readAllBytes(item.file())),
                                StorageHint.AUTO));
                    default -> {}
                }
            }
        };
    }
}
