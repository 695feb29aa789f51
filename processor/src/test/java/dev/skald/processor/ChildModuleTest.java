package dev.skald.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A saga may start one of another module, of which there are only class files. */
class ChildModuleTest {

  private static final String CHILD =
      """
      @Saga @Timeout("3s")
      public class Pay {
        @Step @Pivot public Payment pay(@Exclusive("cents") Quote quote) { return null; }
      }
      """;

  private static final String PARENT =
      """
      @Saga @Timeout("3s")
      class Sell {
        @Step(readOnly = true) Quote quote(Cart cart) { return null; }
        @Step @Child(Pay.class)
        dev.skald.runtime.SagaHandle<%s> pay(%s Quote quote, StepContext step) { return null; }
        %s
      }
      """;

  @TempDir Path folder;

  static Stream<JavaCompiler> compilers() {
    return Stream.of(ToolProvider.getSystemJavaCompiler(), new EclipseCompiler());
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void itsResultIsRead(JavaCompiler compiler) throws Exception {
    assertThat(compile(compiler, PARENT.formatted("Order", "", ""))).containsExactly("SKALD087");
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void itsPivotIsRead(JavaCompiler compiler) throws Exception {
    String last = "@Step void ship(Payment payment) {}";
    assertThat(compile(compiler, PARENT.formatted("Payment", "", last)))
        .containsExactly("SKALD089");
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void itsLocksAreRead(JavaCompiler compiler) throws Exception {
    String parent =
        PARENT.formatted("Payment", "@Exclusive(\"cents\")", "").replace("@Child", "@Pivot @Child");
    assertThat(compile(compiler, parent)).containsExactly("SKALD095");
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void whatFitsCompiles(JavaCompiler compiler) throws Exception {
    String parent = PARENT.formatted("Payment", "", "").replace("@Child", "@Pivot @Child");
    assertThat(compile(compiler, parent)).isEmpty();
  }

  /** The child first, then the parent with nothing but its classes. */
  private List<String> compile(JavaCompiler compiler, String parent) throws Exception {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    assertThat(compile(compiler, Fixture.sources(CHILD), classes)).isEmpty();
    return compile(compiler, List.of(Source.of(parent)), classes);
  }

  private List<String> compile(JavaCompiler compiler, List<Source> sources, Path classes)
      throws Exception {
    Path sourceFolder = Files.createTempDirectory(folder, "sources");
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(diagnostics, Locale.ROOT, UTF_8)) {
      List<Path> written = sources.stream().map(source -> source.writeTo(sourceFolder)).toList();
      List<Path> classPath = new ArrayList<>(List.of(classes));
      Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(Path::of)
          .forEach(classPath::add);
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      files.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(sourceFolder));
      var task =
          compiler.getTask(
              new StringWriter(),
              files,
              diagnostics,
              List.of("--release", "17"),
              null,
              files.getJavaFileObjectsFromPaths(written));
      task.setProcessors(Fixture.processors());
      task.call();
    }
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(diagnostic -> Objects.requireNonNull(diagnostic.getMessage(Locale.ROOT)))
        .map(text -> text.substring(Math.max(0, text.indexOf("SKALD"))).substring(0, 8))
        .toList();
  }
}
