/** The shop as the saga sees it: the services' interfaces, and the data that goes between them. */
package dev.skald.samples.order.shop;
