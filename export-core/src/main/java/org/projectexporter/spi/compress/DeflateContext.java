package org.projectexporter.spi.compress;

import org.projectexporter.spi.WriterContext;

/** The context of a writer whose export was asked to use a certain implementation of DEFLATE. */
public interface DeflateContext extends WriterContext {
    /** {@return the engine that the option {@code deflate} names} */
    DeflateEngine deflateEngine();

    /**
     * {@return the engine that a writer in {@code context} has to use; Java's if none was named}
     *
     * @param context of the writer
     */
    static DeflateEngine engineOf(WriterContext context) {
        return context instanceof DeflateContext deflating ? deflating.deflateEngine() : DeflateEngine.jdk();
    }
}
