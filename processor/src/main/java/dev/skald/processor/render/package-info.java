/** Writes the orchestrator of a saga as Java source. */
@NullMarked
package dev.skald.processor.render;

import org.jspecify.annotations.NullMarked;
