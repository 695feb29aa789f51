package dev.skald.processor.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.source.util.JavacTask;
import dev.skald.processor.Fixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/** Compiles with the processor, without a file. */
final class InMemory {

  /** What the strictest user would write: nobody claims {@code @Inject}. */
  private static final List<String> STRICT =
      List.of(
          "-Xlint:all,-processing,-path,-classfile",
          "-Werror",
          "-Xmaxerrs",
          "1000",
          "-Xmaxwarns",
          "1000",
          "--release",
          "17");

  /**
   * What came of it.
   *
   * @param said what was said, each with the file and line
   * @param classes what was compiled, by name
   * @param generated the text of what was generated, by path
   * @param reads how often a source was read, from its beginning to its end
   */
  record Result(
      List<Said> said, Map<String, byte[]> classes, Map<String, String> generated, int reads) {

    /** How much was generated, in characters. */
    int written() {
      return generated.values().stream().mapToInt(String::length).sum();
    }

    List<Said> errors() {
      return said.stream().filter(Said::error).toList();
    }

    /** A loader of what was compiled. */
    ClassLoader loader() {
      return new ClassLoader(InMemory.class.getClassLoader()) {
        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
          byte[] content = classes.get(name);
          if (content == null) {
            throw new ClassNotFoundException(name);
          }
          return defineClass(name, content, 0, content.length);
        }
      };
    }
  }

  /** One message. */
  record Said(String file, long line, boolean error, String text) {

    @Override
    public String toString() {
      return file + ":" + line + (error ? " error: " : " warning: ") + text;
    }
  }

  private InMemory() {}

  /** Compiles sources, by name of the type. */
  static Result compile(JavaCompiler compiler, Map<String, String> sources) {
    return compile(compiler, sources, Fixture.processors());
  }

  /** Compiles with given processors, which must be new. */
  static Result compile(
      JavaCompiler compiler, Map<String, String> sources, List<Processor> processors) {
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<Text> files = sources.entrySet().stream().map(Text::new).toList();
    try (StandardJavaFileManager standard =
            compiler.getStandardFileManager(diagnostics, Locale.ROOT, UTF_8);
        Files manager = new Files(standard)) {
      var task = compiler.getTask(null, manager, diagnostics, STRICT, null, files);
      task.setLocale(Locale.ROOT);
      task.setProcessors(processors);
      task.call();
      int reads = files.stream().mapToInt(file -> file.reads).sum();
      return manager.result(
          diagnostics.getDiagnostics().stream().map(InMemory::said).toList(), reads);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a source can be parsed. */
  static boolean isParsed(JavaCompiler compiler, String name, String text) {
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    var task =
        (JavacTask)
            compiler.getTask(
                null,
                null,
                diagnostics,
                List.of("-proc:none"),
                null,
                List.of(new Text(Map.entry(name, text))));
    try {
      task.parse();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return diagnostics.getDiagnostics().isEmpty();
  }

  private static Said said(Diagnostic<? extends JavaFileObject> diagnostic) {
    JavaFileObject source = diagnostic.getSource();
    return new Said(
        source == null ? "" : source.toUri().getPath(),
        diagnostic.getLineNumber(),
        diagnostic.getKind() == Diagnostic.Kind.ERROR,
        diagnostic.getMessage(Locale.ROOT));
  }

  private static URI uri(String path) {
    return URI.create("mem:///" + path);
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;
    private int reads;

    Text(Map.Entry<String, String> source) {
      super(uri(source.getKey().replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = source.getValue();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      reads++;
      return text;
    }
  }

  private static final class Written extends SimpleJavaFileObject {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final String name;

    Written(String path, String name, Kind kind) {
      super(uri(path), kind);
      this.name = name;
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return bytes.toString(UTF_8);
    }
  }

  private static final class Files extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, Written> written = new LinkedHashMap<>();

    Files(JavaFileManager standard) {
      super(standard);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return add(className.replace('.', '/') + kind.extension, className, kind);
    }

    @Override
    public FileObject getFileForOutput(
        Location location, String packageName, String relativeName, FileObject sibling) {
      return add(relativeName, relativeName, JavaFileObject.Kind.OTHER);
    }

    @Override
    public boolean hasLocation(Location location) {
      return location == StandardLocation.CLASS_OUTPUT || super.hasLocation(location);
    }

    private Written add(String path, String name, JavaFileObject.Kind kind) {
      Written file = new Written(path, name, kind);
      written.put(path, file);
      return file;
    }

    Result result(List<Said> said, int reads) {
      Map<String, byte[]> classes = new LinkedHashMap<>();
      Map<String, String> generated = new LinkedHashMap<>();
      for (Map.Entry<String, Written> file : written.entrySet()) {
        if (file.getValue().getKind() == JavaFileObject.Kind.CLASS) {
          classes.put(file.getValue().name, file.getValue().bytes.toByteArray());
        } else {
          generated.put(file.getKey(), file.getValue().bytes.toString(UTF_8));
        }
      }
      return new Result(said, classes, generated, reads);
    }
  }
}
