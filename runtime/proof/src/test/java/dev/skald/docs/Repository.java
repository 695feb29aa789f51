package dev.skald.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The files of the project, as somebody sees them who has just got them. */
public final class Repository {

  private static final Set<String> SKIPPED =
      Set.of("target", ".git", ".idea", ".vscode", ".settings");

  private static final Path ROOT = root();

  private Repository() {}

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("CONTRIBUTING.md"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("The tests run inside of the project");
      }
    }
    return folder;
  }

  /** A file or folder by its path from the root. */
  public static Path file(String path) {
    return ROOT.resolve(path);
  }

  /** The path from the root, with slashes. */
  static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }

  public static String read(String path) {
    return read(file(path)).orElseThrow(() -> new AssertionError(path + " is not text"));
  }

  /** The text of a file, or empty if it is not text. */
  static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (MalformedInputException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files below a folder, without what builds and editors leave behind. */
  static List<Path> files(String folder) {
    try (Stream<Path> found = Files.walk(file(folder))) {
      return found.filter(Files::isRegularFile).filter(Repository::isOurs).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOurs(Path file) {
    for (Path part : ROOT.relativize(file)) {
      if (SKIPPED.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }

  /** All pages of the documentation. */
  static List<Markdown> pages() {
    return files("").stream()
        .filter(file -> file.toString().endsWith(".md"))
        .map(file -> new Markdown(name(file), read(name(file))))
        .toList();
  }

  /** One page by its path from the root. */
  static Markdown page(String path) {
    return new Markdown(path, read(path));
  }
}
