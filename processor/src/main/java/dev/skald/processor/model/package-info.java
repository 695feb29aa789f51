/**
 * A saga as data, free of the compiler: {@link dev.skald.processor.model.Draft} is what was read
 * and may be wrong, {@link dev.skald.processor.model.SagaModel} is what was proved.
 */
@NullMarked
package dev.skald.processor.model;

import org.jspecify.annotations.NullMarked;
