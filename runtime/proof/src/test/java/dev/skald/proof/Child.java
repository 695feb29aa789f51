package dev.skald.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A JVM of our own, talked to by lines. It never outlives this one. */
final class Child {

  /** The line that stands for the end of the child's output. */
  static final String EOF = "eof";

  private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> ALIVE.forEach(Process::destroyForcibly), "end-children"));
  }

  /** For a quick start, and against warnings of newer JDKs about what SQLite does. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          "-Xmx256m",
          "-Dskald.proof.log=INFO",
          "--enable-native-access=ALL-UNNAMED");

  private final Process process;
  private final PrintStream in;
  private final Thread reader;

  private Child(Process process, Consumer<String> lines) {
    this.process = process;
    this.in = new PrintStream(process.getOutputStream(), true, UTF_8);
    this.reader = new Thread(() -> read(lines), "read-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  static Child start(Class<?> main, Path errors, Consumer<String> lines, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    // SQLite's driver unpacks its library here, and cannot remove it when it is killed.
    command.add("-Djava.io.tmpdir=" + errors.toAbsolutePath().getParent());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
              .start();
      ALIVE.add(process);
      return new Child(process, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(Consumer<String> lines) {
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      out.lines().forEach(lines);
    } catch (IOException | UncheckedIOException e) {
      // The stream of a killed process may break instead of ending.
    } finally {
      lines.accept(EOF);
    }
  }

  void send(String line) {
    in.println(line);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** {@code kill -9}. What the child had said before is still read. */
  void kill() {
    // By its handle: the process itself would throw away what has not been read yet.
    process.toHandle().destroyForcibly();
    await();
  }

  /** Stops it where it is, as a machine does that stands still; {@link #thaw} lets it go on. */
  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
      if (kill.waitFor() != 0) {
        throw new AssertionError("kill -" + name + " " + process.pid() + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  void endInput() {
    in.close();
  }

  /** Ends the child's input, upon which it ends by itself; waits for that. */
  int end() {
    endInput();
    await();
    return process.exitValue();
  }

  private void await() {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("The child " + process.pid() + " does not end");
      }
      reader.join(10_000);
      in.close();
      ALIVE.remove(process);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
