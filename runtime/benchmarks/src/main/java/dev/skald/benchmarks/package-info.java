/**
 * What sagas cost: one order saga on the engine and its stores, beside what the machine allows. One
 * command runs all; see {@link dev.skald.benchmarks.Benchmark}.
 */
package dev.skald.benchmarks;
