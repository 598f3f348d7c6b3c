@NullMarked
package org.projectexporter.testkit;

import org.jspecify.annotations.NullMarked;
