package dev.skald.samples.order.shop;

/**
 * One line of a cart.
 *
 * @param article what
 * @param quantity how many, 1 or more
 */
public record Item(String article, int quantity) {}
