/**
 * The services process: four HTTP servers that know nothing of sagas, only how to be a good
 * participant, with the help of the receiver. They are the witness of the demo: only their own
 * books can tell whether something took effect twice.
 */
package dev.skald.samples.order.services;
