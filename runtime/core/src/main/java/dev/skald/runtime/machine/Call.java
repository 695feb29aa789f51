package dev.skald.runtime.machine;

/**
 * A call the machine asks for, to be made once the events of its decision are durable.
 *
 * @param step the step's index
 * @param undo whether its undo is called, and not the step itself
 * @param number tells the calls of one step apart; grows within one owner
 * @param attempt how often this has been called, this call included
 */
public record Call(int step, boolean undo, int number, int attempt) {}
