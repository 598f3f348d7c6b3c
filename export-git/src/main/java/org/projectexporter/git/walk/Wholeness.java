package org.projectexporter.git.walk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.git.index.IndexReader;
import org.projectexporter.git.objects.IdList;
import org.projectexporter.git.program.GitUnavailableException;
import org.projectexporter.git.refs.RefTips;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.HeapShare;

/** Whether a repository on disk has each object that its refs, reflogs and index need. */
public final class Wholeness {
    private Wholeness() {}

    /** Follows everything that the refs and the index need as they are now. False too if there is no usable Git. */
    public static boolean of(GitFolder repository) throws IOException {
        HeapShare heap = HeapShare.half();
        RefTips tips = RefTips.read(repository.file(), repository.context(), heap);
        boolean whole = of(repository, tips, heap);
        tips.clear();
        return whole;
    }

    /** Follows everything that these refs and the index need. False too if there is no usable Git. */
    public static boolean of(GitFolder repository, RefTips tips, HeapShare heap) throws IOException {
        IdList indexed = new IdList(tips.kind().ids(), heap, "the objects that an index needs");
        try {
            addIndexed(repository.file().resolve("index"), tips, indexed);
            Path shallow = repository.dirs().resolve(RawPath.of("shallow"));
            boolean isShallow = Files.isRegularFile(shallow, LinkOption.NOFOLLOW_LINKS);
            Closure.Start start = new Closure.Start(tips, indexed, isShallow ? () -> SmallFile.open(shallow) : null);
            Closure closure = Closure.of(repository.file(), start, id -> true, id -> true, repository.context(), heap);
            return closure.isFollowed();
        } catch (GitUnavailableException | SourceException e) {
            return false;
        } finally {
            indexed.clear();
        }
    }

    private static void addIndexed(Path index, RefTips tips, IdList indexed) throws IOException {
        if (Files.isRegularFile(index, LinkOption.NOFOLLOW_LINKS)) {
            IndexReader.read(index, tips.kind().ids(), entry -> {
                if (!entry.isGitlink()) {
                    indexed.add(HexFormat.of().formatHex(entry.rawId()));
                }
            });
        }
    }
}
