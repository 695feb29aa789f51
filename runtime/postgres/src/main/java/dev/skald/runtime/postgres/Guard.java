package dev.skald.runtime.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands before one of the driver's objects that user code works with. Whatever the driver's object
 * gives out is guarded as well, so that nothing leads to the raw connection.
 */
final class Guard implements InvocationHandler {

  /** What may be called on a connection, beside all that gets, creates or prepares something. */
  private static final Set<String> HARMLESS =
      Set.of(
          "clearWarnings", "isReadOnly", "isValid", "nativeSQL", "setClientInfo", "setSavepoint");

  private static final Pattern SAVEPOINT = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");

  private final SharedConnection shared;
  private final Object target;

  /** The guarded statement that a result set came from. */
  private final @Nullable Object parent;

  private Guard(SharedConnection shared, Object target, @Nullable Object parent) {
    this.shared = shared;
    this.target = target;
    this.parent = parent;
  }

  static Object of(SharedConnection shared, Object target, Class<?> type, @Nullable Object parent) {
    return Proxy.newProxyInstance(
        Guard.class.getClassLoader(), new Class<?>[] {type}, new Guard(shared, target, parent));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args)
      throws Throwable {
    String name = method.getName();
    Object first = args == null ? null : args[0];
    switch (name) {
      case "equals":
        return proxy == first;
      case "hashCode":
        return System.identityHashCode(proxy);
      case "toString":
        return "a transactional step's " + target.getClass().getSimpleName();
      case "isWrapperFor":
        return first instanceof Class<?> type && type.isInstance(proxy);
      case "unwrap":
        return unwrap(proxy, first);
      case "isClosed":
        return shared.isOver() || (Boolean) call(proxy, method, args);
      case "cancel":
        shared.interrupt();
        return null;
      default:
        break;
    }
    if (target instanceof Connection) {
      return onConnection(proxy, method, args);
    }
    if (name.equals("close") && target instanceof AutoCloseable resource) {
      shared.close(resource);
      return null;
    }
    if (target instanceof Statement
        && first instanceof String sql
        && (name.startsWith("execute") || name.equals("addBatch"))) {
      shared.check(sql);
    }
    return call(proxy, method, args);
  }

  private static Object unwrap(Object proxy, @Nullable Object type) throws SQLException {
    if (type instanceof Class<?> wanted && wanted.isInstance(proxy)) {
      return proxy;
    }
    throw Errors.refused("unwrap", "the driver's own objects could end the transaction");
  }

  private @Nullable Object onConnection(Object proxy, Method method, Object @Nullable [] args)
      throws Throwable {
    String name = method.getName();
    Object first = args == null ? null : args[0];
    if (name.startsWith("prepare") && first instanceof String sql) {
      shared.check(sql);
    } else if (name.equals("setSavepoint") && first instanceof String savepoint) {
      if (!SAVEPOINT.matcher(savepoint).matches()) {
        throw Errors.refused("A savepoint \"" + savepoint + "\"", "its name must be an identifier");
      }
    } else if (isOfOurSavepoint(name, first)) {
      return call(proxy, method, args);
    } else if (!isHarmless(name)) {
      throw Errors.refused("Connection." + name, Errors.NOT_YOURS);
    }
    return call(proxy, method, args);
  }

  private static boolean isHarmless(String name) {
    return name.startsWith("get")
        || name.startsWith("create")
        || name.startsWith("prepare")
        || HARMLESS.contains(name);
  }

  /** A savepoint lies inside of the transaction, which goes on after it. */
  private boolean isOfOurSavepoint(String name, @Nullable Object savepoint) {
    return (name.equals("rollback") || name.equals("releaseSavepoint"))
        && savepoint != null
        && Proxy.isProxyClass(savepoint.getClass())
        && Proxy.getInvocationHandler(savepoint) instanceof Guard guard
        && guard.shared == shared;
  }

  private @Nullable Object call(Object proxy, Method method, Object @Nullable [] args)
      throws Throwable {
    Object result = shared.call(target, method, args);
    if (result instanceof Connection) {
      return shared.connection();
    }
    Class<?> type = method.getReturnType();
    if (result == null || !type.isInterface() || !type.getPackageName().equals("java.sql")) {
      return result;
    }
    if (result instanceof Statement && parent != null) {
      return parent;
    }
    boolean answer = result instanceof ResultSet && target instanceof Statement;
    return of(shared, result, type, answer ? proxy : null);
  }
}
