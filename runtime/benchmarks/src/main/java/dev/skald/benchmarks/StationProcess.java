package dev.skald.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * A station in a process of its own: it shares neither a heap nor what the JVM has learnt with any
 * other. Asked by lines, it answers with lines of JSON.
 */
final class StationProcess implements Station {

  static final String READY = "ready";
  static final String BEGIN = "begin";
  static final String DONE = "done";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final PrintStream ask;
  private final BufferedReader answers;

  private StationProcess(Process process) {
    this.process = process;
    ask = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    answers = process.inputReader();
  }

  /** Starts one. The stations of a point share the heap that the measurement was given. */
  static Station open(Spec spec) throws IOException {
    long heap = (Runtime.getRuntime().maxMemory() >> 20) / spec.curve().stations(spec.x());
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx" + heap + "m",
                "-classpath",
                System.getProperty("java.class.path"),
                StationMain.class.getName(),
                JSON.writeValueAsString(spec))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    StationProcess station = new StationProcess(builder.start());
    try {
      station.awaitReady();
      return station;
    } catch (IOException | RuntimeException e) {
      station.process.destroyForcibly();
      throw e;
    }
  }

  private void awaitReady() throws IOException {
    String said = answer();
    if (!said.equals(READY)) {
      throw new IllegalStateException("A station said " + said + " instead of " + READY);
    }
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IllegalStateException(
          "The process of a station has ended; what it wrote to its standard error says why");
    }
    return line;
  }

  @Override
  public void begin() {
    ask.println(BEGIN);
  }

  @Override
  public Took end() throws IOException {
    return JSON.readValue(answer(), Took.class);
  }

  @Override
  public Done done() throws IOException {
    ask.println(DONE);
    return JSON.readValue(answer(), Done.class);
  }

  /** A process ends when nobody asks any more. */
  @Override
  public void close() {
    ask.close();
    try {
      int code = process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join().exitValue();
      if (code != 0) {
        throw new IllegalStateException("The process of a station ended with " + code);
      }
    } finally {
      process.destroyForcibly();
    }
  }
}
