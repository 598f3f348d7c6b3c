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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
     * @param folders of this history and those of histories in it, without its own
     * @param hashes of all folders
     * @param times the modification times of folders
     * @param children manifests of histories in this one
     */
    record Contents(
            MhlComparison.Result compared,
            Collection<RawPath> folders,
            Map<RawPath, MhlFolders.Hashes> hashes,
            Map<RawPath, Instant> times,
            List<String> patterns,
            List<Written> children) {}

    /** A manifest that was written. */
    record Written(RawPath folder, RawPath path, String c4) {}

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
        if (history.chain() != null) {
            MhlChain chain = history.chain().with(new MhlChain.Link(Integer.toString(generation), name, c4));
            sink.addFile(own.resolve(MhlNames.CHAIN), chain::write);
        }
        return new Written(history.folder(), own.resolve(name), c4);
    }

    private void writeManifest(OutputStream out, Contents contents) throws IOException {
        MhlXml xml = new MhlXml(out);
        xml.start("hashlist", "version", "2.0", "xmlns", NAMESPACE);
        xml.start("creatorinfo");
        xml.text("creationdate", time.toString());
        xml.text("hostname", "localhost"); // required, and the archive reveals nothing about the machine
        xml.text("tool", MhlHashList.TOOL, "version", version());
        xml.end("creatorinfo");
        writeProcess(xml, contents);
        if (!contents.compared.files().isEmpty() || !contents.folders.isEmpty()) {
            xml.start("hashes");
            for (FileRecord file : contents.compared.files()) {
                writeFile(xml, file);
            }
            for (RawPath folder : contents.folders) {
                writeFolder(xml, folder, contents);
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
        List<String> attributes = new ArrayList<>(List.of("size", Long.toString(file.entry.size())));
        attributes.addAll(dateOf(file.entry.mtime()));
        xml.text("path", file.path, attributes.toArray(String[]::new));
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

    private void writeFolder(MhlXml xml, RawPath folder, Contents contents) throws IOException {
        String path = history.pathOf(folder);
        xml.start("directoryhash");
        xml.text("path", path, dateOf(contents.times.get(folder)).toArray(String[]::new));
        writeHashes(xml, Objects.requireNonNull(contents.hashes.get(folder), "of all folders"));
        String previousPath = contents.compared.folders().get(path);
        if (previousPath != null) {
            xml.text("previousPath", previousPath);
        }
        xml.end("directoryhash");
    }

    /** The attribute, in whole seconds; none if the schema's {@code dateTime} cannot represent it. */
    private static List<String> dateOf(@Nullable Instant mtime) {
        int year = mtime == null ? 0 : mtime.atOffset(ZoneOffset.UTC).getYear();
        return mtime == null || year < 1 || year > LAST_YEAR
                ? List.of()
                : List.of(
                        "lastmodificationdate",
                        mtime.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private void writeReferences(MhlXml xml, List<Written> children) throws IOException {
        xml.start("references");
        for (Written child : children) {
            xml.start("hashlistreference");
            xml.text("path", history.pathOf(child.path));
            xml.text("c4", child.c4);
            xml.end("hashlistreference");
        }
        xml.end("references");
    }
}
