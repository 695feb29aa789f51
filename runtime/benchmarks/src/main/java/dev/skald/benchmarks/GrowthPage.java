package dev.skald.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The page of the documentation that shows the curves. Each has a place between two comments, and
 * what stands around it is never touched.
 *
 * @param docs the folder of the documentation
 */
record GrowthPage(Path docs) {

  private static final String FOLDER = "performance";

  private Path file() {
    return docs.resolve("performance.md");
  }

  /**
   * Looks whether there is a place for each curve, before hours go into measuring it.
   *
   * @throws IllegalStateException if there is none for some curve
   */
  void requirePlaces(Set<Curve> curves) throws IOException {
    String text = Files.readString(file());
    for (Curve curve : curves) {
      replaced(text, curve, List.of());
    }
  }

  /**
   * Puts a table and a drawing in the place of the curve's last ones.
   *
   * @throws IllegalStateException if the page has no place for the curve
   */
  void write(Curve curve, List<String> table, String svg) throws IOException {
    String name = curve.label() + ".svg";
    Files.createDirectories(docs.resolve(FOLDER));
    Files.writeString(docs.resolve(FOLDER).resolve(name), svg);
    String image =
        "![" + curve.unit() + " against " + curve.axis() + "](" + FOLDER + "/" + name + ")";
    List<String> lines = List.of(image, "", String.join("\n", table));
    Files.writeString(file(), replaced(Files.readString(file()), curve, lines));
  }

  /** The page with these lines, and nothing else, in the place of a curve. */
  private String replaced(String page, Curve curve, List<String> lines) {
    String begin = "<!-- measured: " + curve.label() + " -->\n";
    String end = "<!-- end of " + curve.label() + " -->\n";
    int from = page.indexOf(begin);
    int to = page.indexOf(end, Math.max(0, from));
    if (from < 0 || to < 0) {
      throw new IllegalStateException(
          file()
              + " has no place for the figures of "
              + curve.label()
              + ": put the lines "
              + begin.strip()
              + " and "
              + end.strip()
              + " where they are to stand, in this order");
    }
    String between = lines.isEmpty() ? "" : "\n" + String.join("\n", lines) + "\n\n";
    return page.substring(0, from + begin.length()) + between + page.substring(to);
  }
}
