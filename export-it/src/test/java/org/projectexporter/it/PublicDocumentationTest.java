package org.projectexporter.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTreeScanner;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Every public type and member that others compile against has a comment; in the packages that modules export, also a
 * tag for each parameter, result and declared exception. The build of the Javadoc jars (doclint) is the exact check;
 * this one finds a missing tag without it.
 */
class PublicDocumentationTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().resolveSibling("");
    private static final Pattern EXPORTED = Pattern.compile("\\n    exports ([a-z.]+);");
    private static final List<String> WITHOUT_MODULES = List.of(
            "export-git/src/main/java/org/projectexporter/git",
            "export-lfs/src/main/java/org/projectexporter/lfs",
            "export-native/src/main/java/org/projectexporter/natives",
            "export-native/src/main/java/org/projectexporter/natives/deflate",
            "export-sidecar/src/main/java/org/projectexporter/sidecar");

    /** The folders of the packages that modules export to everybody. */
    private static List<String> exported() throws IOException {
        List<String> folders = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : (Iterable<Path>) modules.sorted()::iterator) {
                Path sources = module.resolve("src/main/java");
                Path info = sources.resolve("module-info.java");
                if (Files.exists(info)) {
                    EXPORTED.matcher(Files.readString(info))
                            .results()
                            .map(found -> sources.resolve(found.group(1).replace('.', '/')))
                            .forEach(folder ->
                                    folders.add(ROOT.relativize(folder).toString()));
                }
            }
        }
        return folders;
    }

    private static List<Path> sourcesIn(List<String> folders) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    private static Undocumented scanned(Set<String> withTags, List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            Undocumented undocumented = new Undocumented(DocTrees.instance(task), withTags);
            for (CompilationUnitTree unit : task.parse()) {
                undocumented.scan(unit, null);
            }
            return undocumented;
        }
    }

    @Test
    void publicTypesAndMembers_haveComments_andTagsWhereExported() throws IOException {
        List<String> exported = exported();
        assertThat(exported)
                .contains(
                        "export-core/src/main/java/org/projectexporter/spi/files",
                        "export-testkit/src/main/java/org/projectexporter/testkit");

        List<Path> sources = sourcesIn(exported);
        sources.addAll(sourcesIn(WITHOUT_MODULES));
        Undocumented undocumented = scanned(Set.copyOf(exported), sources);

        assertThat(undocumented.looked).isGreaterThan(500);
        assertThat(undocumented.found).isEmpty();
    }

    @Test
    void missingTags_areFound(@TempDir Path folder) throws IOException {
        Path source = Files.writeString(
                folder.resolve("Reel.java"),
                """
                /** A reel. */
                public final class Reel {
                    /** A kind.
                     * @param name its name */
                    public record Kind(String name, int perforations) {}
                    /** {@return the length in metres} */
                    public int length() { return 0; }
                    /** Splices. */
                    public <T> boolean splice(T other) throws java.io.IOException { return true; }
                    /** The same.
                     * @param <T> the other's type
                     * @param other the end
                     * @return whether it holds
                     * @throws java.io.IOException if it tears */
                    public <T> boolean spliced(T other) throws java.io.IOException { return true; }
                    public void rewind() {}
                }
                """);
        String file = ROOT.relativize(source).toString();

        assertThat(scanned(Set.of(String.valueOf(ROOT.relativize(folder))), List.of(source)).found)
                .containsExactly(
                        file + ": Kind lacks @param perforations",
                        file + ": splice lacks @param <T>",
                        file + ": splice lacks @param other",
                        file + ": splice lacks @return",
                        file + ": splice lacks @throws IOException",
                        file + ": rewind");
        assertThat(scanned(Set.of(), List.of(source)).found).containsExactly(file + ": rewind");
    }

    private static final class Undocumented extends TreePathScanner<Void, Void> {
        private final DocTrees comments;
        private final Set<String> withTags;
        private final List<String> found = new ArrayList<>();
        private int looked;

        Undocumented(DocTrees comments, Set<String> withTags) {
            this.comments = comments;
            this.withTags = withTags;
        }

        @Override
        public Void visitClass(ClassTree type, Void none) {
            if (isVisible(type.getModifiers())) {
                check(type.getSimpleName(), tagsOf(type));
                return super.visitClass(type, none);
            }
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            boolean overrides = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            if (isVisible(method.getModifiers()) && !overrides && !isAccessor(method)) {
                check(method.getName(), tagsOf(method));
            }
            return null;
        }

        @Override
        public Void visitVariable(VariableTree field, Void none) {
            boolean constant = !isInRecord() || field.getModifiers().getFlags().contains(Modifier.STATIC);
            boolean inEnum = parent().getKind() == Tree.Kind.ENUM;
            if (constant && !inEnum && isVisible(field.getModifiers())) {
                check(field.getName(), List.of());
            }
            return null;
        }

        private ClassTree parent() {
            return (ClassTree) getCurrentPath().getParentPath().getLeaf();
        }

        private boolean isInRecord() {
            return parent().getKind() == Tree.Kind.RECORD;
        }

        /** Of a record, whose components are documented as parameters. */
        private boolean isAccessor(MethodTree method) {
            return isInRecord()
                    && method.getParameters().isEmpty()
                    && parent().getMembers().stream()
                            .filter(VariableTree.class::isInstance)
                            .anyMatch(field -> ((VariableTree) field).getName().equals(method.getName()));
        }

        private boolean isVisible(ModifiersTree modifiers) {
            Set<Modifier> flags = modifiers.getFlags();
            TreePath above = getCurrentPath().getParentPath();
            boolean inInterface = above.getLeaf() instanceof ClassTree type && type.getKind() == Tree.Kind.INTERFACE;
            return flags.contains(Modifier.PUBLIC)
                    || flags.contains(Modifier.PROTECTED)
                    || (inInterface && !flags.contains(Modifier.PRIVATE));
        }

        private List<String> tagsOf(ClassTree type) {
            List<String> tags = new ArrayList<>();
            type.getTypeParameters().forEach(parameter -> tags.add("@param <" + parameter.getName() + ">"));
            if (type.getKind() == Tree.Kind.RECORD) {
                type.getMembers().stream()
                        .filter(VariableTree.class::isInstance)
                        .map(VariableTree.class::cast)
                        .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
                        .forEach(component -> tags.add("@param " + component.getName()));
            }
            return tags;
        }

        private static List<String> tagsOf(MethodTree method) {
            List<String> tags = new ArrayList<>();
            method.getTypeParameters().forEach(parameter -> tags.add("@param <" + parameter.getName() + ">"));
            method.getParameters().forEach(parameter -> tags.add("@param " + parameter.getName()));
            Tree result = method.getReturnType();
            if (result != null && !result.toString().equals("void")) {
                tags.add("@return");
            }
            method.getThrows().forEach(thrown -> tags.add("@throws " + simpleName(thrown.toString())));
            return tags;
        }

        private static String simpleName(String name) {
            return name.substring(name.lastIndexOf('.') + 1);
        }

        private void check(CharSequence name, List<String> tags) {
            looked++;
            Path file = Path.of(
                    getCurrentPath().getCompilationUnit().getSourceFile().toUri());
            String member = ROOT.relativize(file) + ": " + name;
            DocCommentTree comment = comments.getDocCommentTree(getCurrentPath());
            if (comment == null || comment.toString().isBlank()) {
                found.add(member);
            } else if (withTags.contains(ROOT.relativize(file.getParent()).toString())) {
                Tags present = new Tags();
                present.scan(comment, null);
                tags.stream()
                        .filter(tag -> !present.found.contains(tag))
                        .forEach(tag -> found.add(member + " lacks " + tag));
            }
        }
    }

    /** Collects the tags of a comment as {@link Undocumented} names them. */
    private static final class Tags extends DocTreeScanner<Void, Void> {
        private final Set<String> found = new HashSet<>();

        @Override
        public Void visitParam(ParamTree tag, Void none) {
            String name = tag.getName().getName().toString();
            found.add("@param " + (tag.isTypeParameter() ? "<" + name + ">" : name));
            return null;
        }

        @Override
        public Void visitReturn(ReturnTree tag, Void none) {
            found.add("@return");
            return null;
        }

        @Override
        public Void visitThrows(ThrowsTree tag, Void none) {
            found.add(
                    "@throws " + Undocumented.simpleName(tag.getExceptionName().getSignature()));
            return null;
        }
    }
}
