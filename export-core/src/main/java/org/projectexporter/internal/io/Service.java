package org.projectexporter.internal.io;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds native engines, which are optional. */
final class Service {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private Service() {}

    /** The first implementation that works. The caller makes the loader: its module is what uses the service. */
    static <T> Optional<T> first(ServiceLoader<T> loader) {
        try {
            Iterator<T> all = loader.iterator();
            return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
        } catch (ServiceConfigurationError | LinkageError e) {
            LOG.debug("no native engine", e);
            return Optional.empty();
        }
    }
}
