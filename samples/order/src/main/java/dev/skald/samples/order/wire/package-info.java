/** What goes between the processes, as JSON. */
package dev.skald.samples.order.wire;
