/**
 * The annotation processor: a {@code @Saga} class goes in, its orchestrator comes out.
 *
 * <pre>
 *  Saga type ─source▶ Draft ─validate▶ Report  ▶ printed once
 *                        └───────────▶ SagaModel, or a Stub ─render▶ PlaceOrderOrchestrator.java
 * </pre>
 *
 * <p>Packages see each other in this order only: {@code diagnostic ← model ← source, validate,
 * render, lock ← this one}; the four in the middle do not know of each other.
 */
@NullMarked
package dev.skald.processor;

import org.jspecify.annotations.NullMarked;
