/**
 * The director of the demo: it starts and kills processes, breaks services, and checks the books.
 * Nothing here is needed to use Skald.
 */
package dev.skald.samples.order.demo;
