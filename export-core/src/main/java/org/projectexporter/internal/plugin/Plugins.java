package org.projectexporter.internal.plugin;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.plugins.PluginPath.Plugin;

/**
 * The plug-ins of one kind by name. Those passed in precede those on the class path, and the first with a name wins;
 * then come those of the plug-in path, which must not have the name or a suffix of another. One that cannot be loaded
 * is reported and does not hide the others.
 */
public final class Plugins<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

    /** The limit of failures: a class path whose service files cannot even be listed fails at every call. */
    private static final int MOST_BROKEN = 100;

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+([._-][a-z0-9]+)*");
    private static final Pattern SUFFIX = Pattern.compile("(\\.[a-z0-9]+)+");

    private final PluginKind<T> kind;
    private final Map<String, T> bundled = new TreeMap<>();
    private final Map<String, T> added = new TreeMap<>();
    private final Map<String, String> owners = new HashMap<>();
    private final List<String> broken = new ArrayList<>();

    /** Finds all plug-ins of a kind; those handed in come first. */
    public Plugins(PluginKind<T> kind, Collection<? extends T> handedIn, PluginLoaders where) {
        this.kind = kind;
        handedIn.forEach(plugin -> bundled.putIfAbsent(kind.nameOf().apply(plugin), plugin));
        ServiceLoader<T> classPath = where.classPath() == null
                ? ServiceLoader.load(kind.type())
                : ServiceLoader.load(kind.type(), where.classPath());
        load(classPath, null);
        List<Plugin> path = where.path().plugins();
        if (!path.isEmpty()) {
            bundled.forEach((name, plugin) -> claim(plugin, name, "the program"));
        }
        for (Plugin plugin : path) {
            load(ServiceLoader.load(kind.type(), plugin.loader()), plugin);
        }
        broken.addAll(where.path().problems());
    }

    private void load(ServiceLoader<T> services, @Nullable Plugin from) {
        Iterator<ServiceLoader.Provider<T>> providers = services.stream().iterator();
        int limit = broken.size() + MOST_BROKEN;
        while (broken.size() < limit && loadNext(providers, from)) {}
    }

    private boolean loadNext(Iterator<ServiceLoader.Provider<T>> providers, @Nullable Plugin from) {
        try {
            if (!providers.hasNext()) {
                return false;
            }
            T plugin = providers.next().get();
            if (from == null) {
                bundled.putIfAbsent(kind.nameOf().apply(plugin), plugin);
            } else {
                add(plugin, from);
            }
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            String reason = reason(e);
            if (from == null) {
                LOG.warn("a {} cannot be loaded: {}", kind.name(), reason);
            } else {
                LOG.warn("a {} of the plug-in {} is not used: {}", kind.name(), from.location(), reason);
                reason = from.location() + ": " + reason;
            }
            broken.add(reason);
        }
        return true;
    }

    private static String reason(Throwable e) {
        String text = e instanceof ServiceConfigurationError || e instanceof IllegalArgumentException
                ? String.valueOf(e.getMessage())
                : e.toString();
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return text
                + (cause == e ? "" : " (" + cause + ")")
                + (e instanceof LinkageError || cause instanceof LinkageError
                        ? "; it may be made for another version of this program"
                        : "");
    }

    private void add(T plugin, Plugin from) {
        String name = kind.nameOf().apply(plugin);
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("its name is " + name + ", and not of lower-case letters and digits");
        }
        kind.check().accept(plugin);
        List<String> suffixes = kind.suffixesOf().apply(plugin);
        for (String suffix : suffixes) {
            if (!SUFFIX.matcher(suffix).matches()) {
                throw new IllegalArgumentException(name + " has the suffix \"" + suffix
                        + "\", and not one of a dot, lower-case letters and digits");
            }
        }
        for (String claimed : Stream.concat(Stream.of(name), suffixes.stream()).toList()) {
            String owner = owners.get(claimed);
            if (owner != null) {
                throw new IllegalArgumentException(
                        (claimed.equals(name) ? "the name " + name : name + " has the suffix " + claimed + ", which")
                                + " is already that of " + owner);
            }
        }
        added.put(name, plugin);
        claim(plugin, name, from.location().toString());
    }

    private void claim(T plugin, String name, String owner) {
        owners.put(name, "a " + kind.name() + " of " + owner);
        for (String suffix : kind.suffixesOf().apply(plugin)) {
            owners.putIfAbsent(suffix, name + " of " + owner);
        }
    }

    /**
     * All plug-ins: first those handed in or on the class path, then those of the plug-in path, both sorted by name.
     * So none of the latter is asked before the others what an archive is.
     */
    public List<T> all() {
        return Stream.concat(bundled.values().stream(), added.values().stream()).toList();
    }

    /**
     * The plug-in of this name.
     *
     * @throws ExportException if there is none; the message lists the known ones
     */
    public T get(String name) throws ExportException {
        T plugin = bundled.getOrDefault(name, added.get(name));
        if (plugin == null) {
            throw new ExportException(
                    Reason.UNKNOWN_PLUGIN,
                    "unknown " + kind.name() + " \"" + name + "\"; "
                            + (all().isEmpty()
                                    ? "none is on the class path (each comes with an artifact, such as export-zip)"
                                    : "known " + kind.name() + "s: " + String.join(", ", names()))
                            + (broken.isEmpty() ? "" : "; not loaded: " + String.join("; ", broken)));
        }
        return plugin;
    }

    private List<String> names() {
        return Stream.concat(bundled.keySet().stream(), added.keySet().stream()).toList();
    }
}
