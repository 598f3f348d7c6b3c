package org.projectexporter.it.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.it.program.OnceProject;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** The commands of {@code docs/recovering-without-us.md}, on archives that are whole, damaged or cut off. */
class RecoveringTest {
    private static final String DOCUMENT = "docs/recovering-without-us.md";
    private static final int DAMAGED_BYTES = 600;
    private static final StandardCopyOption REPLACE = StandardCopyOption.REPLACE_EXISTING;

    @TempDir
    private static Path shared;

    @TempDir
    Path folder;

    private static Path film;

    @BeforeAll
    static void makeFilm() throws IOException {
        Tools.require("git", "git-lfs", "unzip", "bsdtar", "7z", "zstd", "gzip", "jq", "python3", "sha256sum");
        GitFixture repository = GitFixture.init(shared.resolve("film"))
                .file("a note.txt", "A film.\n")
                .file("take.mov", new Noise(1).bytes(3_000_000))
                .file("words.txt", "word ".repeat(50_000))
                .commit("First");
        film = repository.folder();
        Files.writeString(film.resolve("zz.txt"), "The last.\n");
    }

    @BeforeEach
    void clean() throws IOException {
        Files.createDirectories(folder);
    }

    private Path export(Path project, String name, UnaryOperator<ExportOptions.Builder> options) throws IOException {
        Path archive = folder.resolve(name);
        ExportRequest request = ExportRequest.builder(project, archive)
                .options(options.apply(ExportOptions.builder()).build())
                .build();
        ProjectExporter.create().export(request, RunSettings.defaults());
        return archive;
    }

    private Path export(String name) throws IOException {
        return export(film, name, options -> options);
    }

    /** The blocks below a heading, up to the next one. */
    private static List<CodeBlock> below(String heading) {
        List<String> text = CodeBlock.read(DOCUMENT).lines().toList();
        int from = text.indexOf(heading);
        assertThat(from).as(heading).isNotNegative();
        int to = from + 1;
        while (to < text.size() && !text.get(to).startsWith("##")) {
            to++;
        }
        int end = to;
        return CodeBlock.in(DOCUMENT).stream()
                .filter(block -> block.line() > from && block.line() <= end)
                .toList();
    }

    /** Runs block {@code index} of the section, without regard to its exit code. */
    private ToolRun run(String heading, int index, Path where) throws IOException {
        CodeBlock block = below(heading).get(index);
        return Exec.in(where).run(block.language().equals("python") ? "python3" : "bash", "-c", block.text());
    }

    private ToolRun run(String heading) throws IOException {
        assertThat(below(heading)).hasSize(1);
        return run(heading, 0, folder);
    }

    private static void cut(Path archive) throws IOException {
        byte[] bytes = Files.readAllBytes(archive);
        Files.write(archive, Arrays.copyOf(bytes, bytes.length * 3 / 4));
    }

    /** Overwrites some bytes in the middle of the largest file. */
    private static void damage(Path archive) throws IOException {
        byte[] bytes = Files.readAllBytes(archive);
        Arrays.fill(bytes, bytes.length * 3 / 4, bytes.length * 3 / 4 + DAMAGED_BYTES, (byte) 0);
        Files.write(archive, bytes);
    }

    private List<String> damagedFiles() throws IOException {
        return run("### Which files are intact?", 0, folder).text().lines().toList();
    }

    private boolean isRestored(String name) throws IOException {
        Path file = folder.resolve("film").resolve(name);
        return Files.exists(file) && Files.mismatch(file, film.resolve(name)) == -1;
    }

    @Test
    void blocks_areAllInSectionsThatATestNames() throws IOException {
        String test = CodeBlock.read("export-it/src/test/java/org/projectexporter/it/documents/"
                + getClass().getSimpleName() + ".java");
        List<String> headings = CodeBlock.read(DOCUMENT)
                .lines()
                .filter(line -> line.startsWith("##") && !below(line).isEmpty())
                .toList();
        assertThat(headings).hasSizeGreaterThan(12).allMatch(heading -> test.contains('"' + heading + '"'));
    }

    @Test
    void wholeArchive_isCheckedUnpackedAndProven() throws IOException {
        export("film.zip");
        run("## Is it whole?").ok();
        List<String> names = List.of("film.zip", "film.tar", "film.tar.gz", "film.tar.zst");
        assertThat(below("## Unpacking")).hasSameSizeAs(names);
        for (int i = 0; i < names.size(); i++) {
            export("x" + i + names.get(i).substring("film".length()));
            Path unpacked = Files.createDirectory(folder.resolve("unpacked" + i));
            String made = "x" + i + names.get(i).substring("film".length());
            Files.move(folder.resolve(made), unpacked.resolve(names.get(i)));
            run("## Unpacking", i, unpacked).ok();
            assertThat(run("## Are the files intact?", 0, unpacked).ok().text()).isEmpty();
            Files.writeString(unpacked.resolve("film/zz.txt"), "changed");
            assertThat(run("## Are the files intact?", 0, unpacked).text()).isEqualTo("film/zz.txt: FAILED\n");
        }
    }

    @Test
    void volumes_areJoined() throws IOException {
        export(film, "film.zip", options -> options.splitSizeMb(1));
        assertThat(folder.resolve("film.zip")).doesNotExist();
        run("## Volumes").ok();
        assertThat(ProjectExporter.create().verify(folder.resolve("film.zip")).ok())
                .isTrue();
    }

    @Test
    void media_areRestored_byTheScript_andWithoutIt() throws IOException {
        Path project = OnceProject.make(folder.resolve("made")).folder();
        export(project, "film.tar", options -> options.lfsMedia(ExportOptions.LfsMedia.ONCE));
        String heading = "## RESTORE-LFS.sh";
        for (int way = 0; way < 2; way++) {
            Path unpacked = Files.createDirectory(folder.resolve("unpacked" + way));
            Exec.in(unpacked).run("tar", "-xf", "../film.tar").ok();
            if (way == 1) {
                Files.delete(unpacked.resolve("RESTORE-LFS.sh"));
            }
            run(heading, way, unpacked).ok();
            assertThat(Exec.in(unpacked.resolve("film")).git("lfs", "fsck").text())
                    .contains("Git LFS fsck OK");
        }
        assertThat(below(heading)).hasSize(2);
    }

    @Test
    void bag_isProven() throws IOException {
        Path plain = Files.createDirectories(folder.resolve("made/film"));
        Files.writeString(plain.resolve("note.txt"), "A film.\n");
        export(plain, "film.zip", options -> options.seal("bagit"));
        run("## Unpacking", 0, folder).ok();
        run("## A bag").ok();
        Files.writeString(folder.resolve("film/data/film/note.txt"), "changed");
        assertThat(run("## A bag").exitCode()).isNotZero();
    }

    @Test
    void manifest_isRead() throws IOException {
        Files.writeString(film.resolve(".env"), "SECRET=1\n");
        export("film.tar");
        Files.delete(film.resolve(".env"));
        Exec.in(folder).run("tar", "-xf", "film.tar").ok();
        assertThat(run("## What is in it, and what is not").ok().text())
                .contains("\"name\": \"film\"", "\"total_files\"", "1\tsecret\t.env");
    }

    @Test
    void namesThatAreNotUtf8_areRestored() throws IOException {
        Path project = Files.createDirectories(folder.resolve("made/film"));
        Path cafe = Files.createDirectory(project.resolve("caf"));
        Exec.in(cafe)
                .run("sh", "-c", "echo An accent. > \"$(printf 'c\\351.txt')\"")
                .ok();
        export(project, "film.zip", options -> options);
        String heading = "## Names that are not UTF-8";
        assertThat(below(heading)).hasSize(2);
        run(heading, 0, folder).ok();
        Exec.in(folder).run("unzip", "-q", "film.zip", "export-manifest.json").ok();
        assertThat(new String(run(heading, 1, folder).ok().bytes(), StandardCharsets.ISO_8859_1))
                .contains("film/caf/c\u00e9.txt\n");
        try (Stream<Path> files = Files.list(folder.resolve("film/caf"))) {
            assertThat(files).hasSize(1);
        }
        assertThat(Exec.in(folder.resolve("film/caf"))
                        .run("sh", "-c", "cat \"$(printf 'c\\351.txt')\"")
                        .ok()
                        .text())
                .isEqualTo("An accent.\n");
    }

    @Test
    void zipWithoutItsEnd_isReadFromItsBeginning() throws IOException {
        String heading = "### A zip whose end is missing";
        assertThat(below(heading)).hasSize(2);
        for (int i = 0; i < 2; i++) {
            Path each = Files.createDirectory(folder.resolve("cut" + i));
            Files.copy(export("whole" + i + ".zip"), each.resolve("film.zip"));
            cut(each.resolve("film.zip"));
            run(heading, i, each);
            assertThat(Files.mismatch(each.resolve("film/a note.txt"), film.resolve("a note.txt")))
                    .isEqualTo(-1);
            assertThat(each.resolve("film/zz.txt")).doesNotExist();
        }
    }

    @Test
    void zipWithDamage_losesOneFile() throws IOException {
        damage(export("film.zip"));
        assertThat(run("### A zip with damage inside").toString()).contains("bad CRC");
        assertThat(damagedFiles()).containsExactly("film/take.mov: FAILED");
        assertThat(isRestored("zz.txt")).isTrue();
    }

    @Test
    void tarWithDamage_losesOneFile_andOneThatIsCutOff_whatFollows() throws IOException {
        String heading = "### A tar that is cut off or damaged";
        damage(export("film.tar"));
        run(heading).ok();
        assertThat(damagedFiles()).containsExactly("film/take.mov: FAILED");

        Path header = Files.move(export("header.tar"), folder.resolve("film.tar"), REPLACE);
        byte[] bytes = Files.readAllBytes(header);
        int note = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("film/a note.txt") & -512;
        Arrays.fill(bytes, note, note + 512, (byte) 7);
        Files.write(header, bytes);
        empty("film");
        assertThat(run(heading).toString()).contains("Skipping to next header");
        assertThat(isRestored("zz.txt")).isTrue();
        assertThat(isRestored("a note.txt")).isFalse();

        cut(Files.move(export("cut.tar"), folder.resolve("film.tar"), REPLACE));
        empty("film");
        run(heading);
        assertThat(isRestored("a note.txt")).isTrue();
        assertThat(isRestored("zz.txt")).isFalse();
    }

    private void empty(String name) throws IOException {
        Exec.in(folder).run("rm", "-rf", name).ok();
    }

    @Test
    void compressedTarWithDamage_isReadUpToIt_andZstdAlsoAfterIt() throws IOException {
        damage(export("film.tar.gz"));
        run("### A tar.gz that is cut off or damaged");
        assertThat(isRestored("a note.txt")).isTrue();

        empty("film");
        String heading = "### A tar.zst that is cut off or damaged";
        assertThat(below(heading)).hasSize(3);
        damage(export("film.tar.zst"));
        run(heading, 0, folder);
        assertThat(isRestored("a note.txt")).isTrue();
        assertThat(isRestored("zz.txt")).isFalse();

        Files.writeString(folder.resolve("salvage.py"), below(heading).get(1).text());
        run(heading, 2, folder).ok();
        assertThat(isRestored("zz.txt")).isTrue();
        assertThat(damagedFiles()).containsExactly("film/take.mov: FAILED");
    }

    @Test
    void volumeThatIsMissing_isReplacedByZeros() throws IOException {
        Path split = export(film, "film.tar", options -> options.splitSizeMb(1));
        List<Path> volumes = new ArrayList<>();
        for (int i = 1; Files.exists(split.resolveSibling("film.tar.00" + i)); i++) {
            volumes.add(split.resolveSibling("film.tar.00" + i));
        }
        assertThat(volumes).hasSizeGreaterThan(3);
        Files.delete(volumes.get(1));
        run("### A volume is missing").ok();
        run("### A tar that is cut off or damaged");
        assertThat(isRestored("a note.txt")).isTrue();
        assertThat(isRestored("zz.txt")).isTrue();
        assertThat(damagedFiles()).isNotEmpty().allMatch(line -> line.endsWith("FAILED"));
    }

    @Test
    void filesWithoutTheList_areProvenByGit() throws IOException {
        Path project = OnceProject.make(folder.resolve("made")).folder();
        export(project, "film.tar", options -> options);
        Exec.in(folder).run("tar", "-xf", "film.tar").ok();
        String heading = "### Which files are intact?";
        assertThat(below(heading)).hasSize(3);
        assertThat(run(heading, 1, folder).ok().text()).isEmpty();
        assertThat(run(heading, 2, folder).ok().text()).isEmpty();
        Path object;
        try (Stream<Path> files = Files.walk(folder.resolve("film/.git/lfs/objects"))) {
            object = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        object.toFile().setWritable(true);
        Files.writeString(object, "changed");
        assertThat(run(heading, 2, folder).text()).isEqualTo(folder.relativize(object) + "\n");
    }
}
