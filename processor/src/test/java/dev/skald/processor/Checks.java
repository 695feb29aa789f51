package dev.skald.processor;

import dev.skald.processor.diagnostic.Code;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Says which rule a test class checks. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Checks {

  Code value();
}
