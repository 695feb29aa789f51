package dev.skald.receiver;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Lets one use of a connection fail, before it reaches the database. */
final class Failing {

  static final String MESSAGE = "fails on purpose";

  private int left;

  Failing(int at) {
    this.left = at;
  }

  Connection trap(Connection connection) {
    return trap(Connection.class, connection);
  }

  private <T> T trap(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            Failing.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("close") && --left == 0) {
                throw new SQLException(MESSAGE);
              }
              try {
                Object result = method.invoke(target, arguments);
                if (result instanceof PreparedStatement statement) {
                  return trap(PreparedStatement.class, statement);
                }
                return result instanceof ResultSet rows ? trap(ResultSet.class, rows) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
