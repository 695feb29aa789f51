package dev.skald.processor.lock;

import dev.skald.processor.diagnostic.ChangeWording;
import dev.skald.processor.diagnostic.Reason;
import dev.skald.processor.lock.DescribedType.Kind;
import dev.skald.processor.lock.DescribedType.Part;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out whether what was written as one type can be read as another. */
final class TypeComparison {

  private final Map<String, DescribedType> before;
  private final Map<String, DescribedType> now;

  /** Whether a component that replaces another is taken for the same under a new name. */
  private final boolean latest;

  private final Differences found;
  private final Set<List<String>> seen = new HashSet<>();

  TypeComparison(
      Map<String, DescribedType> before,
      Map<String, DescribedType> now,
      boolean latest,
      Differences found) {
    this.before = before;
    this.now = now;
    this.latest = latest;
    this.found = found;
  }

  /**
   * Compares two types.
   *
   * @param step at which step a difference is to be shown
   * @param path names the place of the type for people
   */
  void compare(Optional<String> step, String path, TypeRef was, TypeRef is) {
    if (was.content().equals(was) && !is.content().equals(is)) {
      found.goesOn(step, widened(path, was, is));
      compare(step, path, was, is.content());
    } else if (Widening.allows(was, is)) {
      found.goesOn(step, widened(path, was, is));
    } else if (before.containsKey(was.name()) && now.containsKey(is.name())) {
      compareDescribed(step, path, was, is);
      compareArguments(step, path, was, is);
    } else if (!was.is(is.name()) || isBytes(was) != isBytes(is)) {
      found.breaks(step, ChangeWording.type(path, was.toString(), is.toString()));
    } else {
      compareArguments(step, path, was, is);
    }
  }

  /** JSON has bytes as one text, and other arrays as lists. */
  private static boolean isBytes(TypeRef type) {
    return type.is(TypeRef.ARRAY) && type.arguments().get(0).is("byte");
  }

  private static Reason widened(String path, TypeRef was, TypeRef is) {
    return ChangeWording.readable(ChangeWording.widened(path, was.toString(), is.toString()));
  }

  private void compareArguments(Optional<String> step, String path, TypeRef was, TypeRef is) {
    int count = was.arguments().size();
    if (count != is.arguments().size()) {
      found.breaks(step, ChangeWording.type(path, was.toString(), is.toString()));
      return;
    }
    for (int i = 0; i < count; i++) {
      compare(step, path, was.arguments().get(i), is.arguments().get(i));
    }
  }

  /** Under another name it is the same type if it has the same parts, and else another one. */
  private static boolean looksTheSame(DescribedType then, DescribedType today) {
    List<String> names = then.parts().stream().map(Part::name).toList();
    return then.kind() != Kind.CLASS
        && names.equals(today.parts().stream().map(Part::name).toList());
  }

  private void compareDescribed(Optional<String> step, String path, TypeRef was, TypeRef is) {
    if (!seen.add(List.of(was.name(), is.name()))) {
      return;
    }
    DescribedType then = before.get(was.name());
    DescribedType today = now.get(is.name());
    String name = is.name();
    if (then.kind() != today.kind()) {
      found.breaks(step, ChangeWording.kind(name, word(then.kind()), word(today.kind())));
      return;
    }
    if (!was.is(name) && !looksTheSame(then, today)) {
      found.breaks(step, ChangeWording.type(path, was.name(), name));
      return;
    }
    if (!was.is(name)) {
      found.goesOn(step, ChangeWording.readable(ChangeWording.typeRenamed(was.name(), name)));
    }
    if (then.kind() == Kind.ENUM || then.kind() == Kind.SEALED) {
      compareCases(step, name, then, today);
    } else {
      compareComponents(step, name, then, today);
    }
  }

  private static String word(Kind kind) {
    return switch (kind) {
      case RECORD -> "a record";
      case CLASS -> "a class";
      case ENUM -> "an enum";
      case SEALED -> "a sealed type";
    };
  }

  private void compareCases(
      Optional<String> step, String type, DescribedType then, DescribedType today) {
    for (Part part : then.parts()) {
      Optional<Part> same = today.part(part.name());
      if (same.isEmpty()) {
        found.breaks(step, ChangeWording.caseGone(type, part.name()));
      } else if (then.kind() == Kind.SEALED) {
        compare(step, type + " as " + part.name(), part.type(), same.get().type());
      }
    }
    for (Part part : today.parts()) {
      if (then.part(part.name()).isEmpty()) {
        found.goesOn(step, ChangeWording.readable(ChangeWording.caseAdded(type, part.name())));
      }
    }
  }

  private void compareComponents(
      Optional<String> step, String type, DescribedType then, DescribedType today) {
    for (Part part : then.parts()) {
      Optional<Part> same = today.part(part.name());
      if (same.isPresent()) {
        compare(step, type + "." + part.name(), part.type(), same.get().type());
      } else {
        found.goesOn(
            step, ChangeWording.readable(ChangeWording.componentRemoved(type, part.name())));
      }
    }
    for (Part part : today.parts()) {
      if (then.part(part.name()).isEmpty()) {
        compareNew(step, type, part, then, today);
      }
    }
  }

  private void compareNew(
      Optional<String> step, String type, Part part, DescribedType then, DescribedType today) {
    Optional<Part> renamed =
        then.parts().stream()
            .filter(old -> today.part(old.name()).isEmpty())
            .filter(old -> old.type().content().equals(part.type().content()))
            .findFirst();
    if (latest && renamed.isPresent()) {
      String old = renamed.get().name();
      found.breaks(step, ChangeWording.componentRenamed(type, old, part.name()));
    } else if (part.type().is("java.util.Optional") || part.nullable()) {
      found.goesOn(step, ChangeWording.readable(ChangeWording.componentAdded(type, part.name())));
    } else {
      found.breaks(step, ChangeWording.componentNew(type, part.name()));
    }
  }
}
