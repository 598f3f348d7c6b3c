package org.projectexporter.internal.plugin;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;

/**
 * The plug-ins of one kind by name. Those passed in precede those on the class path, and the first with a name wins.
 * One that cannot be loaded is reported and does not hide the others.
 */
public final class Plugins<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

    /** The limit of failures: a class path whose service files cannot even be listed fails at every call. */
    private static final int MOST_BROKEN = 100;

    private final String kind;
    private final Map<String, T> byName = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();

    /**
     * Finds all plug-ins of a kind.
     *
     * @param kind the name of the kind in messages, such as {@code "format"}
     */
    public Plugins(String kind, Class<T> type, Function<T, String> nameOf, Collection<? extends T> handedIn) {
        this(kind, type, nameOf, handedIn, null);
    }

    /**
     * The same with a class loader.
     *
     * @param loader where providers are looked for; null for the thread's context class loader
     */
    public Plugins(
            String kind,
            Class<T> type,
            Function<T, String> nameOf,
            Collection<? extends T> handedIn,
            @Nullable ClassLoader loader) {
        this.kind = kind;
        handedIn.forEach(plugin -> byName.putIfAbsent(nameOf.apply(plugin), plugin));
        Iterator<ServiceLoader.Provider<T>> providers = (loader == null
                        ? ServiceLoader.load(type)
                        : ServiceLoader.load(type, loader))
                .stream().iterator();
        while (broken.size() < MOST_BROKEN && loadNext(providers, nameOf)) {}
    }

    private boolean loadNext(Iterator<ServiceLoader.Provider<T>> providers, Function<T, String> nameOf) {
        try {
            if (!providers.hasNext()) {
                return false;
            }
            T plugin = providers.next().get();
            byName.putIfAbsent(nameOf.apply(plugin), plugin);
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            LOG.warn("a {} cannot be loaded: {}", kind, e.toString());
            broken.add(e instanceof ServiceConfigurationError ? String.valueOf(e.getMessage()) : e.toString());
        }
        return true;
    }

    /** All plug-ins, sorted by name. */
    public List<T> all() {
        return List.copyOf(byName.values());
    }

    /**
     * The plug-in of this name.
     *
     * @throws ExportException if there is none; the message lists the known ones
     */
    public T get(String name) throws ExportException {
        T plugin = byName.get(name);
        if (plugin == null) {
            throw new ExportException(
                    Reason.UNKNOWN_PLUGIN,
                    "unknown " + kind + " \"" + name + "\"; "
                            + (byName.isEmpty()
                                    ? "none is on the class path (each comes with an artifact, such as export-zip)"
                                    : "known " + kind + "s: " + String.join(", ", byName.keySet()))
                            + (broken.isEmpty() ? "" : "; not loaded: " + String.join("; ", broken)));
        }
        return plugin;
    }
}
