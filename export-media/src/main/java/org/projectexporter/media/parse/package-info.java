/** Parsers of XML and JSON that anyone may have written: size and depth are limited, and no entities are resolved. */
@NullMarked
package org.projectexporter.media.parse;

import org.jspecify.annotations.NullMarked;
