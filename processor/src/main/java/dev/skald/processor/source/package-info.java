/** Reads what the user wrote. The one place that understands the compiler's elements and types. */
@NullMarked
package dev.skald.processor.source;

import org.jspecify.annotations.NullMarked;
