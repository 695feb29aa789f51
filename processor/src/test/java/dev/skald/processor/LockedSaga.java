package dev.skald.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A directory of lock files, and compilations that use it. */
public final class LockedSaga {

  private final Path directory;

  /** Uses a directory, which need not exist. */
  public LockedSaga(Path directory) {
    this.directory = directory;
  }

  /** Accepts a source, and demands that nothing stands in the way. */
  public LockedSaga accept(String... files) {
    Compiled compiled = compile("accept", files);
    if (!compiled.said().isEmpty()) {
      throw new AssertionError("Was not accepted: " + compiled.said());
    }
    return this;
  }

  /** Compares a source with what was accepted. */
  public Compiled check(String... files) {
    return compile("check", files);
  }

  /** Compiles in a mode. */
  public Compiled compile(String mode, String... files) {
    return Compilers.javac(
        Fixture.sources(files), Fixture.processors(), option(), "-Askald.lock.mode=" + mode);
  }

  /** The option that names the directory. */
  public String option() {
    return "-Askald.lock=" + directory.toAbsolutePath();
  }

  /** The text of a lock file. */
  public String read(String file) {
    try {
      return Files.readString(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces a lock file, as a person might. */
  public void write(String file, String text) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets what was accepted. */
  public LockedSaga delete() {
    for (String file : Files.exists(directory) ? files() : List.<String>of()) {
      try {
        Files.delete(directory.resolve(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return this;
  }

  /** The names of all files in the directory. */
  public List<String> files() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
