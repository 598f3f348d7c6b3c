package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.ImportRequest;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.ProjectImporter;
import org.projectexporter.RunSettings;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.output.DiskSteps;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Messages;
import org.projectexporter.it.program.SecondUser;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;

/**
 * Work folders planted by another user in a folder that both may write to, such as {@code /tmp}: nothing in them is
 * trusted, nothing in them or elsewhere is changed, and the message names their owner.
 */
class PlantedWorkFoldersTest {
    private static final ProjectExporter EXPORTER = ProjectExporter.create();

    @TempDir
    Path temp;

    private Path project;
    private Path shared;
    private Path target;
    private Path planted;
    private Path treasure;

    @BeforeEach
    void makeASharedFolder() throws IOException {
        SecondUser.require();
        temp = temp.toRealPath();
        SecondUser.open(temp);
        project = CrashProject.make(temp.resolve("film"), 200_000);
        shared = SecondUser.share(temp.resolve("shared"));
        target = shared.resolve("film.tar");
        planted = shared.resolve(".film.tar.export");
        treasure = Files.createDirectories(temp.resolve("treasure"));
        Files.writeString(treasure.resolve("lock"), "a file of that name\n");
        Files.writeString(treasure.resolve("gold"), "gold\n");
    }

    /** The planted folder, created by the user who runs the tests, and given away. */
    private enum Plant {
        EMPTY_FOLDER,
        A_LOCK_ALONE,
        AN_INTERRUPTED_EXPORT,
        LINKS_IN_PLACE_OF_ITS_FILES,
        OTHER_NAMES_OF_FILES,
        A_FIFO_IN_PLACE_OF_THE_LOCK,
        A_HUGE_REQUEST
    }

    private void plant(Plant what) throws IOException {
        if (what == Plant.AN_INTERRUPTED_EXPORT) {
            stopAnExport();
        } else {
            Files.createDirectory(planted);
        }
        switch (what) {
            case EMPTY_FOLDER, AN_INTERRUPTED_EXPORT -> {}
            case A_LOCK_ALONE -> Files.writeString(planted.resolve("lock"), "1\n");
            case LINKS_IN_PLACE_OF_ITS_FILES -> {
                for (String name : List.of("lock", "request", "request.new", "journal", "volume-0", "plan")) {
                    Files.createSymbolicLink(planted.resolve(name), treasure.resolve("gold"));
                }
            }
            case OTHER_NAMES_OF_FILES -> {
                for (String name : List.of("lock", "request", "journal", "volume-0")) {
                    Files.createLink(planted.resolve(name), treasure.resolve("gold"));
                }
            }
            case A_FIFO_IN_PLACE_OF_THE_LOCK ->
                Exec.in(planted).run("mkfifo", "lock", "request").ok();
            case A_HUGE_REQUEST -> {
                Files.writeString(planted.resolve("lock"), "1\n");
                Exec.in(planted)
                        .run("truncate", "-s", "8T", "request", "volume-0")
                        .ok();
            }
        }
    }

    /** Leaves a work folder that could be resumed. */
    private void stopAnExport() {
        Breakable stopping = new Breakable(
                (kind, position) -> {
                    if (kind == DiskSteps.Kind.NAME) {
                        throw new IOException("stop here");
                    }
                },
                CheckpointStore.IN_WORK_FOLDER);
        assertThatThrownBy(() -> stopping.export(project, target, Breakable.options("tar", false)))
                .isInstanceOf(ExportStoppedException.class);
    }

    /** Everything that could be touched, with modes, owners and times. */
    private Map<String, String> all() throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (Path folder : List.of(shared, treasure)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(file -> !file.equals(shared)).toList()) {
                    Map<String, Object> stat = new TreeMap<>(Files.readAttributes(
                            file, "unix:mode,uid,size,lastModifiedTime,ino", LinkOption.NOFOLLOW_LINKS));
                    boolean changesByLooking = file.equals(planted); // a probe is created in it, and removed
                    if (changesByLooking) {
                        stat.remove("lastModifiedTime");
                        stat.remove("size");
                    }
                    all.put(file.toString(), stat.toString());
                }
            }
        }
        return all;
    }

    private interface Call {
        void run() throws IOException;
    }

    private void assertRefused(String words) throws IOException {
        Map<String, String> before = all();
        ExportRequest.Builder request = ExportRequest.builder(project, target);
        Map<String, Call> calls = Map.of(
                "export", () -> EXPORTER.export(request.build(), ProgressListener.NONE),
                "export --force",
                        () -> EXPORTER.export(request.replaceTarget(true).build(), ProgressListener.NONE),
                "resume", () -> EXPORTER.resume(target, RunSettings.defaults()),
                "discard", () -> EXPORTER.discard(target));
        for (Map.Entry<String, Call> call : calls.entrySet()) {
            assertThatThrownBy(call.getValue()::run)
                    .as(call.getKey())
                    .hasFieldOrPropertyWithValue("reason", Reason.TARGET_UNUSABLE)
                    .hasMessageContaining(planted.toString())
                    .hasMessageContaining(words)
                    .hasMessageContaining("choose another target");
            assertThat(all()).as(call.getKey()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(Plant.class)
    void aFolderOfAnotherUser_isRefusedByName_evenByRoot(Plant what) throws IOException {
        plant(what);
        Files.setAttribute(planted, "unix:mode", 0777);
        SecondUser.ownAlone(planted); // other names of files keep their owner

        assertRefused("belongs to the user " + SecondUser.ownerOf(planted) + ":");
    }

    @ParameterizedTest
    @EnumSource(Plant.class)
    void aClosedFolderOfAnotherUser_isRefusedByName_evenByRoot(Plant what) throws IOException {
        plant(what);
        Files.setAttribute(planted, "unix:mode", 0700);
        SecondUser.ownAlone(planted);

        assertRefused("belongs to the user " + SecondUser.ownerOf(planted) + ":");
    }

    @ParameterizedTest
    @ValueSource(ints = {0777, 0770, 0702})
    void aFolderOfTheOwner_thatOthersCouldWriteTo_isRefusedByName(int mode) throws IOException {
        plant(Plant.AN_INTERRUPTED_EXPORT);
        Files.setAttribute(planted, "unix:mode", mode);

        assertRefused("can be written to by others");
    }

    /** A folder as earlier versions created it with umask 022: no one else can have put anything there. */
    @Test
    void aFolderOfTheOwner_thatOthersCouldReadAlone_isResumed_andClosed() throws IOException {
        plant(Plant.AN_INTERRUPTED_EXPORT);
        Files.setAttribute(planted, "unix:mode", 0755);
        Breakable again = new Breakable(
                (kind, position) -> {
                    if (kind == DiskSteps.Kind.NAME) {
                        assertThat(Files.getPosixFilePermissions(planted)).hasSize(3);
                    }
                },
                CheckpointStore.IN_WORK_FOLDER);

        assertThat(again.resume(target)).isPresent();

        assertThat(target).exists();
    }

    @Test
    void theWorkFolderOfAnExport_isClosedToOthers() throws IOException {
        plant(Plant.AN_INTERRUPTED_EXPORT);

        assertThat(Files.getAttribute(planted, "unix:mode")).isEqualTo(040700);
        ToolRun look = Exec.in(shared)
                .run(Stream.concat(Stream.of(SecondUser.prefix()), Stream.of("ls", planted.toString()))
                        .toList());
        assertThat(look.exitCode()).isNotZero();
    }

    /** A planted link to something of the victim's own that would pass for a work folder. */
    @Test
    void aLinkInsteadOfAWorkFolder_isInTheWay_andItsTargetIsNotTouched() throws IOException {
        Files.createSymbolicLink(planted, treasure);
        SecondUser.own(planted);
        Map<String, String> before = all();

        assertThatThrownBy(() ->
                        EXPORTER.export(ExportRequest.builder(project, target).build(), ProgressListener.NONE))
                .hasMessageContaining(planted + " is in the way");
        assertThat(EXPORTER.discard(target)).isFalse();
        assertThatThrownBy(() -> EXPORTER.resume(target, RunSettings.defaults()))
                .hasMessageContaining("nothing to resume");

        assertThat(all()).isEqualTo(before);
    }

    /** Vice versa: root has planted it, and an ordinary user exports. */
    @ParameterizedTest
    @ValueSource(ints = {0700, 0755, 0777})
    void anOrdinaryUser_learnsWhoOwnsTheFolder(int mode) throws IOException {
        plant(Plant.AN_INTERRUPTED_EXPORT);
        Files.setAttribute(planted, "unix:mode", mode);
        Map<String, String> before = all();
        CommandLine nobody = CommandLine.in(temp)
                .startedBy(SecondUser.prefix())
                .withClassPath(SecondUser.classPath(temp.resolve("classes")));

        for (String[] command : new String[][] {
            {"export", project.toString(), "-o", target.toString()},
            {"resume", target.toString()},
            {"discard", target.toString()}
        }) {
            ToolRun run = nobody.run(command).exited(1);
            assertThat(Messages.of(run))
                    .contains(planted.toString(), "belongs to the user " + SecondUser.ownerOf(project))
                    .doesNotContain("Exception");
            assertThat(all()).as(command[0]).isEqualTo(before);
        }
    }

    /** An ordinary user's own work folder in a shared one: killed, resumed, discarded. */
    @Test
    void anOrdinaryUser_resumesAndDiscardsTheirOwnExports() throws IOException {
        plant(Plant.AN_INTERRUPTED_EXPORT);
        SecondUser.own(planted);
        CommandLine nobody = CommandLine.in(temp)
                .startedBy(SecondUser.prefix())
                .withClassPath(SecondUser.classPath(temp.resolve("classes")));

        nobody.run("resume", target.toString()).ok();
        assertThat(target).exists();
        assertThat(planted).doesNotExist();
        nobody.export(project, shared.resolve("other.zip")).ok();
        assertThat(SecondUser.ownerOf(shared.resolve("other.zip"))).isNotEqualTo(SecondUser.ownerOf(project));
    }

    @ParameterizedTest
    @ValueSource(ints = {0700, 0777})
    void aStagingFolderOfAnotherUser_isRefusedByName_andItsRecordIsIgnored(int mode) throws IOException {
        Path archive = temp.resolve("film.zip");
        EXPORTER.export(ExportRequest.builder(project, archive).build(), ProgressListener.NONE);
        planted = Files.createDirectory(shared.resolve(".back.import"));
        Files.writeString(planted.resolve("lock"), "1\n");
        Files.writeString(
                planted.resolve("names"),
                shared.resolve("back").toUri().getRawPath() + "\n"
                        + treasure.toUri().getRawPath() + "\n");
        Files.createSymbolicLink(planted.resolve("tree"), treasure);
        SecondUser.own(planted);
        Files.setAttribute(planted, "unix:mode", mode);
        Map<String, String> before = all();

        assertThatThrownBy(() -> ProjectImporter.create()
                        .importProject(
                                ImportRequest.builder(archive, shared.resolve("back"))
                                        .build(),
                                ProgressListener.NONE))
                .hasFieldOrPropertyWithValue("reason", Reason.TARGET_UNUSABLE)
                .hasMessageContaining(planted + " belongs to the user " + SecondUser.ownerOf(planted));

        assertThat(all()).isEqualTo(before);
        assertThat(Set.of(treasure.resolve("gold"), treasure.resolve("lock"))).allMatch(Files::exists);
    }

    /** A folder is not a work folder because of its name alone. */
    @Test
    void aFolderWithOtherFiles_isInTheWay() throws IOException {
        Files.createDirectory(planted);
        Files.writeString(planted.resolve("notes.txt"), "mine\n");

        assertRefused("is in the way");
    }
}
