package org.projectexporter.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;

import org.projectexporter.ExportException;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.fakes.FakeFormat;
import org.projectexporter.fakes.PluginJar;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.SourceResolver;

class PluginPathTest {
    @TempDir
    Path temp;

    private static PluginJar format(String name) {
        return new PluginJar().withFormat("Format", name, "." + name, "");
    }

    private static ProjectExporter exporter(PluginPath plugins) {
        return ProjectExporter.builder()
                .format(FakeFormat.plain())
                .plugins(plugins)
                .build();
    }

    private static List<String> formats(PluginPath plugins) {
        return exporter(plugins).formats().stream().map(ArchiveFormat::name).toList();
    }

    /** What the error about an unknown format lists. */
    private String refused(PluginPath plugins) throws IOException {
        Path project = Files.createDirectories(temp.resolve("project"));
        ExportRequest request = ExportRequest.builder(project, temp.resolve("x"))
                .options(ExportOptions.builder().format("rar").build())
                .build();
        try {
            exporter(plugins).export(request, ProgressListener.NONE);
            throw new AssertionError("there is such a format");
        } catch (ExportException e) {
            return e.getMessage();
        }
    }

    @Test
    void of_aJar_aFolderOfJars_andAFolderOfThose_findsThePlugIns_inThisOrder() throws IOException {
        Path jar = format("one").write(temp.resolve("one.jar"));
        Path folder = Files.createDirectory(temp.resolve("two"));
        format("two").write(folder.resolve("two.jar"));
        Path collection = Files.createDirectories(temp.resolve("more/three")).getParent();
        format("three").write(collection.resolve("three/three.jar"));
        format("four").write(collection.resolve("four.JAR.off"));
        Files.createDirectory(collection.resolve("empty"));

        PluginPath path = PluginPath.of(List.of(jar, folder, collection, jar));

        assertThat(path.problems()).isEmpty();
        assertThat(path.plugins())
                .extracting(PluginPath.Plugin::location)
                .containsExactly(
                        jar.toRealPath(),
                        folder.toRealPath(),
                        collection.resolve("three").toRealPath());
        assertThat(formats(path)).containsExactly("fake", "one", "three", "two");
        assertThat(PluginPath.parse(jar + File.pathSeparator + File.pathSeparator + folder)
                        .plugins())
                .extracting(PluginPath.Plugin::location)
                .containsExactly(jar.toRealPath(), folder.toRealPath());
    }

    @Test
    void in_aFolder_findsEachJarAndEachFolder_andNothingIfItDoesNotExist() throws IOException {
        Path plugins = Files.createDirectories(temp.resolve("plugins/two")).getParent();
        format("two").write(plugins.resolve("two/two.jar"));
        format("one").write(plugins.resolve("one.jar"));
        Files.writeString(plugins.resolve("README"), "Plug-ins");

        PluginPath path = PluginPath.in(plugins);

        assertThat(path.problems()).isEmpty();
        assertThat(path.plugins()).hasSize(2);
        assertThat(formats(path)).containsExactly("fake", "one", "two");
        assertThat(path.and(PluginPath.of(List.of(plugins.resolve("one.jar")))).plugins())
                .hasSize(2);
        assertThat(PluginPath.in(temp.resolve("missing")).plugins()).isEmpty();
        assertThat(PluginPath.in(temp.resolve("missing")).problems()).isEmpty();
    }

    @Test
    void providerOf_isThePlugIn_andEmptyForWhatIsBundled() throws IOException {
        Path jar = format("one").write(temp.resolve("one.jar"));
        ProjectExporter exporter = exporter(PluginPath.of(List.of(jar)));

        assertThat(exporter.formats())
                .extracting(format -> exporter.plugins().providerOf(format).map(PluginPath.Plugin::location))
                .containsExactly(java.util.Optional.empty(), java.util.Optional.of(jar.toRealPath()));
    }

    /** Each plug-in has its own version of a library, and classes of the same name. */
    @Test
    void twoPlugIns_doNotSeeEachOther_norWhatTheProgramHasBesidesItself() throws IOException {
        for (String name : List.of("one", "two")) {
            Path folder = Files.createDirectory(temp.resolve(name));
            Path library = new PluginJar()
                    .with(
                            "Library",
                            "public class Library { public static String suffix() { return \"." + name + "x\"; } }")
                    .write(folder.resolve("library.jar"));
            new PluginJar()
                    .against(library)
                    .withFormat("Format", name, "." + name, "")
                    .with(
                            "Format",
                            String.format(
                                    Locale.ROOT,
                                    """
                            import java.nio.channels.SeekableByteChannel;
                            import java.util.List;
                            import org.projectexporter.spi.*;

                            public class Format implements ArchiveFormat {
                                public String name() { return "%s"; }
                                public List<String> suffixes() { return List.of(Library.suffix()); }
                                public String description() {
                                    org.slf4j.LoggerFactory.getLogger(Format.class).debug("shared");
                                    try {
                                        return Class.forName("org.assertj.core.api.Assertions").getName();
                                    } catch (ClassNotFoundException e) {
                                        return "alone";
                                    }
                                }
                                public ArchiveWriter openWriter(ArchiveOutput o, WriterContext c) { return null; }
                                public ArchiveReader openReader(SeekableByteChannel a) { return null; }
                            }
                            """,
                                    name))
                    .write(folder.resolve("format.jar"));
        }
        List<ArchiveFormat> formats = exporter(PluginPath.of(List.of(temp.resolve("one"), temp.resolve("two"))))
                .formats();

        assertThat(formats).extracting(ArchiveFormat::name).containsExactly("fake", "one", "two");
        assertThat(formats.get(1).suffixes()).containsExactly(".onex");
        assertThat(formats.get(2).suffixes()).containsExactly(".twox");
        assertThat(formats.get(1).description()).isEqualTo("alone");
    }

    @Test
    void broken_isNamedWithTheReason_andHidesNothing() throws IOException {
        Path good = format("good").write(temp.resolve("good.jar"));
        Path noJar = Files.writeString(temp.resolve("text.jar"), "This is not a jar.");
        Path missing = temp.resolve("missing.jar");
        Path empty = Files.createDirectory(temp.resolve("empty"));
        Path library =
                new PluginJar().with("Library", "public class Library {}").write(temp.resolve("library.jar"));
        PluginPath path = PluginPath.of(List.of(noJar, missing, empty, library, good));

        assertThat(path.problems()).hasSize(4);
        assertThat(path.problems().get(0)).contains(noJar.toString()).contains("is not a jar");
        assertThat(path.problems().get(1)).contains(missing.toString()).contains("does not exist");
        assertThat(path.problems().get(2)).contains(empty.toString()).contains("no jar in it");
        assertThat(path.problems().get(3)).contains(library.toString()).contains("META-INF/services");
        assertThat(formats(path)).containsExactly("fake", "good");
        assertThat(refused(path)).contains("text.jar", "missing.jar", "known formats: fake, good");
    }

    @Test
    void providersThatFail_areNamedWithTheReason_andHideNothing() throws IOException {
        Path broken = new PluginJar()
                .withFormat("Good", "good", ".good", "")
                .withFormat(
                        "Throwing",
                        "throwing",
                        ".throwing",
                        "public Throwing() { throw new IllegalStateException(\"out of order\"); }")
                .service("org.projectexporter.spi.ArchiveFormat", "acme.Absent")
                .with("Base", "public class Base {}")
                .withFormat(
                        "Unlinked",
                        "unlinked",
                        ".unlinked",
                        "public boolean needsSeek() { return new Base() == null; } public boolean recognizes(ByteBuffer b) { return new Base() == null; }")
                .without("Base")
                .withFormat("Nameless", "Upper Case", ".nameless", "")
                .withFormat("Odd", "odd", "odd", "")
                .withFormat(
                        "Everything",
                        "everything",
                        ".everything",
                        "public boolean recognizes(ByteBuffer b) { return true; }")
                .write(temp.resolve("broken.jar"));
        PluginPath path = PluginPath.of(List.of(broken, format("other").write(temp.resolve("other.jar"))));

        assertThat(path.problems()).isEmpty();
        assertThat(formats(path)).containsExactly("fake", "good", "other");
        assertThat(refused(path))
                .contains(broken.toString())
                .contains("acme.Throwing could not be instantiated", "out of order")
                .contains("acme.Absent not found")
                .contains("acme/Base", "another version of this program")
                .contains("its name is Upper Case")
                .contains("the suffix \"odd\"")
                .contains("everything recognizes an empty file");
    }

    @Test
    void namesAndSuffixes_thatAreAlreadyThere_areRefused_andTheFirstIsUsed() throws IOException {
        Path first = format("one").write(temp.resolve("first.jar"));
        Path same = format("one").write(temp.resolve("same.jar"));
        Path ours = new PluginJar().withFormat("Format", "fake", ".other", "").write(temp.resolve("ours.jar"));
        Path suffix = new PluginJar().withFormat("Format", "mine", ".fake", "").write(temp.resolve("suffix.jar"));
        PluginPath path = PluginPath.of(List.of(first, same, ours, suffix));
        ProjectExporter exporter = exporter(path);

        assertThat(formats(path)).containsExactly("fake", "one");
        assertThat(exporter.formats().get(0)).isInstanceOf(FakeFormat.class);
        assertThat(exporter.plugins()
                        .providerOf(exporter.formats().get(1))
                        .orElseThrow()
                        .location())
                .isEqualTo(first.toRealPath());
        assertThat(refused(path))
                .contains(same + ": the name one is already that of a format of " + first)
                .contains(ours + ": the name fake is already that of a format of the program")
                .contains(suffix + ": mine has the suffix .fake, which is already that of fake of the program");
    }

    /** Written for an earlier version of the interface, which had another method of this name. */
    @Test
    void plugIn_ofAnotherVersionOfTheInterface_isRefused() throws IOException {
        Path jar = new PluginJar()
                .service("org.projectexporter.spi.ArchiveFormat", "acme.Old")
                .with(
                        "Old",
                        """
                        public abstract class Old implements org.projectexporter.spi.ArchiveFormat {
                            public String name() { return "old"; }
                        }
                        """)
                .write(temp.resolve("old.jar"));

        assertThat(refused(PluginPath.of(List.of(jar)))).contains(jar.toString(), "acme.Old");
    }

    @Test
    void whatEveryUserMayWrite_isNotLoaded() throws IOException {
        Path jar = format("one").write(temp.resolve("one.jar"));
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-rw-"));
        Path folder = Files.createDirectory(temp.resolve("two"));
        format("two").write(folder.resolve("two.jar"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        PluginPath path = PluginPath.of(List.of(jar, folder));

        assertThat(formats(path)).containsExactly("fake");
        assertThat(path.problems()).hasSize(2).allMatch(problem -> problem.contains("every user may write"));
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(formats(PluginPath.of(List.of(jar)))).containsExactly("fake", "one");
    }

    @Test
    void sources_ofPlugIns_areLoaded_byTheImporterToo() throws IOException {
        Path jar = new PluginJar()
                .service("org.projectexporter.spi.SourceResolver", "acme.Notes")
                .with(
                        "Notes",
                        """
                        import org.projectexporter.spi.*;

                        public class Notes implements SourceResolver {
                            public String name() { return "notes"; }
                            public int specificity() { return 1; }
                            public ProjectSource open(SourceContext context) { return new ProjectSource() {}; }
                        }
                        """)
                .write(temp.resolve("notes.jar"));
        ProjectExporter exporter = exporter(PluginPath.of(List.of(jar)));

        assertThat(exporter.sources()).extracting(SourceResolver::name).contains("dependencies", "notes");
        assertThat(exporter.importer()).isNotNull();
    }

    @Test
    void parse_ofWhatIsNoPath_fails() {
        assertThatThrownBy(() -> PluginPath.parse("a\0b")).isInstanceOf(java.nio.file.InvalidPathException.class);
    }
}
