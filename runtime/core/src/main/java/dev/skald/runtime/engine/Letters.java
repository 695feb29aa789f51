package dev.skald.runtime.engine;

import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.machine.Input;
import dev.skald.runtime.spi.Letter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Wishes as letters, and back. Nodes of two versions may read each other's while one follows the
 * other, so kinds and layouts only ever get company: a new layout is a new kind.
 */
final class Letters {

  private static final String OPERATE = "operate";
  private static final String BRING = "bring";
  private static final String TURN_BACK = "turn_back";

  private Letters() {}

  static Letter of(UUID id, RunHeader to, Wish wish) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      String kind = write(wish, new DataOutputStream(bytes));
      return new Letter(id, to.id(), to.saga(), to.key(), kind, bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("Writing into memory failed", e);
    }
  }

  private static String write(Wish wish, DataOutputStream out) throws IOException {
    if (wish instanceof Wish.Operate operate) {
      out.writeUTF(operate.verb().name());
      out.writeBoolean(operate.step() != null);
      out.writeUTF(operate.step() == null ? "" : operate.step());
      out.writeInt(operate.item());
      write(operate.value(), out);
      out.writeUTF(operate.operator());
      out.writeUTF(operate.reason());
      return OPERATE;
    }
    if (wish instanceof Wish.Bring bring) {
      out.writeUTF(bring.signal());
      out.writeUTF(bring.id());
      write(bring.event(), out);
      return BRING;
    }
    out.writeUTF(((Wish.TurnBack) wish).because());
    return TURN_BACK;
  }

  private static void write(byte @Nullable [] value, DataOutputStream out) throws IOException {
    out.writeInt(value == null ? -1 : value.length);
    if (value != null) {
      out.write(value);
    }
  }

  /**
   * Reads a letter.
   *
   * @throws UnreadableException if this version cannot
   */
  static Wish read(Letter letter) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(letter.body()));
    try {
      return switch (letter.kind()) {
        case OPERATE -> operate(in);
        case BRING -> new Wish.Bring(in.readUTF(), in.readUTF(), bytes(in));
        case TURN_BACK -> new Wish.TurnBack(in.readUTF());
        default ->
            throw new UnreadableException(
                "The node that owns it knows no letters of the kind \""
                    + letter.kind()
                    + "\"; say it again when all nodes run the same version");
      };
    } catch (IOException | IllegalArgumentException e) {
      throw new UnreadableException("What was sent to its node cannot be read there: " + e, e);
    }
  }

  private static Wish operate(DataInputStream in) throws IOException {
    Input.Verb verb = Input.Verb.valueOf(in.readUTF());
    boolean ofStep = in.readBoolean();
    String step = in.readUTF();
    int item = in.readInt();
    byte[] value = bytes(in);
    return new Wish.Operate(verb, ofStep ? step : null, item, value, in.readUTF(), in.readUTF());
  }

  private static byte @Nullable [] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length < 0 ? null : in.readNBytes(length);
  }
}
