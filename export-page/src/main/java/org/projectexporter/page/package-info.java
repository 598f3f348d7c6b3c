/**
 * The page of the sidecar: its files are resources of this package, ES modules that run as they are, and {@link
 * org.projectexporter.page.PageFile} finds them.
 */
@NullMarked
package org.projectexporter.page;

import org.jspecify.annotations.NullMarked;
