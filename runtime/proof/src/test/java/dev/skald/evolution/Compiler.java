package dev.skald.evolution;

import dev.skald.docs.MemoryFiles;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles sagas with the processor as it is shipped. */
final class Compiler {

  private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

  /** One for all compilations: it remembers what is in jars. */
  private static final StandardJavaFileManager FILES =
      JAVAC.getStandardFileManager(null, Locale.ROOT, null);

  private Compiler() {}

  /** What a compilation gave: classes, or none where the compiler found errors. */
  record Compiled(Version version, List<String> said) {

    /** The classes. */
    Version orFail() {
      if (version == null) {
        throw new AssertionError("It does not compile: " + String.join("", said));
      }
      return version;
    }

    boolean says(String code) {
      return said.stream().anyMatch(text -> text.contains(code));
    }
  }

  /**
   * Compiles a saga.
   *
   * @param root the name of its class
   * @param source the source, with all types that it needs
   * @param options options of the processor
   */
  static synchronized Compiled compile(String root, String source, String... options) {
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    MemoryFiles memory = new MemoryFiles(FILES); // closing it would close what all share
    var task = JAVAC.getTask(null, memory, said, all, null, List.of(new Source(root, source)));
    task.setProcessors(processors());
    boolean works = task.call();
    List<String> texts = said.getDiagnostics().stream().map(Compiler::text).toList();
    return new Compiled(works ? new Version(memory.classes(), root) : null, texts);
  }

  private static String text(Diagnostic<?> said) {
    return said.getLineNumber() + ": " + said.getMessage(Locale.ROOT) + "\n";
  }

  /** New ones for each compilation, found as a compiler finds them. */
  private static List<Processor> processors() {
    return ServiceLoader.load(Processor.class).stream()
        .filter(provider -> provider.type().getPackageName().startsWith("dev.skald."))
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String content;

    Source(String root, String content) {
      super(URI.create("string:///" + root.replace('.', '/') + ".java"), Kind.SOURCE);
      this.content = content;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return content;
    }
  }
}
