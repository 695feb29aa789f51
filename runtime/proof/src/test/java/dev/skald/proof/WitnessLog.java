package dev.skald.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the witness saw, appended line by line. Used under the witness's lock. */
final class WitnessLog {

  private final FileChannel file;
  private int calls;

  WitnessLog(Path path) throws IOException {
    file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
  }

  /** A call came; answers its number. */
  int arrived(Request request) throws IOException {
    append("ARRIVED\t" + calls + "\t" + request.line());
    return calls++;
  }

  void acted(int call, Books.Act act, long number) throws IOException {
    append("ACTED\t" + call + "\t" + act + "\t" + number);
  }

  void ended(int call, SeenCall.End how) throws IOException {
    append("ENDED\t" + call + "\t" + how);
  }

  private void append(String line) throws IOException {
    file.write(ByteBuffer.wrap((line + "\n").getBytes(UTF_8)));
  }

  /** What was appended is on the disk; called without the lock. */
  void force() throws IOException {
    file.force(false);
  }
}
