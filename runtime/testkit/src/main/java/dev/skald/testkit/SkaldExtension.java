package dev.skald.testkit;

import dev.skald.runtime.SagaEngine;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives a test its own {@link TestSkald}, and the {@link SagaEngine} of it, as parameters, and
 * closes it at the end:
 *
 * <pre>{@code
 * @ExtendWith(SkaldExtension.class)
 * class PlaceOrderTest {
 *   @Test
 *   void goesThrough(TestSkald skald) { … }
 * }
 * }</pre>
 *
 * <p>Methods that run before and after each test may take them, too: it is the same for all of one
 * test.
 */
public final class SkaldExtension
    implements ParameterResolver, AfterEachCallback, TestExecutionExceptionHandler {

  private static final ExtensionContext.Namespace PLACE =
      ExtensionContext.Namespace.create(SkaldExtension.class);

  /** Made by JUnit. */
  public SkaldExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    // A constructor's would be shared by the tests of the class.
    boolean ofMethod = parameter.getDeclaringExecutable() instanceof Method;
    return ofMethod && context.getTestMethod().isPresent() && isOurs(type);
  }

  private static boolean isOurs(Class<?> type) {
    return type == TestSkald.class || type == SagaEngine.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestSkald skald = of(context);
    return parameter.getParameter().getType() == TestSkald.class ? skald : skald.engine();
  }

  // computeIfAbsent only came with JUnit 6, in which what is used here is deprecated.
  @SuppressWarnings("deprecation")
  private static TestSkald of(ExtensionContext context) {
    return context
        .getStore(PLACE)
        .getOrComputeIfAbsent(TestSkald.class, key -> TestSkald.create(), TestSkald.class);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    TestSkald skald = context.getStore(PLACE).get(TestSkald.class, TestSkald.class);
    if (skald == null) {
      throw failure;
    }
    skald.handleTestExecutionException(context, failure);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TestSkald skald = context.getStore(PLACE).remove(TestSkald.class, TestSkald.class);
    if (skald != null) {
      skald.close();
    }
  }
}
