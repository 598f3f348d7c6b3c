package org.projectexporter.internal.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.plugins.PluginPath;

class PluginsTest {
    /** The plug-ins of this test. */
    public interface Tool {
        String name();
    }

    /** A provider. */
    public static final class Saw implements Tool {
        @Override
        public String name() {
            return "saw";
        }
    }

    /** Another provider. */
    public static final class Axe implements Tool {
        @Override
        public String name() {
            return "axe";
        }
    }

    /** A provider with a name that is already taken. */
    public static final class SecondSaw implements Tool {
        @Override
        public String name() {
            return "saw";
        }
    }

    /** A provider that cannot be created. */
    public static final class Broken implements Tool {
        public Broken() {
            throw new IllegalStateException("out of order");
        }

        @Override
        public String name() {
            return "broken";
        }
    }

    /** A provider whose name method fails. */
    public static final class Nameless implements Tool {
        @Override
        public String name() {
            throw new IllegalStateException("no name");
        }
    }

    /** A provider with a missing class. */
    public static final class Unlinked implements Tool {
        @Override
        public String name() {
            throw new NoClassDefFoundError("org/missing/Library");
        }
    }

    private static final PluginKind<Tool> KIND =
            new PluginKind<>("tool", Tool.class, Tool::name, tool -> List.of(), Tool::name);

    @TempDir
    Path temp;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void restoreTheClassLoader() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private Plugins<Tool> plugins(List<String> providers, Tool... handedIn) throws IOException {
        Path services = Files.createDirectories(temp.resolve("META-INF/services"));
        Files.write(services.resolve(Tool.class.getName()), providers);
        URL[] urls = {temp.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            return new Plugins<>(KIND, List.of(handedIn), PluginLoaders.CLASS_PATH);
        }
    }

    private static List<String> names(Class<?>... providers) {
        return List.of(providers).stream().map(Class::getName).toList();
    }

    @Test
    void all_areSortedByName() throws IOException {
        assertThat(plugins(names(Saw.class, Axe.class)).all())
                .extracting(Tool::name)
                .containsExactly("axe", "saw");
    }

    @Test
    void all_withAClassLoader_areThoseThatItFinds_whateverTheThreadHas() throws IOException {
        Path services = Files.createDirectories(temp.resolve("META-INF/services"));
        Files.write(services.resolve(Tool.class.getName()), names(Axe.class));
        try (URLClassLoader loader = new URLClassLoader(new URL[] {temp.toUri().toURL()}, before)) {
            assertThat(new Plugins<>(KIND, List.of(), new PluginLoaders(loader, PluginPath.none())).all())
                    .extracting(Tool::name)
                    .containsExactly("axe");
            Thread.currentThread().setContextClassLoader(loader);
            assertThat(new Plugins<>(KIND, List.of(), new PluginLoaders(before, PluginPath.none())).all())
                    .isEmpty();
        }
    }

    @Test
    void get_ofANameThatTwoHave_givesTheFirst() throws IOException {
        assertThat(plugins(names(SecondSaw.class, Saw.class)).get("saw")).isInstanceOf(SecondSaw.class);
    }

    @Test
    void get_prefersWhatWasHandedIn() throws IOException {
        Saw mine = new Saw();

        assertThat(plugins(names(SecondSaw.class), mine, new SecondSaw()).get("saw"))
                .isSameAs(mine);
    }

    @Test
    void get_ofAnUnknownName_listsThoseThatAreThereAndThoseThatAreBroken() throws IOException {
        Plugins<Tool> plugins = plugins(names(Saw.class, Broken.class, Axe.class));

        assertThatThrownBy(() -> plugins.get("drill"))
                .hasFieldOrPropertyWithValue("reason", Reason.UNKNOWN_PLUGIN)
                .hasMessageContaining("unknown tool \"drill\"")
                .hasMessageContaining("axe, saw")
                .hasMessageContaining(Broken.class.getName());
    }

    @Test
    void all_withBrokenProviders_holdsTheOthers() throws IOException {
        List<String> providers = List.of(
                Broken.class.getName(),
                "org.missing.Provider",
                Nameless.class.getName(),
                "not a class name",
                Unlinked.class.getName(),
                String.class.getName(),
                Axe.class.getName());
        Plugins<Tool> broken = plugins(providers);
        // a line that cannot be parsed hides its whole file: the Java platform reads all of a file before the first
        // class
        providers = providers.stream().filter(name -> !name.contains(" ")).toList();

        assertThat(broken.all()).isEmpty();
        assertThat(plugins(providers).all()).extracting(Tool::name).containsExactly("axe");
        assertThatThrownBy(() -> plugins(names(Nameless.class, Unlinked.class)).get("x"))
                .hasMessageContaining("no name")
                .hasMessageContaining("org/missing/Library");
    }
}
