package org.projectexporter.internal.plugin;

import java.util.List;

/**
 * What a plug-in shares with the program: Java, this library and the log. A plug-in brings everything else itself, so
 * that it neither depends on what the program happens to contain nor gets another version of it. It sees no resources
 * of the program, and thereby none of its services.
 */
final class SharedClasses extends ClassLoader {
    private static final List<String> PREFIXES = List.of("org.projectexporter.", "org.slf4j.");

    private final ClassLoader program;

    SharedClasses(ClassLoader program) {
        super("shared with plug-ins", ClassLoader.getPlatformClassLoader());
        this.program = program;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (PREFIXES.stream().noneMatch(name::startsWith)) {
            throw new ClassNotFoundException(name);
        }
        return program.loadClass(name);
    }
}
