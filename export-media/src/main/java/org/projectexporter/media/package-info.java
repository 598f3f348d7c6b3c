/**
 * Source {@code media}: reads the documents of film programs in the project, and reports the files that they name.
 *
 * <p>In reading order: {@link org.projectexporter.media.MediaSourceResolver} opens a {@code MediaSource}, which is
 * offered every file. A {@code DocumentFormat} reads a {@code Document}, which anyone may have made: {@code
 * BoundedInput}, {@code XmlDocument} and {@code JsonObjects} limit size and depth, and resolve no entities. What a
 * document names is added to {@code FoundReferences}; {@code PathText} finds out where on this machine that may be.
 * Each format cites its own documentation.
 */
@NullMarked
package org.projectexporter.media;

import org.jspecify.annotations.NullMarked;
