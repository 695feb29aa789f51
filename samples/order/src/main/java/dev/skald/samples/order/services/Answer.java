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
record Answer(int status, JsonNode body) {

  static final int OK = 200;
  static final int REFUSED = 409;
  static final int DECLINED = 422;

  static Answer ok(JsonNode body) {
    return new Answer(OK, body);
  }

  static Answer declined(String reason) {
    return no(DECLINED, reason);
  }

  static Answer no(int status, String reason) {
    return new Answer(status, Json.tree(new Declined(reason)));
  }
}
