/**
 * What is said to the user: codes, wording, and the report that collects them. Knows nothing of
 * sagas or compilers.
 */
@NullMarked
package dev.skald.processor.diagnostic;

import org.jspecify.annotations.NullMarked;
