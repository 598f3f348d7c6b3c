package org.projectexporter.internal.exporting.run;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.fakes.FakeSpool;
import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.exporting.output.WorkFolder;
import org.projectexporter.internal.exporting.plan.DocumentReference;
import org.projectexporter.internal.exporting.plan.PlanFacts;
import org.projectexporter.internal.exporting.plan.ReadAccess;
import org.projectexporter.internal.wire.Seals;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.Spool;

/**
 * Whatever is read as the request of an export, as what planning has found, or as its ledger, is read or refused by an
 * {@link IOException}: it fills no memory, and comes to an end. Their checksums are right.
 */
class WorkFilesFuzzTest {
    private static final int REQUEST = 0;
    private static final int FACTS = 1;
    private static final int LEDGER = 2;
    private static final RawPath NAME = RawPath.of("film");

    /** The first byte says what the others are. */
    static Stream<byte[]> seeds() throws IOException {
        Path folder = Files.createTempDirectory("work-files-fuzz").toRealPath();
        byte[] request;
        try (WorkFolder work = WorkFolder.open(folder.resolve("work"))) {
            StoredRequest.of(
                            ExportRequest.builder(folder, folder.resolve("film.zip"))
                                    .options(ExportOptions.builder()
                                            .exclude(List.of("*.tmp", "/a"))
                                            .build())
                                    .projectId("id")
                                    .build(),
                            folder,
                            NAME,
                            new ReadAccess(
                                    List.of(folder), true, List.of(new ExportRequest.PathMapping("D:\\", folder))),
                            Instant.EPOCH,
                            FileStat.read(folder),
                            new Fingerprint("jdk", "0123456789abcdef"),
                            List.of("git"))
                    .write(work);
            request = Files.readAllBytes(work.file("request"));
        }
        Files.delete(folder);
        byte[] facts = new PlanFacts(
                        "id",
                        new PlanFacts.ProjectFacts(OptionalLong.of(3), List.of("ab")),
                        List.of(Finding.of(Finding.Kind.VANISHED, NAME, "gone"), Finding.note("n")),
                        List.of(),
                        List.of(),
                        List.of(folder),
                        List.of(folder.resolve("mounted")),
                        List.of(),
                        List.of(new DocumentReference(
                                NAME,
                                "shot.####.exr",
                                DocumentReference.Status.IN_PROJECT,
                                NAME,
                                new DocumentReference.Frames("shot.####.exr", 1, 3, 2, 1),
                                List.of(NAME))))
                .toBytes();
        Spool spool = new FakeSpool();
        new Ledger(spool, NAME).report(Finding.of(Finding.Kind.LEFT_OUT, NAME, "why"));
        byte[] ledger = spool.read().readAllBytes();
        return Stream.of(kind(REQUEST, request), kind(FACTS, facts), kind(LEDGER, ledger));
    }

    private static byte[] kind(int kind, byte[] content) {
        byte[] all = new byte[content.length + 1];
        all[0] = (byte) kind;
        System.arraycopy(content, 0, all, 1, content.length);
        return all;
    }

    @MethodSource("seeds")
    @FuzzTest
    void anyFile_isReadOrRefused(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return;
        }
        byte[] content = Arrays.copyOfRange(bytes, 1, bytes.length);
        try {
            switch (bytes[0] & 3) {
                case REQUEST -> readRequest(content);
                case FACTS -> PlanFacts.of(Seals.sealed(content), Path.of("facts"));
                default -> readLedger(content);
            }
        } catch (IOException refused) {
            // as it should be
        }
    }

    private static void readLedger(byte[] content) throws IOException {
        Spool spool = new FakeSpool();
        spool.append(ByteBuffer.wrap(content));
        new Ledger(spool, NAME).sums().contentsSha256();
    }

    private static void readRequest(byte[] content) throws IOException {
        Path folder = Files.createTempDirectory("work-files-fuzz").toRealPath();
        try (WorkFolder work = WorkFolder.open(folder.resolve("work"))) {
            Files.write(work.file("request"), Seals.sealed(content));
            StoredRequest.read(work);
        } finally {
            Files.delete(folder);
        }
    }
}
