package org.projectexporter.testkit.reseal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.MemoryOutput;
import org.projectexporter.testkit.MemoryWriterContext;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/**
 * An export that can be changed and sealed again: entries, checksums and counts agree with each other whatever is
 * changed, so that only the meaning of the change can be objected to. It can be written in any format, regardless of
 * the one it was read from. Only for small archives: all of it is in memory.
 *
 * <pre>{@code
 * Resealed.of(export)
 *         .file("film/.git/config", "[core]\n\tfsmonitor = ./harm\n")
 *         .manifest(m -> m.putArray("hard_links").addObject().put("path", "film/a").put("same_file_as", "film/../b"))
 *         .write(folder.resolve("hostile.zip"));
 * }</pre>
 *
 * <p>Paths are those of the archive, so they begin with the project's name. Parent folders of added entries are added
 * as well. Replaced entries keep their mode and time.
 */
public final class Resealed {
    private static final int LEVEL = 6;

    private final NavigableMap<RawPath, Part> parts;
    private final byte[] manifest;
    private final Part metadataHead;
    private byte @Nullable [] script;
    private Consumer<ObjectNode> manifestChange = json -> {};
    private UnaryOperator<String> manifestTextChange = UnaryOperator.identity();
    private UnaryOperator<String> sumsChange = UnaryOperator.identity();

    private Resealed(NavigableMap<RawPath, Part> parts, byte @Nullable [] script, byte[] manifest, Part metadataHead) {
        this.script = script;
        this.parts = new TreeMap<>(parts);
        this.manifest = manifest;
        this.metadataHead = metadataHead;
    }

    /** Reads an export. */
    public static Resealed of(Path archive) throws IOException {
        NavigableMap<RawPath, Part> parts = new TreeMap<>();
        try (SeekableByteChannel channel = Files.newByteChannel(archive);
                ArchiveReader reader = Formats.of(archive).openStrictReader(channel)) {
            for (ArchiveEntry entry = reader.next(); entry != null; entry = reader.next()) {
                parts.put(entry.path(), Part.of(entry, reader.content().readAllBytes()));
            }
        }
        parts.remove(Seal.SUMS);
        Part script = parts.remove(Seal.SCRIPT);
        Part manifest = parts.remove(Seal.MANIFEST);
        if (manifest == null) {
            throw new IllegalArgumentException("not an export: " + archive);
        }
        return new Resealed(parts, script == null ? null : script.content(), manifest.content(), manifest);
    }

    /** A copy of the current state, without the changes of the manifest. */
    public Resealed copy() {
        return new Resealed(parts, script, manifest, metadataHead);
    }

    /** The project's folder. */
    public String name() {
        return parts.firstKey().toString();
    }

    /** All entries in order; names that are not UTF-8 with replacement characters. */
    public List<String> paths() {
        return parts.keySet().stream().map(RawPath::toString).toList();
    }

    /** The content of a file. */
    public byte[] content(String path) {
        return part(RawPath.of(path)).content();
    }

    private Part part(RawPath path) {
        Part part = parts.get(path);
        if (part == null) {
            throw new IllegalArgumentException("the archive has no entry " + path);
        }
        return part;
    }

    /** Adds or replaces a file with this text in UTF-8. */
    public Resealed file(String path, String content) {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds or replaces a file. */
    public Resealed file(String path, byte[] content) {
        return file(RawPath.of(path), content);
    }

    /** Adds or replaces a file whose path may be of any bytes. */
    public Resealed file(RawPath path, byte[] content) {
        Part before = parts.get(path);
        return put(
                path,
                before != null && before.type() == EntryType.FILE ? before.withContent(content) : Part.file(content));
    }

    /** Changes the content of a file. */
    public Resealed edit(String path, UnaryOperator<byte[]> change) {
        return file(path, change.apply(content(path).clone()));
    }

    /** Adds or replaces a folder. */
    public Resealed folder(String path) {
        return put(RawPath.of(path), Part.folder());
    }

    /** Adds or replaces a symbolic link. */
    public Resealed link(String path, String target) {
        return put(RawPath.of(path), Part.link(RawPath.of(target)));
    }

    /** Adds a folder from the disk with its contents. */
    public Resealed tree(String path, Path folder) throws IOException {
        folder(path);
        for (var entry : TreeSnapshot.of(folder).nodes().entrySet()) {
            RawPath at = RawPath.of(path).resolve(entry.getKey());
            FileStat stat = entry.getValue().stat();
            switch (stat.kind()) {
                case FILE ->
                    put(
                            at,
                            Part.file(Files.readAllBytes(NativeNames.resolve(folder, entry.getKey())))
                                    .withMode(stat.mode()));
                case SYMBOLIC_LINK -> link(at.toString(), entry.getValue().content());
                default -> folder(at.toString());
            }
        }
        return this;
    }

    /** A further name of a file: in a format without hard links a file of the same content. */
    public Resealed hardLink(String path, String first) {
        RawPath file = RawPath.of(first);
        return put(RawPath.of(path), Part.hardLink(file, part(file)));
    }

    private Resealed put(RawPath path, Part part) {
        for (RawPath at = path.parent(); at != null && !at.isRoot(); at = at.parent()) {
            parts.putIfAbsent(at, Part.folder());
        }
        parts.put(path, part);
        return this;
    }

    /** Removes an entry and everything below it. */
    public Resealed remove(String path) {
        RawPath folder = RawPath.of(path);
        part(folder);
        parts.keySet().removeIf(at -> at.startsWith(folder));
        return this;
    }

    /** Moves an entry, and everything below it, to another path. */
    public Resealed rename(String path, String other) {
        RawPath from = RawPath.of(path);
        RawPath to = RawPath.of(other);
        part(from);
        NavigableMap<RawPath, Part> moved = new TreeMap<>(parts);
        moved.keySet().removeIf(at -> !at.startsWith(from));
        parts.keySet().removeAll(moved.keySet());
        moved.forEach((at, part) -> put(to.resolve(at.relativeTo(from)), part));
        return this;
    }

    /** Changes the permission bits of an entry. */
    public Resealed mode(String path, int mode) {
        return put(RawPath.of(path), part(RawPath.of(path)).withMode(mode));
    }

    /** Changes the modes of all files and folders. */
    public Resealed modes(IntUnaryOperator change) {
        parts.replaceAll((path, part) ->
                part.type() == EntryType.SYMBOLIC_LINK ? part : part.withMode(change.applyAsInt(part.mode())));
        return this;
    }

    /** Changes the modification time of an entry. */
    public Resealed mtime(String path, Instant mtime) {
        return put(RawPath.of(path), part(RawPath.of(path)).withMtime(mtime));
    }

    /** Sets the script that restores Git LFS objects; null for none. */
    public Resealed script(@Nullable String text) {
        script = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** Changes the manifest after its counts and checksums are corrected. */
    public Resealed manifest(Consumer<ObjectNode> change) {
        manifestChange = manifestChange.andThen(change);
        return this;
    }

    /** Changes the manifest's text after everything else. */
    public Resealed manifestText(UnaryOperator<String> change) {
        manifestTextChange = change;
        return this;
    }

    /** Changes {@code SHA256SUMS} after everything else. */
    public Resealed sums(UnaryOperator<String> change) {
        sumsChange = change;
        return this;
    }

    /** Seals and writes it, with the files next to it. The suffix of {@code target} determines the format. */
    public void write(Path target) throws IOException {
        ArchiveFormat format = Formats.of(target);
        Seal seal = new Seal(format.keepsHardLinks() ? parts : withoutHardLinks());
        byte[] json = manifestTextChange
                .apply(new String(seal.manifest(manifest, format.name(), manifestChange), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        String sums = sumsChange.apply(seal.sums(script, json));
        MemoryOutput output = new MemoryOutput();
        write(format, output, seal, json, sums.getBytes(StandardCharsets.ISO_8859_1));
        ArchiveFiles.write(target, output.toByteArray(), json);
    }

    private void write(ArchiveFormat format, ArchiveOutput output, Seal seal, byte[] json, byte[] sums)
            throws IOException {
        try (ArchiveWriter writer = format.openWriter(output, new MemoryWriterContext(LEVEL))) {
            for (var entry : seal.parts().entrySet()) {
                entry.getValue().writeTo(writer, entry.getKey());
            }
            if (script != null) {
                metadataHead.withContent(script).writeTo(writer, Seal.SCRIPT);
            }
            metadataHead.withContent(json).writeTo(writer, Seal.MANIFEST);
            metadataHead.withContent(sums).writeTo(writer, Seal.SUMS);
            writer.finish();
        }
    }

    private NavigableMap<RawPath, Part> withoutHardLinks() {
        NavigableMap<RawPath, Part> whole = new TreeMap<>(parts);
        whole.replaceAll((path, part) -> part.type() == EntryType.HARD_LINK
                ? part(part.targetOrThrow()).withMode(part.mode()).withMtime(part.mtime())
                : part);
        return whole;
    }
}
