package org.projectexporter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.testkit.fixtures.AwkwardFiles;

/**
 * The part of {@link SourceContract} about projects that change while they are walked: files of any content, that
 * vanish or are replaced; and about what a source reports then.
 */
abstract class LivingProjectContract extends ProjectContract {
    /** So many calls of the sink are made to fail; if there are more, they are spread over all. */
    private static final int MOST_FAILURES = 15;
    /** So many files of the project, or some more, are replaced one by one. */
    private static final int FEW = 6;

    /** The regular files of the project, without links: some of them, the first and others all over the project. */
    private List<Path> files(int most) throws IOException {
        try (Stream<Path> all = Files.walk(project)) {
            List<Path> files = all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
            int step = 1 + (files.size() - 1) / most;
            return IntStream.range(0, files.size())
                    .filter(i -> i % step == 0)
                    .mapToObj(files::get)
                    .toList();
        }
    }

    /** Makes something in place of a file that was there. */
    @FunctionalInterface
    private interface Replacement {
        void make(Path file) throws IOException;
    }

    @Test
    void files_ofAnyContent_arePlanned_orEndTheExportWithAReason() throws IOException {
        planWithOtherContent(files(FEW));
    }

    private void planWithOtherContent(List<Path> files) throws IOException {
        for (Path file : files) {
            byte[] content = Files.readAllBytes(file);
            planWith(file, replaced -> Files.write(replaced, SampleContent.noise(300)));
            planWith(file, replaced -> Files.write(replaced, Arrays.copyOf(content, content.length / 2)));
        }
    }

    /** Plans the project with something else in place of one file. */
    private @Nullable RecordingPlanSink planWith(Path file, Replacement replacement) throws IOException {
        Path aside = temp.resolve("aside");
        Files.move(file, aside);
        try {
            replacement.make(file);
            return planUnlessRefused("what is in place of " + project.relativize(file));
        } finally {
            Files.deleteIfExists(file);
            Files.move(aside, file);
        }
    }

    @Test
    void linksInPlaceOfFiles_areNotFollowedOutOfTheProject() throws IOException {
        planWithLinks(files(FEW));
    }

    private void planWithLinks(List<Path> files) throws IOException {
        Path secret = secretFolder().resolve("secret.txt");
        for (Path file : files) {
            assertNoSecret(
                    planWith(file, replaced -> Files.createSymbolicLink(replaced, secret)),
                    "with a link in place of " + project.relativize(file));
        }
    }

    /** The engine reports it when it is to be read, and the rest of the project is exported. */
    @Test
    void fileThatVanishes_doesNotEndTheExport() throws IOException {
        planAsTheyVanish(files(FEW));
    }

    private void planAsTheyVanish(List<Path> files) throws IOException {
        for (Path file : files) {
            planAsItChanges(file, vanished -> {});
        }
    }

    /** Plans the project; the moment that the walk has examined a file, before sources see it, it is replaced. */
    private RecordingPlanSink planAsItChanges(Path file, Replacement replacement) throws IOException {
        Path aside = temp.resolve("aside");
        AtomicBoolean seen = new AtomicBoolean();
        try {
            return plan(context(), new PlanWalk.Events() {
                @Override
                public void found(SourceItem item) throws IOException {
                    if (item.file().endsWith(project.relativize(file)) && !seen.getAndSet(true)) {
                        Files.move(file, aside);
                        replacement.make(file);
                    }
                }
            });
        } finally {
            if (seen.get()) {
                Files.deleteIfExists(file);
                Files.move(aside, file);
            }
        }
    }

    @Test
    void fileThatIsReplaced_isNeitherWaitedForNorFollowed() throws IOException {
        planAsTheyAreReplaced(files(FEW));
    }

    private void planAsTheyAreReplaced(List<Path> files) throws IOException {
        Path secret = secretFolder().resolve("secret.txt");
        List<Replacement> replacements = List.of(
                replaced -> Files.createSymbolicLink(replaced, secret),
                Files::createDirectory,
                replaced -> AwkwardFiles.addFifo(
                        Objects.requireNonNull(replaced.getParent()),
                        NativeNames.nameOf(replaced).toString()));
        for (Path file : files) {
            for (Replacement replacement : replacements) {
                try {
                    assertNoSecret(planAsItChanges(file, replacement), "replaced: " + project.relativize(file));
                } catch (IOException e) {
                    assertThat(e).as("the export ends, and says why").hasMessageNotContaining(SECRET);
                }
            }
        }
    }

    /** What the rules above do with some of the files. */
    @Test
    @Tag("long")
    void eachFile_mayBeAnything() throws IOException {
        List<Path> all = files(Integer.MAX_VALUE);
        planWithOtherContent(all);
        planWithLinks(all);
        planAsTheyVanish(all);
        planAsTheyAreReplaced(all);
    }

    @Test
    void failureOfTheSink_isPassedOn() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        plan(context(), failingAt(0, calls));
        int all = calls.get();
        for (int n = 1; n <= all; n += 1 + all / MOST_FAILURES) {
            PlanWalk.Events failing = failingAt(n, new AtomicInteger());
            assertThatThrownBy(() -> plan(context(), failing))
                    .as("call %d of %d of the sink fails", n, all)
                    .isInstanceOf(IOException.class)
                    .hasMessage("the test fails a call of the sink");
        }
    }

    private static PlanWalk.Events failingAt(int n, AtomicInteger calls) {
        return new PlanWalk.Events() {
            @Override
            public void contributes() throws IOException {
                if (calls.incrementAndGet() == n) {
                    throw new IOException("the test fails a call of the sink");
                }
            }
        };
    }

    @Test
    void findings_areAboutTheProject_inOneLine_withoutPathsOfThisMachine() throws IOException {
        List<Finding> findings = new ArrayList<>(plan().findings());
        AwkwardFiles.addFifo(ordinaryFolder(), "a-fifo");
        for (Path folder : foldersOfTheSource()) {
            AwkwardFiles.addFifo(folder, "a-fifo");
        }
        findings.addAll(plan().findings());
        for (Path file : files(FEW)) {
            RecordingPlanSink plan = planWith(file, replaced -> Files.write(replaced, SampleContent.noise(300)));
            findings.addAll(plan == null ? List.of() : plan.findings());
        }

        assertSound(findings);
    }

    private void assertSound(Collection<Finding> findings) {
        for (Finding finding : findings) {
            assertThat(finding.detail()).as("%s", finding).isNotBlank().doesNotContain("\n", temp.toString());
            if (finding.path() != null) {
                assertThat(finding.path().startsWith(RawPath.of("project")))
                        .as("the path in the archive: %s", finding)
                        .isTrue();
            }
        }
    }
}
