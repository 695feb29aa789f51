package dev.skald.samples.order.services;

import dev.skald.samples.order.wire.Declined;
import dev.skald.samples.order.wire.Json;
import tools.jackson.databind.JsonNode;

/**
 * What a caller is told.
 *
 * @param status the HTTP status
 * @param body the body
 */
record Response(int status, JsonNode body) {

  static final int OK = 200;
  static final int BAD_REQUEST = 400;
  static final int REFUSED = 409;
  static final int DECLINED = 422;

  static Response ok(JsonNode body) {
    return new Response(OK, body);
  }

  static Response declined(String reason) {
    return no(DECLINED, reason);
  }

  static Response no(int status, String reason) {
    return new Response(status, Json.tree(new Declined(reason)));
  }
}
