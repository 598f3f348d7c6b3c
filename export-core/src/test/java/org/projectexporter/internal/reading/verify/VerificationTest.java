package org.projectexporter.internal.reading.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.VerifyResult;
import org.projectexporter.fakes.FakeFormat;
import org.projectexporter.fakes.FakeOutput;
import org.projectexporter.fakes.TestFiles;
import org.projectexporter.internal.progress.VerifyListener;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/** The problems found in archives whose files are intact, but whose contents do not match their metadata. */
@Timeout(60)
class VerificationTest {
    private static final String PACKS = "objects/pack/";
    private static final String NAME = "pack-" + "1f".repeat(20);

    private final FakeFormat format = FakeFormat.plain();
    private final ProjectExporter exporter =
            ProjectExporter.builder().format(format).build();

    @TempDir
    Path temp;

    private Path project;
    private Path archive;

    private record Item(ArchiveEntry head, byte[] content) {}

    @BeforeEach
    void makeProject() throws IOException {
        project = temp.resolve("film");
        archive = temp.resolve("film.fake");
        TestFiles.write(project.resolve("a"), 3000, 1);
        TestFiles.write(project.resolve("b"), 10, 2);
        TestFiles.write(project.resolve("d"), 20, 4);
        Files.createSymbolicLink(project.resolve("link"), Path.of("a"));
        Files.createLink(project.resolve("name"), project.resolve("a"));
    }

    @AfterEach
    void noThreadIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("verify-"));
    }

    private void export() throws IOException {
        export("film");
    }

    /**
     * With the name {@code .git}, the project replaces a repository: there is no source here that could export a real
     * one.
     */
    private void export(String name) throws IOException {
        ExportOptions options = ExportOptions.builder().format("fake").build();
        exporter.export(
                ExportRequest.builder(project, archive)
                        .options(options)
                        .name(name)
                        .build(),
                ProgressListener.NONE);
    }

    private List<String> problems() throws IOException {
        return exporter.verify(archive, RunSettings.defaults()).problems().stream()
                .map(problem -> problem.entry().map(path -> path + ": ").orElse("") + problem.what())
                .toList();
    }

    private List<Item> read() throws IOException {
        List<Item> items = new ArrayList<>();
        try (SeekableByteChannel channel = Files.newByteChannel(archive);
                ArchiveReader reader = format.openReader(channel)) {
            for (ArchiveEntry head = reader.next(); head != null; head = reader.next()) {
                items.add(new Item(head, reader.content().readAllBytes()));
            }
        }
        return items;
    }

    /** Exports, and rewrites the archive with other entries; the files next to it are removed. */
    private void forge(UnaryOperator<List<Item>> change) throws IOException {
        export();
        List<Item> items = change.apply(new ArrayList<>(read()));
        FakeOutput output = new FakeOutput();
        try (ArchiveWriter writer = format.openWriter(output, null)) {
            for (Item item : items) {
                CRC32 crc = new CRC32();
                crc.update(item.content());
                writer.putEntry(item.head());
                writer.write(ByteBuffer.wrap(item.content()));
                writer.closeEntry(crc.getValue());
            }
            writer.finish();
        }
        Files.write(archive, output.bytes());
        Files.delete(temp.resolve("film.fake.sha256"));
        Files.delete(temp.resolve("film.fake.manifest.json"));
    }

    private static Item item(List<Item> items, String path) {
        return items.stream()
                .filter(item -> item.head().path().equals(RawPath.of(path)))
                .findFirst()
                .orElseThrow();
    }

    private static List<Item> replace(List<Item> items, String path, UnaryOperator<Item> change) {
        return items.stream()
                .map(item -> item.head().path().equals(RawPath.of(path)) ? change.apply(item) : item)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static Item named(Item item, String path) {
        ArchiveEntry e = item.head();
        return new Item(
                ArchiveEntry.builder(RawPath.of(path), e.type())
                        .size(e.size())
                        .mtime(e.mtime())
                        .mode(e.mode())
                        .linkTarget(e.linkTarget())
                        .compress(e.compress())
                        .build(),
                item.content());
    }

    private static Item withMode(Item item, int mode) {
        ArchiveEntry e = item.head();
        return new Item(
                ArchiveEntry.builder(e.path(), e.type())
                        .size(e.size())
                        .mtime(e.mtime())
                        .mode(mode)
                        .linkTarget(e.linkTarget())
                        .compress(e.compress())
                        .build(),
                item.content());
    }

    @Test
    void rewrittenUnchanged_isIntact() throws IOException {
        forge(items -> items);
        assertThat(problems()).isEmpty();
    }

    @Test
    void changedContent_isFound_alsoOfWhatHasAnotherName() throws IOException {
        forge(items -> replace(items, "film/a", item -> new Item(item.head(), TestFiles.noise(3000, 9))));
        assertThat(problems())
                .containsExactly(
                        "film/a: its content does not match its checksum in SHA256SUMS",
                        "film/name: its content does not match its checksum in SHA256SUMS");
    }

    @Test
    void anAddedFile_isFound_whereverItIs() throws IOException {
        for (String name : List.of("film/c", "film/a0", "aaa", "zzz")) {
            forge(items -> {
                items.add(3, named(item(items, "film/b"), name));
                return items;
            });
            assertThat(problems()).containsExactly(name + ": is in the archive but not in SHA256SUMS");
            Files.delete(archive);
        }
    }

    @Test
    void aMissingFile_isReported() throws IOException {
        forge(items -> {
            items.remove(item(items, "film/b"));
            return items;
        });
        assertThat(problems()).containsExactly("film/b: is in SHA256SUMS but not in the archive");
    }

    @Test
    void aFileRenamed_isFoundTwice() throws IOException {
        forge(items -> replace(items, "film/b", item -> named(item, "film/zz")));
        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "film/zz: is in the archive but not in SHA256SUMS",
                        "film/b: is in SHA256SUMS but not in the archive");
    }

    @Test
    void anotherModeTargetOrFolder_isFound() throws IOException {
        String found = "names, modes, links or folders do not match their checksum in the manifest";
        forge(items -> replace(items, "film/b", item -> withMode(item, 0777)));
        assertThat(problems()).containsExactly(found);
        Files.delete(archive);
        forge(items -> replace(
                items,
                "film/link",
                item -> new Item(
                        ArchiveEntry.builder(item.head().path(), EntryType.SYMBOLIC_LINK)
                                .mtime(item.head().mtime())
                                .mode(0777)
                                .linkTarget(RawPath.of("b"))
                                .crc32(0)
                                .build(),
                        item.content())));
        assertThat(problems()).containsExactly(found);
        Files.delete(archive);
        forge(items -> {
            items.add(1, named(items.get(0), "film/0"));
            return items;
        });
        assertThat(problems()).containsExactly(found);
    }

    @Test
    void modeOfTheManifest_isFound() throws IOException {
        forge(items -> replace(items, "export-manifest.json", item -> withMode(item, 0600)));
        assertThat(problems()).containsExactly("the mode or time of export-manifest.json is not that of the export");
    }

    @Test
    void whatFollowsSha256sums_isFound() throws IOException {
        forge(items -> {
            items.add(named(item(items, "film/b"), "zz"));
            return items;
        });
        assertThat(problems()).contains("zz: follows SHA256SUMS, which is the last entry");
    }

    @Test
    void withoutManifestOrSha256sums_nothingIsProven() throws IOException {
        for (String name : List.of("export-manifest.json", "SHA256SUMS")) {
            forge(items -> {
                items.remove(item(items, name));
                return items;
            });
            assertThat(problems()).singleElement().asString().startsWith("the archive has no " + name);
            Files.delete(archive);
        }
    }

    @Test
    void brokenManifestOrSha256sums_areFound() throws IOException {
        for (String name : List.of("export-manifest.json", "SHA256SUMS")) {
            forge(items -> replace(items, name, item -> {
                byte[] content = item.content().clone();
                Arrays.fill(content, 0, 70, (byte) 'x');
                return new Item(item.head(), content);
            }));
            assertThat(problems()).first().asString().startsWith(name + ": its content is damaged");
            Files.delete(archive);
        }
    }

    private static byte[] hash(String algorithm, byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(bytes, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] withTrailer(byte[] content, String algorithm) {
        byte[] trailer = hash(algorithm, content, content.length);
        byte[] all = Arrays.copyOf(content, content.length + trailer.length);
        System.arraycopy(trailer, 0, all, content.length, trailer.length);
        return all;
    }

    private static byte[] indexOf(byte[] pack, String algorithm, int hashBytes) {
        byte[] content = Arrays.copyOf(TestFiles.noise(900, 6), 900 + hashBytes);
        System.arraycopy(pack, pack.length - hashBytes, content, 900, hashBytes);
        return withTrailer(content, algorithm);
    }

    @Test
    void packsThatEndInTheirChecksum_areRight_inBothObjectFormats() throws IOException {
        byte[] pack = withTrailer(TestFiles.noise(1_500_000, 5), "SHA-1");
        TestFiles.write(project.resolve(PACKS + NAME + ".pack"), pack);
        TestFiles.write(project.resolve(PACKS + NAME + ".idx"), indexOf(pack, "SHA-1", 20));
        String longName = "pack-" + "2e".repeat(32);
        byte[] longPack =
                withTrailer(TestFiles.noise(24, 5), "SHA-256"); // of one small object: shorter than two checksums
        TestFiles.write(project.resolve(PACKS + longName + ".pack"), longPack);
        TestFiles.write(project.resolve(PACKS + longName + ".idx"), indexOf(longPack, "SHA-256", 32));
        export(".git");
        assertThat(problems()).isEmpty();
    }

    @Test
    void aPackOrIndexWithAWrongTrailer_isFound() throws IOException {
        byte[] pack = withTrailer(TestFiles.noise(1000, 5), "SHA-1");
        byte[] index = indexOf(pack, "SHA-1", 20);
        pack[1019] ^= 1;
        index[index.length - 1] ^= 1;
        TestFiles.write(project.resolve(PACKS + NAME + ".pack"), pack);
        TestFiles.write(project.resolve(PACKS + NAME + ".idx"), index);
        TestFiles.write(project.resolve(PACKS + NAME.replace('1', '2') + ".pack"), new byte[7]);
        export(".git");
        assertThat(problems())
                .containsExactly(
                        ".git/" + PACKS + NAME + ".idx: a Git pack index that does not end in its checksum",
                        ".git/" + PACKS + NAME + ".pack: a Git pack that does not end in its checksum",
                        ".git/" + PACKS + NAME.replace('1', '2')
                                + ".pack: a Git pack that does not end in its checksum");
    }

    @Test
    void aPackOfAnotherIndex_isFound() throws IOException {
        byte[] other = withTrailer(TestFiles.noise(1000, 8), "SHA-1");
        TestFiles.write(project.resolve(PACKS + NAME + ".pack"), withTrailer(TestFiles.noise(1000, 5), "SHA-1"));
        TestFiles.write(project.resolve(PACKS + NAME + ".idx"), indexOf(other, "SHA-1", 20));
        export(".git");
        assertThat(problems())
                .containsExactly(
                        ".git/" + PACKS + NAME + ".pack: a Git pack that does not belong to the index next to it");
    }

    @Test
    void anLfsObjectThatDoesNotHashToItsName_isFound() throws IOException {
        byte[] content = TestFiles.noise(500, 7);
        String oid = HexFormat.of().formatHex(hash("SHA-256", content, content.length));
        String path = "lfs/objects/" + oid.substring(0, 2) + "/" + oid.substring(2, 4) + "/" + oid;
        TestFiles.write(project.resolve(path), content);
        export(".git");
        assertThat(problems()).isEmpty();

        content[1] ^= 1;
        Files.write(project.resolve(path), content);
        archive = temp.resolve("film2.fake");
        export(".git");
        assertThat(problems())
                .containsExactly(".git/" + path + ": a Git LFS object whose content does not hash to its name");
    }

    /** More than the pool of blocks can hold, in parts of arbitrary size. */
    @Test
    void partsUnderOtherNames_areProvenByTheirDigests() throws IOException {
        TestFiles.write(project.resolve("large"), 30 << 20, 3);
        export();
        byte[] all = Files.readAllBytes(archive);
        List<Path> parts = new ArrayList<>();
        List<String> sha256 = new ArrayList<>();
        int[] cuts = {0, 5, 4 << 20, (4 << 20) + 1, 29 << 20, all.length};
        for (int i = 1; i < cuts.length; i++) {
            byte[] part = Arrays.copyOfRange(all, cuts[i - 1], cuts[i]);
            parts.add(TestFiles.write(temp.resolve("work/part-" + i), part));
            sha256.add(HexFormat.of().formatHex(hash("SHA-256", part, part.length)));
        }
        assertThat(run(parts, sha256)).isEmpty();

        byte[] damaged = Files.readAllBytes(parts.get(3));
        damaged[10 << 20] ^= 1;
        Files.write(parts.get(3), damaged);
        assertThat(run(parts, sha256))
                .first()
                .extracting(VerifyResult.Problem::volume)
                .isEqualTo(Optional.of(parts.get(3)));
    }

    private List<VerifyResult.Problem> run(List<Path> parts, List<String> sha256) throws IOException {
        VerifyListener listener = new VerifyListener() {
            @Override
            public void verified(long bytes) {}

            @Override
            public void verifies(RawPath path, boolean file) {}
        };
        return Verification.run(format, parts, sha256, listener, new CancellationToken());
    }
}
