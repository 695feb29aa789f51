package dev.skald.runtime.machine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the machine answers. Law: folding the events onto the state it was asked with gives the
 * answered state.
 *
 * @param events what happened, in order; the durable ones go to the journal together
 * @param calls what to call once they are durable
 * @param state the state from now on
 * @param refusal why an operator's verb does not fit, {@code null} if nothing was refused; then
 *     there are no events
 */
public record Decision(
    List<Event> events, List<Call> calls, SagaState state, @Nullable String refusal) {}
