package dev.skald.samples.order.demo;

import java.io.IOException;
import java.io.PrintStream;

/** Writes to people: in colour and with line drawing where that can be seen, else plainly. */
final class Screen {

  /** What a piece of text is, which decides its colour. */
  enum Tone {
    PLAIN(""),
    TITLE("1"),
    DIM("2"),
    GOOD("32"),
    WARNING("33"),
    BAD("31");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  private final PrintStream out;
  private final boolean colour;
  private final boolean drawing;

  Screen(PrintStream out, boolean colour, boolean drawing) {
    this.out = out;
    this.colour = colour;
    this.drawing = drawing;
  }

  /** The standard output, as it can be used here. */
  static Screen standard() {
    String noColour = System.getenv().getOrDefault("NO_COLOR", "");
    boolean dumb = System.getenv().getOrDefault("TERM", "").equals("dumb");
    boolean drawing = System.getProperty("native.encoding", "").equalsIgnoreCase("UTF-8");
    return new Screen(System.out, noColour.isEmpty() && !dumb && isTerminal(), drawing);
  }

  /** Asks the shell: from Java 22 on, {@code System.console()} says nothing about it any more. */
  private static boolean isTerminal() {
    try {
      return new ProcessBuilder("sh", "-c", "test -t 1").inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false; // No shell here; plain text is right everywhere.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void line(String text) {
    out.println(text);
  }

  void blank() {
    out.println();
  }

  /** The text in the colour of its tone. */
  String in(Tone tone, String text) {
    return colour && tone != Tone.PLAIN ? "\u001b[" + tone.code + "m" + text + "\u001b[0m" : text;
  }

  /** One of two texts: the drawn one where it can be seen. */
  String draw(String drawn, String plain) {
    return drawing ? drawn : plain;
  }
}
