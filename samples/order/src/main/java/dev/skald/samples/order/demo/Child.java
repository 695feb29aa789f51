package dev.skald.samples.order.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of our own, started from the class path of this one and talked to by lines. It is ended
 * when this process ends, in whatever way: by a hook, and because its standard input ends.
 */
final class Child implements Closeable {

  /** For a quick start, and against warnings of newer JDKs about what SQLite and Guice do. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          "--enable-native-access=ALL-UNNAMED",
          "-Dlogback.configurationFile=logback.xml",
          "-Dguice_bytecode_gen_option=DISABLED",
          "-Dsun.net.httpserver.nodelay=true");

  private final String name;
  private final Process process;
  private final BufferedWriter in;
  private final BufferedReader out;

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
    this.in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
    this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /** Starts a main class; its log and its error output go to files in the folder. */
  static Child start(String name, Class<?> main, Path folder, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.add("-Dshop.log=" + folder.resolve(name + ".log"));
    // A killed process cannot remove the library that the SQLite driver unpacks.
    command.add("-Dorg.sqlite.tmpdir=" + folder);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".err").toFile()))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-" + name));
    return new Child(name, process);
  }

  long pid() {
    return process.pid();
  }

  void send(String line) throws IOException {
    in.write(line);
    in.newLine();
    in.flush();
  }

  String receive() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new DemoException(
          "The " + name + " process has ended unexpectedly, see " + name + ".err");
    }
    return line;
  }

  /** {@code kill -9}: the process gets no chance to do anything any more. */
  int kill() throws IOException, InterruptedException {
    try (in;
        out) {
      return process.destroyForcibly().waitFor();
    }
  }

  /** Sends a signal, by the system's own command. */
  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
    if (kill.waitFor() != 0) {
      throw new DemoException("kill -" + name + " " + pid() + " failed");
    }
  }

  /** Ends the process in peace, or else by force. */
  @Override
  public void close() throws IOException {
    try (in;
        out) {
      in.close();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
