package org.projectexporter.media;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.projectexporter.ExportRequest.PathMapping;
import org.projectexporter.media.parse.UnreadableDocumentException;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlanSink.Frames;
import org.projectexporter.spi.PlanSink.Reference;
import org.projectexporter.spi.RawPath;

/** What one document refers to, each once. */
final class FoundReferences {
    /** More than any timeline has. */
    static final int MOST = 100_000;

    private final RawPath from;
    private final Path folder;
    private final List<PathMapping> mappings;
    private final Set<Reference> all = new LinkedHashSet<>();

    FoundReferences(RawPath from, Path folder, List<PathMapping> mappings) {
        this.from = from;
        this.folder = folder;
        this.mappings = mappings;
    }

    List<Reference> all() {
        return List.copyOf(all);
    }

    /** Starts a reference; {@code written} is what the document has. */
    Named named(String written) {
        return new Named(written);
    }

    /** Adds a path; one that is relative is so to the document's folder. */
    void path(String path) throws UnreadableDocumentException {
        named(path).path(path).add();
    }

    /** Adds a URL, or a path in its place. */
    void url(String url) throws UnreadableDocumentException {
        named(url).url(url).add();
    }

    /** The folders that a path may stand for, to be used as a base. */
    List<Path> folders(String path) {
        return PathText.places(path, List.of(folder), mappings);
    }

    /** A reference in the making. */
    final class Named {
        private final String written;
        private final List<Path> places = new ArrayList<>();
        private List<Path> bases = List.of(folder);
        private @Nullable Frames frames;
        private boolean needed = true;
        private boolean ofNoFile;

        private Named(String written) {
            this.written = written;
        }

        /** Relative paths are relative to one of these, and not to the document's folder. */
        Named below(List<Path> folders) {
            bases = folders;
            return this;
        }

        /** Adds a place where the target may be. */
        Named path(String path) {
            ofNoFile |= PathText.isOfNoFile(path) && !path.isBlank();
            if (!path.isBlank()) {
                places.addAll(PathText.places(path, bases, mappings));
            }
            return this;
        }

        /** Adds a file of this name, wherever it is below the project and the allowed folders. */
        Named name(String name) {
            String last = name.substring(PathText.lastSlash(name) + 1);
            if (!last.isBlank() && last.indexOf('\0') < 0 && !last.equals(".") && !last.equals("..")) {
                places.add(NativeNames.toPath(RawPath.of("/" + last)).getFileName());
            }
            return this;
        }

        /** Adds the places where the target of a URL, or of a path in its place, may be. */
        Named url(String url) {
            ofNoFile |= PathText.isOfNoFile(url);
            PathText.ofUrl(url).forEach(path -> places.addAll(PathText.places(path, bases, mappings)));
            return this;
        }

        /** Adds a path whose last segment may have a mark of a sequence. */
        Named pathOrFrames(String path, Pattern mark) {
            FramePattern pattern = FramePattern.of(path, mark);
            return pattern == null ? path(path) : frames(pattern);
        }

        Named frames(FramePattern pattern) {
            frames = pattern.frames();
            return path(pattern.folder());
        }

        /** The places are folders, and the target is these files in one of them. */
        Named frames(Frames files) {
            frames = files;
            return this;
        }

        /** The program can do without the target, or make it again. */
        Named notNeeded() {
            needed = false;
            return this;
        }

        /** Adds it, unless it is the address of something that is not a file. */
        void add() throws UnreadableDocumentException {
            if (ofNoFile || written.isBlank()) {
                return;
            }
            Reference reference =
                    Reference.of(from, written, places.stream().distinct().toList());
            reference = frames == null ? reference : reference.withFrames(frames);
            all.add(needed ? reference : reference.notNeeded());
            if (all.size() > MOST) {
                throw new UnreadableDocumentException("it names more than " + MOST + " files");
            }
        }
    }
}
