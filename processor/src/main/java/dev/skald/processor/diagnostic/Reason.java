package dev.skald.processor.diagnostic;

/**
 * Why a change of a saga can, or cannot, be followed by runs that are under way.
 *
 * @param fact what has changed, in one sentence
 * @param why what that means for a journal, in one sentence
 */
public record Reason(String fact, String why) {}
