package dev.skald.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/** Runs the processor in the two compilers that users have. */
public final class Compilers {

  private Compilers() {}

  /** Compiles with the javac of this JDK, with every lint on. */
  public static Compiled javac(
      List<Source> sources, List<Processor> processors, String... options) {
    List<String> all = new ArrayList<>(List.of("-Xlint:all,-path,-classfile"));
    all.addAll(List.of(options));
    Compilation compilation =
        Compiler.javac()
            .withProcessors(processors)
            .withOptions(all)
            .compile(sources.stream().map(Source::file).toList());
    Map<String, String> generated = new TreeMap<>();
    if (compilation.status() != Compilation.Status.FAILURE) {
      compilation.generatedSourceFiles().forEach(file -> generated.put(name(file), content(file)));
    }
    return new Compiled(said(compilation.diagnostics()), generated);
  }

  /** Compiles with Eclipse's compiler. */
  public static Compiled ecj(List<Source> sources, List<Processor> processors) {
    Map<String, String> texts = new TreeMap<>();
    sources.forEach(source -> texts.put("shop." + source.type(), source.text()));
    Compiled compiled = ecj(texts, processors);
    Map<String, String> generated = new TreeMap<>();
    compiled
        .generated()
        .forEach((path, text) -> generated.put(path.substring(path.lastIndexOf('/') + 1), text));
    return new Compiled(compiled.said(), generated);
  }

  /** Compiles sources, by name of the type; what is generated goes by its path. */
  public static Compiled ecj(Map<String, String> sources, List<Processor> processors) {
    Path folder = temporaryFolder();
    EclipseCompiler compiler = new EclipseCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(diagnostics, Locale.ROOT, UTF_8)) {
      List<Path> written = new ArrayList<>();
      for (Map.Entry<String, String> source : sources.entrySet()) {
        Path file = folder.resolve(source.getKey().replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        written.add(Files.writeString(file, source.getValue()));
      }
      Path classes = Files.createDirectory(folder.resolve("classes"));
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      files.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(classes));
      var task =
          compiler.getTask(
              new StringWriter(),
              files,
              diagnostics,
              List.of("--release", "17"),
              null,
              files.getJavaFileObjectsFromPaths(written));
      task.setProcessors(processors);
      task.call();
      // Eclipse's own warnings, of which it has many, are not under test.
      List<Compiled.Said> said =
          said(diagnostics.getDiagnostics()).stream()
              .filter(s -> s.error() || s.code().isPresent())
              .toList();
      return new Compiled(said, generated(classes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(folder);
    }
  }

  private static List<Compiled.Said> said(
      List<? extends Diagnostic<? extends JavaFileObject>> diagnostics) {
    return diagnostics.stream()
        .filter(d -> d.getKind() != Diagnostic.Kind.NOTE && d.getKind() != Diagnostic.Kind.OTHER)
        .map(
            d ->
                new Compiled.Said(
                    d.getSource() == null ? "" : name(d.getSource()),
                    d.getLineNumber(),
                    d.getKind() == Diagnostic.Kind.ERROR,
                    text(d)))
        .sorted(Comparator.comparing(Compiled.Said::file).thenComparing(Compiled.Said::line))
        .toList();
  }

  /** Compilers put their own prefixes around what was printed. */
  private static String text(Diagnostic<?> diagnostic) {
    String text = diagnostic.getMessage(Locale.ROOT).replace(System.lineSeparator(), "\n");
    return text.contains("SKALD") ? text.substring(text.indexOf("SKALD")) : text;
  }

  private static String name(JavaFileObject file) {
    String path = file.toUri().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String content(JavaFileObject file) {
    try {
      return file.getCharContent(true).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> generated(Path classes) throws IOException {
    Map<String, String> generated = new TreeMap<>();
    try (Stream<Path> found = Files.walk(classes)) {
      for (Path path : found.filter(p -> p.toString().endsWith(".java")).toList()) {
        String name = classes.relativize(path).toString().replace('\\', '/');
        generated.put(name, Files.readString(path));
      }
    }
    return generated;
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("skald-ecj");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> found = Files.walk(folder)) {
      found.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
