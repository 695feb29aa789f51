package dev.skald.testkit;

import dev.skald.StepContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A service that does what the test says, and remembers each call. Made by {@link
 * TestSkald#script(Class)}; {@link #client()} is what the saga gets.
 *
 * <pre>{@code
 * Script<Payments> payments = skald.script(Payments.class, new InMemoryPayments());
 * payments.next(p -> p.charge(null, null, null)).losesReply();         // the next call only
 * payments.on(p -> p.refund(null)).fails(new IllegalStateException()); // every call from now on
 * }</pre>
 *
 * <p>The arguments in such a rule do not matter: it is the method that is named, and typed by what
 * it returns. What no rule is about goes to the real object, if there is one; if not, the call
 * fails and says what to do. Safe for use by any thread.
 *
 * @param <T> the service's interface
 */
public final class Script<T> {

  private final Class<T> service;
  private final @Nullable T real;
  private final ScriptHost host;
  private final T client;
  private final Map<Method, MethodScript> scripts = new ConcurrentHashMap<>();
  private final List<ServiceCall> calls = new ArrayList<>();

  Script(Class<T> service, @Nullable T real, ScriptHost host) {
    if (!service.isInterface()) {
      throw new IllegalArgumentException(
          "Only an interface can be scripted, and "
              + service.getName()
              + " is none; give the saga an interface, or wrap what it calls in one");
    }
    this.service = service;
    this.real = real;
    this.host = host;
    this.client = proxy((proxy, method, args) -> called(proxy, method, args));
  }

  /** What a script needs of the world in which its service is called. */
  interface ScriptHost {

    /** The call of a step or undo in which the current thread is, {@code null} for none. */
    @Nullable StepCall current();

    /** Waits in virtual time. */
    void sleep(long millis) throws InterruptedException;

    /** Waits for an interrupt. */
    void hang() throws InterruptedException;
  }

  /**
   * Names one call of a service.
   *
   * @param <T> the service
   * @param <R> what the method returns
   */
  @FunctionalInterface
  public interface Named<T, R> {
    /**
     * Calls the method that is meant, with any arguments.
     *
     * @param service names it
     * @return whatever it returns
     * @throws Exception whatever the method declares
     */
    @Nullable R call(T service) throws Exception;
  }

  /**
   * Names one call of a service that returns nothing.
   *
   * @param <T> the service
   */
  @FunctionalInterface
  public interface NamedVoid<T> {
    /**
     * Calls the method that is meant, with any arguments.
     *
     * @param service names it
     * @throws Exception whatever the method declares
     */
    void call(T service) throws Exception;
  }

  /**
   * What the saga gets.
   *
   * @return the service; always the same object
   */
  public T client() {
    return client;
  }

  /**
   * Says what the next call of a method does that no earlier rule is about. Rules for next calls
   * are used up one after the other, before those of {@link #on}.
   *
   * @param <R> what the method returns
   * @param method names the method by calling it with any arguments
   * @return what to say it does; a rule to which nothing is said changes nothing
   */
  public <R> Rule<R> next(Named<T, R> method) {
    Method named = named(method::call);
    return new Rule<>(named, scriptOf(named)::addNext);
  }

  /**
   * The same for a method that returns nothing.
   *
   * @param method names the method by calling it with any arguments
   * @return what to say it does
   */
  public Rule<Void> nextVoid(NamedVoid<T> method) {
    Method named = named(method);
    return new Rule<>(named, scriptOf(named)::addNext);
  }

  /**
   * Says what every call of a method does, until something else is said.
   *
   * @param <R> what the method returns
   * @param method names the method by calling it with any arguments
   * @return what to say it does; a rule to which nothing is said changes nothing
   */
  public <R> Rule<R> on(Named<T, R> method) {
    Method named = named(method::call);
    return new Rule<>(named, scriptOf(named)::setAlways);
  }

  /**
   * The same for a method that returns nothing.
   *
   * @param method names the method by calling it with any arguments
   * @return what to say it does
   */
  public Rule<Void> onVoid(NamedVoid<T> method) {
    Method named = named(method);
    return new Rule<>(named, scriptOf(named)::setAlways);
  }

  /**
   * All calls so far, in the order in which they began.
   *
   * @return a copy
   */
  public List<ServiceCall> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /**
   * The calls of one method so far.
   *
   * @param method its name
   * @return a copy
   */
  public List<ServiceCall> calls(String method) {
    return calls().stream().filter(call -> call.method().equals(method)).toList();
  }

  private T proxy(InvocationHandler handler) {
    return service.cast(
        Proxy.newProxyInstance(service.getClassLoader(), new Class<?>[] {service}, handler));
  }

  /** The method that a lambda calls, found by letting it call a recorder. */
  private Method named(NamedVoid<T> naming) {
    Method[] found = new Method[1];
    T recorder =
        proxy(
            (proxy, method, args) -> {
              found[0] = method;
              return Defaults.of(method.getReturnType());
            });
    try {
      naming.call(recorder);
    } catch (Exception e) {
      throw new IllegalArgumentException("Naming a method of " + service.getName() + " threw", e);
    }
    if (found[0] == null) {
      throw new IllegalArgumentException(
          "Nothing was called; name a method of "
              + service.getSimpleName()
              + " like this: service -> service.method(null, null)");
    }
    return found[0];
  }

  private MethodScript scriptOf(Method method) {
    return scripts.computeIfAbsent(method, ignored -> new MethodScript());
  }

  private @Nullable Object called(Object proxy, Method method, Object @Nullable [] given)
      throws Throwable {
    Object[] args = given == null ? new Object[0] : given;
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(proxy, method, args);
    }
    ServiceCall call = note(method, args);
    Answer answer = scriptOf(method).take();
    if (answer != null) {
      return answer.give(args, () -> callReal(proxy, method, args), host);
    }
    if (real == null && !method.isDefault()) {
      throw new AssertionError(
          call
              + " was called, and its script says nothing of it; say what it does: script.on(s -> s."
              + method.getName()
              + "(…)).answers(…), or give the script a real object");
    }
    return callReal(proxy, method, args);
  }

  private Object ofObject(Object proxy, Method method, Object[] args) {
    return switch (method.getName()) {
      case "equals" -> proxy == args[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "script of " + service.getSimpleName();
    };
  }

  private ServiceCall note(Method method, Object[] args) {
    StepCall within = host.current();
    String key =
        Arrays.stream(args)
            .filter(StepContext.class::isInstance)
            .map(context -> ((StepContext) context).idempotencyKey())
            .findFirst()
            .orElse(within == null ? null : within.idempotencyKey());
    ServiceCall call =
        new ServiceCall(
            service.getSimpleName() + "." + method.getName(),
            method.getName(),
            Arrays.asList(args),
            Optional.ofNullable(within),
            Optional.ofNullable(key));
    synchronized (calls) {
      calls.add(call);
    }
    return call;
  }

  private @Nullable Object callReal(Object proxy, Method method, Object[] args) throws Throwable {
    try {
      if (real != null) {
        method.setAccessible(true);
        return method.invoke(real, args);
      }
      return method.isDefault()
          ? InvocationHandler.invokeDefault(proxy, method, args)
          : Defaults.of(method.getReturnType());
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
