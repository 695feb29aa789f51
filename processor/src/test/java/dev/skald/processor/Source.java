package dev.skald.processor;

import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;

/** A source file of package {@code shop}. */
public record Source(String type, String text) {

  private static final Pattern TYPE =
      Pattern.compile("(?mU)^(?:[\\w@()\". =,-]+ )?(?:class|@?interface|record|enum) (\\w+)");

  /** The imports stand on the first line, so that a fixture's own lines count from there. */
  private static final String HEADER =
      "package shop; import dev.skald.*; import java.time.*; import java.util.*; "
          + "import java.util.concurrent.*; ";

  /** A file with a header and the given types, named after the first. */
  public static Source of(String types) {
    Matcher matcher = TYPE.matcher(types);
    if (!matcher.find()) {
      throw new IllegalArgumentException("No type in: " + types);
    }
    return new Source(matcher.group(1), HEADER + types);
  }

  /** What a shop trades in. */
  public static List<Source> shop() {
    return List.of(
        of("record Cart(String item, int count) {}"),
        of("record Order(String id) {}"),
        of("record Reservation(String id) {}"),
        of("record Quote(long cents) {}"),
        of("record Payment(String id) {}"),
        of("record Shipment(String id) {}"),
        of("record OrderPlaced(String id) {}"),
        exception("InvalidCart"),
        exception("OutOfStock"),
        exception("CardDeclined"));
  }

  private static Source exception(String name) {
    return of(
        "class " + name + " extends Exception { private static final long serialVersionUID = 1; }");
  }

  JavaFileObject file() {
    return JavaFileObjects.forSourceString("shop." + type, text);
  }

  Path writeTo(Path folder) {
    try {
      Path path = folder.resolve("shop").resolve(type + ".java");
      Files.createDirectories(path.getParent());
      return Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
