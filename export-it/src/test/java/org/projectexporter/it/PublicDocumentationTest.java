package org.projectexporter.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Every public type and member that others compile against has a comment. {@code @param}, {@code @return} and
 * {@code @throws} are written only where they say more than the signature, so doclint's {@code missing} is too strict.
 * The comment of a record covers its constructors.
 */
class PublicDocumentationTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().resolveSibling("");
    private static final List<String> API = List.of(
            "export-core/src/main/java/org/projectexporter",
            "export-core/src/main/java/org/projectexporter/spi",
            "export-core/src/main/java/org/projectexporter/spi/compress",
            "export-core/src/main/java/org/projectexporter/spi/files",
            "export-git/src/main/java/org/projectexporter/git",
            "export-lfs/src/main/java/org/projectexporter/lfs",
            "export-native/src/main/java/org/projectexporter/natives",
            "export-native/src/main/java/org/projectexporter/natives/deflate",
            "export-sidecar/src/main/java/org/projectexporter/sidecar",
            "export-tar/src/main/java/org/projectexporter/tar",
            "export-testkit/src/main/java/org/projectexporter/testkit",
            "export-testkit/src/main/java/org/projectexporter/testkit/hostile",
            "export-testkit/src/main/java/org/projectexporter/testkit/meaning",
            "export-testkit/src/main/java/org/projectexporter/testkit/reseal",
            "export-testkit/src/main/java/org/projectexporter/testkit/shapes",
            "export-zip/src/main/java/org/projectexporter/zip");

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String folder : API) {
            try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    @Test
    void publicTypesAndMembers_haveComments() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources()));
            Undocumented undocumented = new Undocumented(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                undocumented.scan(unit, null);
            }
            assertThat(undocumented.looked).isGreaterThan(500);
            assertThat(undocumented.found).isEmpty();
        }
    }

    private static final class Undocumented extends TreePathScanner<Void, Void> {
        private final DocTrees comments;
        private final List<String> found = new ArrayList<>();
        private int looked;

        Undocumented(DocTrees comments) {
            this.comments = comments;
        }

        @Override
        public Void visitClass(ClassTree type, Void none) {
            if (isVisible(type.getModifiers())) {
                check(type.getSimpleName());
                return super.visitClass(type, none);
            }
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            boolean overrides = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            boolean ofRecord = method.getName().contentEquals("<init>") && isInRecord();
            if (isVisible(method.getModifiers()) && !overrides && !ofRecord && !isAccessor(method)) {
                check(method.getName());
            }
            return null;
        }

        @Override
        public Void visitVariable(VariableTree field, Void none) {
            boolean constant = !isInRecord() || field.getModifiers().getFlags().contains(Modifier.STATIC);
            boolean inEnum = parent().getKind() == Tree.Kind.ENUM;
            if (constant && !inEnum && isVisible(field.getModifiers())) {
                check(field.getName());
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

        private void check(CharSequence name) {
            looked++;
            String comment = comments.getDocComment(getCurrentPath());
            if (comment == null || comment.isBlank()) {
                Path file = Path.of(
                        getCurrentPath().getCompilationUnit().getSourceFile().toUri());
                found.add(ROOT.relativize(file) + ": " + name);
            }
        }
    }
}
