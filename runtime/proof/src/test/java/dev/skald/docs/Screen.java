package dev.skald.docs;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/**
 * What one program prints, and nobody else. {@link System#out} belongs to the whole process, and
 * other tests print while a program runs; so a line goes to the program whose thread, or whose
 * threads' child, wrote it, and every other line to where it always went.
 */
final class Screen extends OutputStream {

  private static final InheritableThreadLocal<ByteArrayOutputStream> MINE =
      new InheritableThreadLocal<>();

  private final PrintStream others;

  private Screen(PrintStream others) {
    this.others = others;
  }

  /**
   * Runs a program and listens to it.
   *
   * @param program what prints, on this thread and on threads that begin with it
   * @return what it printed, with the line breaks of the pages
   */
  static String of(Callable<?> program) throws Exception {
    install();
    var printed = new ByteArrayOutputStream();
    MINE.set(printed);
    try {
      program.call();
    } finally {
      MINE.remove();
    }
    return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  /** Once in a process, and it stays: a second program may already be writing through it. */
  private static synchronized void install() {
    if (!(System.out instanceof Split)) {
      System.setOut(new Split(new Screen(System.out)));
    }
  }

  @Override
  public void write(int character) {
    write(new byte[] {(byte) character}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    ByteArrayOutputStream mine = MINE.get();
    if (mine == null) {
      others.write(bytes, from, length);
    } else {
      mine.write(bytes, from, length);
    }
  }

  @Override
  public void flush() {
    if (MINE.get() == null) {
      others.flush();
    }
  }

  /** Known again when the next program begins. */
  private static final class Split extends PrintStream {
    Split(Screen screen) {
      super(screen, true, StandardCharsets.UTF_8);
    }
  }
}
