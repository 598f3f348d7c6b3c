/** Makes a static site of the documents: {@link org.projectexporter.site.Site}. */
@NullMarked
package org.projectexporter.site;

import org.jspecify.annotations.NullMarked;
