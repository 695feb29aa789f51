/** The rules of the language, one class each, and the step from a draft to a valid model. */
@NullMarked
package dev.skald.processor.validate;

import org.jspecify.annotations.NullMarked;
