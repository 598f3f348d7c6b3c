package org.projectexporter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.ExportOptions;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.spi.files.FifoWatch;
import org.projectexporter.testkit.fixtures.AwkwardFiles;

/**
 * The part of {@link SourceContract} about projects that contain anything: FIFOs, links that lead out, names of any
 * bytes. Also what the other parts have in common: the project, and how it is planned.
 */
abstract class ProjectContract {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    static final String SECRET = "canary-7a1f";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path temp;

    @SuppressWarnings("NullAway.Init")
    Path project;

    /** {@return a new instance of the source} */
    protected abstract SourceResolver source();

    /**
     * Creates a project in which the source claims something, or changes what the plain walk would plan.
     *
     * @param folder to be created; the folder above it exists
     * @throws IOException if the file system fails
     */
    protected abstract void makeProject(Path folder) throws IOException;

    /**
     * {@return further sources that the source works with (a source inside repositories needs the one that delegates to
     * it)}
     */
    protected List<SourceResolver> companions() {
        return List.of();
    }

    /**
     * {@return folders that the source is responsible for, relative to the project} In these too, FIFOs, links that
     * lead out of the project, and files with names of any bytes are created. They need not exist.
     */
    protected List<String> ownFolders() {
        return List.of();
    }

    /** {@return the options of the export, for sources that depend on them} */
    protected ExportOptions options() {
        return ExportOptions.defaults();
    }

    @BeforeEach
    final void makeTheProject() throws IOException {
        project = temp.resolve("project");
        makeProject(project);
    }

    final RecordingPlanSink plan() throws IOException {
        return plan(context(), new PlanWalk.Events() {});
    }

    final RecordingPlanSink plan(FakeSourceContext context, PlanWalk.Events events) throws IOException {
        SourceResolver[] all =
                Stream.concat(companions().stream(), Stream.of(source())).toArray(SourceResolver[]::new);
        try (FifoWatch watch = new FifoWatch()) { // as in an export, it frees a source that uses a ConfinedFolder
            watch.start();
            return assertTimeoutPreemptively(LIMIT, () -> PlanWalk.of(context, events, all));
        }
    }

    final FakeSourceContext context() {
        return FakeSourceContext.of(project).with(options());
    }

    /** Everything that a plan consists of, in lines. */
    static List<String> describe(RecordingPlanSink plan) throws IOException {
        List<String> lines = new ArrayList<>();
        for (PlannedEntry entry : plan.entries()) {
            lines.add(entry.path() + " " + entry.type() + " " + entry.role() + " " + entry.size() + " " + entry.mtime()
                    + " " + entry.mode() + " " + entry.linkTarget() + " " + entry.check() + " " + entry.storage() + " "
                    + Arrays.hashCode(contentOf(entry, plan)));
        }
        plan.documentReferences().forEach(reference -> lines.add(reference.toString()));
        plan.references().forEach(reference -> lines.add(reference.from() + " refers to " + reference.target()));
        return lines;
    }

    private static byte[] contentOf(PlannedEntry entry, RecordingPlanSink plan) throws IOException {
        return entry.content() == null ? new byte[0] : plan.read(entry.contentOrThrow());
    }

    /** A folder of the working tree that is an ordinary one to every source. */
    final Path ordinaryFolder() throws IOException {
        return Files.createDirectories(project.resolve("odd"));
    }

    final List<Path> foldersOfTheSource() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (String folder : ownFolders()) {
            folders.add(Files.createDirectories(project.resolve(folder)));
        }
        return folders;
    }

    /** Plans the project; null if that ends with an {@link IOException}. */
    final @Nullable RecordingPlanSink planUnlessRefused(String because) {
        try {
            return plan();
        } catch (IOException e) {
            return null; // the export ends, and says why
        } catch (RuntimeException | Error e) {
            throw new AssertionError("because of " + because, e);
        }
    }

    @Test
    void fifos_areNeitherOpenedNorPlanned() throws IOException {
        AwkwardFiles.addFifo(ordinaryFolder(), "a-fifo");
        for (Path folder : foldersOfTheSource()) {
            AwkwardFiles.addFifo(folder, "a-fifo");
        }

        assertThat(plan().paths()).noneMatch(path -> path.endsWith("/a-fifo"));
    }

    @Test
    void names_ofAnyBytes_arePlannedAsTheyAre() throws IOException {
        List<RawPath> names = SampleNames.awkward().stream()
                .filter(name -> name.parent() == null || name.parent().isRoot())
                .toList();
        Path ordinary = ordinaryFolder();
        for (RawPath name : names) {
            Files.writeString(NativeNames.resolve(ordinary, name), "odd");
        }
        List<RawPath> planned =
                plan().entries().stream().map(PlannedEntry::path).toList();

        assertThat(planned)
                .containsAll(
                        names.stream().map(RawPath.of("project/odd")::resolve).toList());
        try (ProjectSource opened = source().open(context())) {
            for (RawPath name : names) {
                assertThat(opened.protects(name)).isEqualTo(opened.protects(name));
            }
        }
        for (Path folder : foldersOfTheSource()) {
            for (RawPath name : names) {
                Path file = NativeNames.resolve(folder, name);
                Files.writeString(file, "odd");
                planUnlessRefused("a file in " + project.relativize(folder));
                Files.delete(file);
            }
        }
    }

    @Test
    void links_areNotFollowedOutOfTheProject() throws IOException {
        Path secret = secretFolder();
        Files.createSymbolicLink(ordinaryFolder().resolve("a-link"), secret.resolve("secret.txt"));
        Files.createSymbolicLink(ordinaryFolder().resolve("linked-folder"), secret);
        assertNoSecret(plan(), "with links that lead out of the project");
        for (Path folder : foldersOfTheSource()) {
            for (Path target : List.of(secret, secret.resolve("secret.txt"))) {
                Path link = Files.createSymbolicLink(folder.resolve("a-link"), target);
                assertNoSecret(planUnlessRefused("a link"), "with a link in " + project.relativize(folder));
                Files.delete(link);
            }
        }
    }

    final Path secretFolder() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("outside"));
        Files.writeString(folder.resolve("secret.txt"), SECRET + "\n" + SECRET + "\n");
        return folder;
    }

    static void assertNoSecret(@Nullable RecordingPlanSink plan, String when) throws IOException {
        if (plan == null) {
            return;
        }
        for (PlannedEntry entry : plan.entries()) {
            assertThat(new String(contentOf(entry, plan), StandardCharsets.ISO_8859_1))
                    .as("%s: content of %s", when, entry.path())
                    .doesNotContain(SECRET);
        }
        assertThat(plan.documentReferences().toString() + plan.findings())
                .as("%s: references and findings", when)
                .doesNotContain(SECRET);
    }

    @Test
    void close_leavesNoFileOpen() throws IOException {
        plan();

        assertThat(openFiles()).isEmpty();
    }

    /** The files of the project that this process has open, where the system lists them. */
    private List<String> openFiles() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        List<String> open = new ArrayList<>();
        if (Files.isDirectory(descriptors)) {
            try (Stream<Path> all = Files.list(descriptors)) {
                for (Path descriptor : all.toList()) {
                    if (Files.isSymbolicLink(descriptor)) {
                        open.add(Files.readSymbolicLink(descriptor).toString());
                    }
                }
            }
        }
        open.removeIf(file -> !file.startsWith(project.toString()));
        return open;
    }
}
