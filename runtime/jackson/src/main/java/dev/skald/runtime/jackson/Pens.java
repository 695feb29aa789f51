package dev.skald.runtime.jackson;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.databind.ObjectWriter;

/**
 * What writes JSON, kept for the next value: making a generator and its buffers costs several times
 * as much as writing a payload of ordinary size. Safe for use by any thread: a pen is in one hand
 * at a time, and whoever finds none makes one.
 */
final class Pens {

  /** A power of two; about as many threads encode at once at the most, and none if they block. */
  private static final int KEPT = 16;

  /** One that has written more than this is given up with its buffer, and what it last wrote. */
  private static final int MOST_KEPT_BYTES = 1 << 14;

  /** Each place has its own lines of the processor's cache: threads would wait for others' else. */
  private static final int APART = 32;

  private final AtomicReferenceArray<@Nullable Pen> pens =
      new AtomicReferenceArray<>((KEPT + 1) * APART);

  /** Writes one value. A pen that failed in the middle of one is not used again. */
  byte[] write(ObjectWriter writer, Object value) {
    int place = (1 + ((int) Thread.currentThread().getId() & (KEPT - 1))) * APART;
    Pen kept = pens.getAndSet(place, null);
    Pen pen = kept != null ? kept : new Pen();
    byte[] bytes = pen.write(writer, value);
    if (bytes.length <= MOST_KEPT_BYTES) {
      pens.set(place, pen);
    }
    return bytes;
  }

  private static final class Pen {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final JsonGenerator json =
        Mappers.FACTORY.createGenerator(ObjectWriteContext.empty(), bytes);

    byte[] write(ObjectWriter writer, Object value) {
      writer.writeValue(json, value);
      json.flush();
      byte[] written = bytes.toByteArray();
      bytes.reset();
      return written;
    }
  }
}
