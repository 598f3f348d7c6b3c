package org.projectexporter.internal.exporting.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.SourceException;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceResolver;

/** Which folders dependencies may be read from. */
class DependencyRootsTest extends DependencyPlanning {
    @Test
    void plan_ofALinkThatLeadsIntoNoAllowedFolder_listsItAndPlansNothing() throws IOException {
        Path secret = file(temp.resolve("other/secret"));
        link("secret", secret);
        Files.createSymbolicLink(stock.resolve("detour"), secret);
        link("detour", stock.resolve("detour"));
        link("beside", file(temp.resolve("stock-beside/x")));

        Result result = plan();

        assertThat(result.paths()).isEmpty();
        assertThat(result.map()).isEmpty();
        assertThat(result.findings())
                .containsExactlyInAnyOrder(
                        "NOT_ALLOWED film/secret leads out of the project, and into no dependency root; add its folder as a dependency root to include it",
                        "NOT_ALLOWED film/detour leads out of the project, and into no dependency root; add its folder as a dependency root to include it",
                        "NOT_ALLOWED film/beside leads out of the project, and into no dependency root; add its folder as a dependency root to include it");
        assertThat(result.facts().outside()).isEmpty();
    }

    @Test
    void plan_withRootsOfOneNameAndOneInAnother_givesEachFileOnePlace() throws IOException {
        Path second = Files.createDirectories(temp.resolve("elsewhere/stock"));
        roots.add(second);
        roots.add(Files.createDirectories(stock.resolve("inner")));
        roots.add(project);
        link("a", file(stock.resolve("inner/a")));
        link("b", file(second.resolve("b")));
        link("c", file(project.resolve("d")));

        assertThat(plan().map())
                .containsExactly("film/a -> film.dependencies/stock/inner/a", "film/b -> film.dependencies/stock-2/b");
    }

    @Test
    void plan_intoAGitFolder_isNotAllowed() throws IOException {
        link("config", file(stock.resolve("repository/.git/config")));
        link("git", stock.resolve("repository/.git"));

        Result result = plan();

        assertThat(result.paths()).isEmpty();
        assertThat(result.findings())
                .hasSize(2)
                .allMatch(finding -> finding.startsWith("NOT_ALLOWED film/") && finding.contains("a Git folder"));
    }

    @Test
    void plan_ofAFolderThatASourceRefuses_listsItAndContinues() throws IOException {
        file(stock.resolve("bare/HEAD"));
        file(stock.resolve("a"));
        link("bare", stock.resolve("bare"));
        link("a", stock.resolve("a"));
        sources.add(new Refusing());

        Result result = plan();

        assertThat(result.paths())
                .containsExactly("film.dependencies", "film.dependencies/stock", "film.dependencies/stock/a");
        assertThat(result.map()).containsExactly("film/a -> film.dependencies/stock/a");
        assertThat(result.findings()).containsExactly("NOT_ALLOWED film.dependencies/stock/bare no such folders here");
    }

    private static final class Refusing implements SourceResolver {
        @Override
        public String name() {
            return "refusing";
        }

        @Override
        public int specificity() {
            return 100;
        }

        @Override
        public ProjectSource open(SourceContext context) throws SourceException {
            if (Files.exists(context.projectFolder().resolve("HEAD"))) {
                throw new SourceException("no such folders here");
            }
            return new ProjectSource() {};
        }
    }
}
