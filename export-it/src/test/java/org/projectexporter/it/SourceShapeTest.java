package org.projectexporter.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Keeps the sources in pieces that can be read in one sitting. */
class SourceShapeTest {
    private static final int MOST_LINES = 350;
    private static final int MOST_LINES_OF_THE_SPINE = 200;
    private static final int MOST_PARAMETERS = 6;
    private static final int MOST_COLUMNS = 120;
    private static final String CORE = "org.projectexporter";
    private static final List<String> SPINE = List.of("ExportSession", "ArchiveWriting", "Resumption", "ArchivePart");
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    /** The main sources of all modules, by their paths below the root. */
    private static TreeMap<String, List<String>> mainFiles() throws IOException {
        TreeMap<String, List<String>> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(ROOT, 20)) {
            for (Path file : (Iterable<Path>) files.filter(SourceShapeTest::isMainFile)::iterator) {
                texts.put(ROOT.relativize(file).toString(), Files.readAllLines(file));
            }
        }
        return texts;
    }

    private static TreeMap<String, Integer> linesOfMainFiles() throws IOException {
        TreeMap<String, Integer> lines = new TreeMap<>();
        mainFiles().forEach((file, text) -> lines.put(file, text.size()));
        return lines;
    }

    /** The numbers of lines that are too wide, from 1. */
    private static List<Integer> wideLines(List<String> text) {
        return IntStream.range(0, text.size())
                .filter(i -> text.get(i).codePointCount(0, text.get(i).length()) > MOST_COLUMNS)
                .mapToObj(i -> i + 1)
                .toList();
    }

    private static boolean isMainFile(Path file) {
        return file.toString().endsWith(".java") && ROOT.relativize(file).startsWith(module(file) + "/src/main/java");
    }

    private static Path module(Path file) {
        return ROOT.relativize(file).getName(0);
    }

    @Test
    void mainFiles_haveAtMost350Lines() throws IOException {
        TreeMap<String, Integer> lines = linesOfMainFiles();

        assertThat(lines).hasSizeGreaterThan(400);
        assertThat(lines.keySet().stream().map(file -> Path.of(file).getName(0).toString()))
                .contains("export-core", "export-git", "export-sidecar", "export-testkit", "export-benchmarks");
        lines.values().removeIf(count -> count <= MOST_LINES);
        assertThat(lines).isEmpty();
    }

    /** Spotless wraps code, but neither comments nor strings. */
    @Test
    void linesOfMainFiles_haveAtMost120Columns_commentsIncluded() throws IOException {
        TreeMap<String, List<String>> texts = mainFiles();
        TreeMap<String, List<Integer>> wide = new TreeMap<>();
        texts.forEach((file, text) -> wide.put(file, wideLines(text)));

        assertThat(wide).hasSizeGreaterThan(400);
        wide.values().removeIf(List::isEmpty);
        assertThat(wide).isEmpty();
    }

    @Test
    void line_isTooWide_from121Columns() {
        assertThat(wideLines(List.of("a".repeat(120), "// " + "…".repeat(118), "…".repeat(120), "")))
                .containsExactly(2);
    }

    @Test
    void filesOfTheSpine_haveAtMost200Lines() throws IOException {
        String folder = "export-core/src/main/java/org/projectexporter/internal/exporting/run/";
        TreeMap<String, Integer> lines = linesOfMainFiles();

        for (String name : SPINE) {
            assertThat(lines.get(folder + name + ".java")).as(name).isLessThanOrEqualTo(MOST_LINES_OF_THE_SPINE);
        }
    }

    @Test
    void constructorsOfCore_haveAtMostSixParameters_butForValues() {
        List<JavaClass> classes = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(CORE, CORE + ".spi", CORE + ".internal")
                        .stream()
                        .filter(SourceShapeTest::isOfCore)
                        .toList();

        assertThat(classes).hasSizeGreaterThan(250);
        assertThat(classes.stream()
                        .flatMap(owner -> owner.getConstructors().stream())
                        .filter(constructor ->
                                constructor.getRawParameterTypes().size() > MOST_PARAMETERS)
                        .filter(constructor -> !isValue(constructor.getOwner(), new HashSet<>()))
                        .map(JavaConstructor::getFullName))
                .isEmpty();
    }

    private static boolean isOfCore(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(CORE) || name.startsWith(CORE + ".spi") || name.startsWith(CORE + ".internal");
    }

    /**
     * Whether a type is a plain value: of the Java platform, a primitive or an enum; or one that cannot change and is made of values alone;
     * or one of a closed set of such. Type arguments count, too: a list of plug-ins is no value.
     */
    private static boolean isValue(JavaClass type, Set<String> seen) {
        JavaClass element = type.getBaseComponentType();
        if (!element.getName().startsWith(CORE) || element.isEnum() || !seen.add(element.getName())) {
            return true;
        }
        Class<?> loaded = element.reflect();
        if (loaded.isSealed()) {
            return Arrays.stream(loaded.getPermittedSubclasses())
                    .allMatch(permitted -> isValue(new ClassFileImporter().importClass(permitted), seen));
        }
        List<JavaField> fields = new ArrayList<>(element.getFields());
        fields.removeIf(field -> field.getModifiers().contains(JavaModifier.STATIC));
        return element.getModifiers().contains(JavaModifier.FINAL)
                && fields.stream().allMatch(field -> isValueField(field, seen));
    }

    private static boolean isValueField(JavaField field, Set<String> seen) {
        return field.getModifiers().contains(JavaModifier.FINAL)
                && field.getType().getAllInvolvedRawTypes().stream().allMatch(type -> isValue(type, seen));
    }

    /** What the rule for values has to tell apart. */
    @SuppressWarnings("unused")
    private record Value(String name, List<Path> files) {}

    @SuppressWarnings("unused")
    private record WithValue(Value value, int number) {}

    @SuppressWarnings("unused")
    private static final class Changing {
        private int number;
    }

    @SuppressWarnings("unused")
    private record WithParts(String name, List<Changing> parts) {}

    @Test
    void value_isWhatIsMadeOfValuesAlone() {
        ClassFileImporter importer = new ClassFileImporter();

        assertThat(isValue(importer.importClass(WithValue.class), new HashSet<>()))
                .isTrue();
        assertThat(isValue(importer.importClass(Changing.class), new HashSet<>()))
                .isFalse();
        assertThat(isValue(importer.importClass(WithParts.class), new HashSet<>()))
                .isFalse();
        assertThat(isValue(importer.importClass(Runnable.class), new HashSet<>()))
                .isTrue();
    }
}
