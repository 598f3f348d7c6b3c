package org.projectexporter.media.mhl;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

import org.projectexporter.media.mhl.MhlHashList.Recorded;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SealFormat;

/** The next generation of one history. Source of its form: {@code ASCMHL.xsd}. */
final class MhlGeneration {
    private static final String NAMESPACE = "urn:ASC:MHL:v2.0";
    private static final int LAST_YEAR = 9999;

    private final MhlHistory history;
    private final MhlHash kind;
    private final Instant time;

    MhlGeneration(MhlHistory history, MhlHash kind, Instant time) {
        this.history = history;
        this.kind = kind;
        this.time = time;
    }

    /** What the schema calls {@code ActionAttributeType}. */
    enum Action {
        ORIGINAL("original"),
        VERIFIED("verified"),
        FAILED("failed");

        private final String text;

        Action(String text) {
            this.text = text;
        }
    }

    /** A hash of a file, compared with earlier generations. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Compared(MhlHash kind, byte[] value, Action action) {}

    /** A file of the generation; {@code previousPath} if it was renamed. */
    record FileRecord(SealFormat.Entry entry, String path, List<Compared> hashes, @Nullable String previousPath) {}

    /**
     * What a manifest has.
     *
     * @param folders of this history, without its own
     * @param hashes of all folders
     * @param children manifests of histories in this one
     */
    record Contents(
            List<FileRecord> files,
            List<RawPath> folders,
            Map<RawPath, MhlFolders.Hashes> hashes,
            List<String> patterns,
            List<Written> children) {}

    /** A manifest that was written. */
    record Written(RawPath folder, RawPath path, String c4) {}

    /**
     * Compares files with what earlier generations recorded.
     *
     * @param isSealed whether a path is not ignored
     */
    List<FileRecord> compare(List<SealFormat.Entry> files, Predicate<RawPath> isSealed, MhlSummary summary)
            throws IOException {
        Map<String, List<Recorded>> missing = new LinkedHashMap<>(history.files());
        for (SealFormat.Entry file : files) {
            missing.remove(pathOf(file.path()));
        }
        missing.keySet().removeIf(path -> !isSealed.test(history.folder().resolve(path)));
        Map<String, String> byHash = new HashMap<>();
        missing.forEach(
                (path, hashes) -> hashes.forEach(hash -> byHash.putIfAbsent(keyOf(hash.kind(), hash.value()), path)));
        List<FileRecord> records = new ArrayList<>();
        for (SealFormat.Entry file : files) {
            records.add(compare(file, missing, byHash, summary));
        }
        for (String path : missing.keySet()) {
            summary.missing(history.folder().resolve(path));
        }
        return records;
    }

    private static String keyOf(MhlHash kind, byte[] value) {
        return kind.element() + kind.text(value);
    }

    private String pathOf(RawPath path) {
        return path.relativeTo(history.folder()).toString();
    }

    private FileRecord compare(
            SealFormat.Entry file, Map<String, List<Recorded>> missing, Map<String, String> byHash, MhlSummary summary)
            throws IOException {
        String path = pathOf(file.path());
        Map<MhlHash, byte[]> found = MhlDigest.parse(Objects.requireNonNull(file.digest(), "a sealed file"));
        List<Recorded> recorded = history.recorded(path);
        String previousPath = null;
        if (recorded.isEmpty()) {
            previousPath = byHash.get(keyOf(kind, Objects.requireNonNull(found.get(kind), "always computed")));
            recorded = previousPath == null
                    ? List.of()
                    : Objects.requireNonNullElse(missing.remove(previousPath), List.of());
            previousPath = recorded.isEmpty() ? null : previousPath;
        }
        if (recorded.isEmpty()) {
            summary.original();
            return new FileRecord(file, path, List.of(compared(found, kind, Action.ORIGINAL)), null);
        }
        return new FileRecord(
                file, path, compared(file.path(), found, recorded, previousPath != null, summary), previousPath);
    }

    private static Compared compared(Map<MhlHash, byte[]> found, MhlHash kind, Action action) {
        return new Compared(kind, Objects.requireNonNull(found.get(kind), "computed"), action);
    }

    /** A hash of a new kind is recorded only if that of the kind before is right. */
    private List<Compared> compared(
            RawPath path, Map<MhlHash, byte[]> found, List<Recorded> recorded, boolean renamed, MhlSummary summary)
            throws IOException {
        Recorded before = recorded.stream()
                .filter(hash -> hash.kind() == kind)
                .findFirst()
                .orElse(recorded.get(0));
        byte[] now = found.get(before.kind());
        if (now == null) { // a further name of a file, whose hashes were chosen by its first name
            summary.original();
            return List.of(compared(found, kind, Action.ORIGINAL));
        }
        if (!Arrays.equals(now, before.value())) {
            summary.failed(path, before.kind(), before.value(), now);
            return List.of(new Compared(before.kind(), now, Action.FAILED));
        }
        if (renamed) {
            summary.renamed();
        } else {
            summary.verified();
        }
        List<Compared> all = new ArrayList<>(List.of(new Compared(before.kind(), now, Action.VERIFIED)));
        if (before.kind() != kind) {
            all.add(compared(found, kind, Action.VERIFIED));
        }
        return all;
    }

    /** Writes the manifest, and the chain file with it. */
    Written write(Contents contents, SealFormat.Sink sink, boolean hasOwnFolder) throws IOException {
        RawPath own = history.folder().resolve(MhlNames.FOLDER);
        if (!hasOwnFolder) {
            sink.addFolder(own);
        }
        int generation = history.generation() + 1;
        String name = MhlNames.manifest(generation, history.folder().fileName(), time);
        MessageDigest sha512 = MhlHistories.sha512();
        sink.addFile(own.resolve(name), out -> writeManifest(new DigestOutputStream(out, sha512), contents));
        String c4 = C4Id.of(sha512.digest());
        MhlChain chain = history.chain().with(new MhlChain.Link(Integer.toString(generation), name, c4));
        sink.addFile(own.resolve(MhlNames.CHAIN), chain::write);
        return new Written(history.folder(), own.resolve(name), c4);
    }

    private void writeManifest(OutputStream out, Contents contents) throws IOException {
        MhlXml xml = new MhlXml(out);
        xml.start("hashlist", "version", "2.0", "xmlns", NAMESPACE);
        xml.start("creatorinfo");
        xml.text("creationdate", time.toString());
        xml.text("hostname", "localhost"); // required, and the archive reveals nothing about the machine
        xml.text("tool", "Project Exporter", "version", version());
        xml.end("creatorinfo");
        writeProcess(xml, contents);
        if (!contents.files.isEmpty() || !contents.folders.isEmpty() || !contents.children.isEmpty()) {
            xml.start("hashes");
            for (FileRecord file : contents.files) {
                writeFile(xml, file);
            }
            for (RawPath folder : foldersOf(contents)) {
                xml.start("directoryhash");
                xml.text("path", pathOf(folder));
                writeHashes(xml, Objects.requireNonNull(contents.hashes.get(folder), "of all folders"));
                xml.end("directoryhash");
            }
            xml.end("hashes");
        }
        if (!contents.children.isEmpty()) {
            writeReferences(xml, contents.children);
        }
        xml.end("hashlist");
        out.flush();
    }

    private static String version() {
        String version = MhlGeneration.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    /** The folders of other histories are in both. */
    private static Set<RawPath> foldersOf(Contents contents) {
        Set<RawPath> folders = new LinkedHashSet<>(contents.folders);
        contents.children.forEach(child -> folders.add(child.folder));
        return folders;
    }

    private void writeProcess(MhlXml xml, Contents contents) throws IOException {
        xml.start("processinfo");
        xml.text("process", "in-place");
        xml.start("roothash");
        writeHashes(xml, Objects.requireNonNull(contents.hashes.get(history.folder()), "of all folders"));
        xml.end("roothash");
        xml.start("ignore");
        for (String pattern : contents.patterns) {
            xml.text("pattern", pattern);
        }
        xml.end("ignore");
        xml.end("processinfo");
    }

    private void writeHashes(MhlXml xml, MhlFolders.Hashes hashes) throws IOException {
        xml.start("content");
        xml.text(kind.element(), kind.text(hashes.content()), "hashdate", time.toString());
        xml.end("content");
        xml.start("structure");
        xml.text(kind.element(), kind.text(hashes.structure()), "hashdate", time.toString());
        xml.end("structure");
    }

    private void writeFile(MhlXml xml, FileRecord file) throws IOException {
        xml.start("hash");
        String size = Long.toString(file.entry.size());
        String modified = dateOf(file.entry.mtime());
        if (modified == null) {
            xml.text("path", file.path, "size", size);
        } else {
            xml.text("path", file.path, "size", size, "lastmodificationdate", modified);
        }
        for (Compared hash : file.hashes) {
            xml.text(
                    hash.kind.element(),
                    hash.kind.text(hash.value),
                    "action",
                    hash.action.text,
                    "hashdate",
                    time.toString());
        }
        if (file.previousPath != null) {
            xml.text("previousPath", file.previousPath);
        }
        xml.end("hash");
    }

    /** In whole seconds; null if the schema's {@code dateTime} cannot represent it. */
    private static @Nullable String dateOf(@Nullable Instant mtime) {
        if (mtime == null) {
            return null;
        }
        int year = mtime.atOffset(ZoneOffset.UTC).getYear();
        return year < 1 || year > LAST_YEAR
                ? null
                : mtime.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void writeReferences(MhlXml xml, List<Written> children) throws IOException {
        xml.start("references");
        for (Written child : children) {
            xml.start("hashlistreference");
            xml.text("path", pathOf(child.path));
            xml.text("c4", child.c4);
            xml.end("hashlistreference");
        }
        xml.end("references");
    }
}
