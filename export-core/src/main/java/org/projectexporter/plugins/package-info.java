/**
 * Plug-ins that are not on the class path: {@link org.projectexporter.plugins.PluginPath} loads them from jars, each
 * with a class loader of its own.
 */
@NullMarked
package org.projectexporter.plugins;

import org.jspecify.annotations.NullMarked;
