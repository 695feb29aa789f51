package dev.skald.simulation;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The runtime with a planted bug, and the simulator on it, apart from those that all others use.
 */
final class PlantedRuntime extends ClassLoader {

  private static final String OURS = "dev.skald.";

  private final Map<String, byte[]> planted;

  private PlantedRuntime(Map<String, byte[]> planted) {
    super(PlantedRuntime.class.getClassLoader());
    this.planted = planted;
  }

  /**
   * Plants a bug.
   *
   * @return answers, for a seed, which rule was broken; {@code null} for none
   */
  static LongFunction<@Nullable String> with(Plant plant, Path sources) {
    PlantedRuntime runtime = new PlantedRuntime(compile(plant, sources));
    try {
      Class<?> seeds = runtime.loadClass(Seeds.class.getName());
      @SuppressWarnings("unchecked")
      LongFunction<@Nullable String> made =
          (LongFunction<@Nullable String>) seeds.getDeclaredConstructor().newInstance();
      return made;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The simulator cannot be loaded beside itself", e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = planted.get(name);
    if (bytes == null) {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        bytes = in.readAllBytes();
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private static Map<String, byte[]> compile(Plant plant, Path sources) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Plant.Edit edit : plant.edits()) {
      String text = texts.computeIfAbsent(edit.file(), file -> read(sources.resolve(file)));
      texts.put(edit.file(), edited(plant, edit, text));
    }
    List<JavaFileObject> files = new ArrayList<>();
    texts.forEach((name, text) -> files.add(new Source(name, text)));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Classes classes = new Classes(compiler.getStandardFileManager(null, null, null));
    StringWriter said = new StringWriter();
    List<String> options =
        List.of("-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"));
    if (!compiler.getTask(said, classes, null, options, null, files).call()) {
      throw new IllegalStateException(plant.name() + " does not compile any more: " + said);
    }
    return classes.bytes();
  }

  private static String edited(Plant plant, Plant.Edit edit, String text) {
    int first = text.indexOf(edit.before());
    if (first < 0 || text.indexOf(edit.before(), first + 1) >= 0) {
      throw new IllegalStateException(
          "The planted bug "
              + plant.name()
              + " does not fit any more: in "
              + edit.file()
              + " this does not stand exactly once, so adapt its edit in Plants: "
              + edit.before());
    }
    return text.replace(edit.before(), edit.after());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).replace(File.separatorChar == '\\' ? "\r\n" : "\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("memory:///" + name), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Keeps what is compiled, and none of it on the disk. */
  private static final class Classes extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

    Classes(StandardJavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      written.put(name, bytes);
      return new SimpleJavaFileObject(URI.create("memory:///" + name + ".class"), kind) {
        @Override
        public OutputStream openOutputStream() {
          return bytes;
        }
      };
    }

    Map<String, byte[]> bytes() {
      Map<String, byte[]> all = new HashMap<>();
      written.forEach((name, bytes) -> all.put(name, bytes.toByteArray()));
      return all;
    }
  }
}
