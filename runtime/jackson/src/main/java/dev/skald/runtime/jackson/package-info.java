/**
 * Payloads as JSON, by Jackson 3. On the class path it is found by itself; to bring a mapper of
 * one's own:
 *
 * <pre>{@code
 * PayloadCodec codec = new JacksonCodec(JsonMapper.builder().addModule(new MoneyModule()).build());
 * }</pre>
 */
@NullMarked
package dev.skald.runtime.jackson;

import org.jspecify.annotations.NullMarked;
