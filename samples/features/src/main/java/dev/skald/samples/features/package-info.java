/**
 * One program for each element of the language: a saga, and the application that runs it, on one
 * screen. Their services are lines on the screen; a real system is in {@code samples/order}.
 *
 * <ol>
 *   <li>{@link dev.skald.samples.features.RejectionsMain}: a service that says no, and one that
 *       does not answer.
 *   <li>{@link dev.skald.samples.features.BranchesMain}: a sealed result decides what runs;
 *       branches meet again, or end early.
 *   <li>{@link dev.skald.samples.features.FanOutMain}: a step for each item of a list.
 *   <li>{@link dev.skald.samples.features.SignalsMain}: waiting for an event.
 *   <li>{@link dev.skald.samples.features.TimersMain}: waiting for a time, and a deadline.
 *   <li>{@link dev.skald.samples.features.ChildrenMain}: a saga that starts another one.
 *   <li>{@link dev.skald.samples.features.AtMostOnceMain}: a service that knows no keys.
 *   <li>{@link dev.skald.samples.features.TransactionsMain}: exactly once, in the journal's own
 *       database.
 *   <li>{@link dev.skald.samples.features.LocksMain}: runs that must not work on one thing at a
 *       time.
 *   <li>{@link dev.skald.samples.features.SensitiveMain}: what must not stand in a log.
 *   <li>{@link dev.skald.samples.features.ReceiverMain}: a service that takes each call once.
 * </ol>
 *
 * <p>This runs one of them; what it prints is in {@code src/test/resources/stories}:
 *
 * <pre>{@code mvn -q -Pdemo -pl samples/features -am package -Dfeature=FanOut}</pre>
 */
package dev.skald.samples.features;
