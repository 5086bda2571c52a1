/** What a kept form sends beside its fields: the key under which it counts once, and whose it is. */
import { AmendsError } from "#app/domain/errors.ts";
import type { Principal } from "#app/services/identity/principal.server.ts";
import { keeperOf } from "#app/services/identity/read-frame.server.ts";
import { textField } from "./parse.ts";

const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.\d{1,3})?$/;

/**
 * The key under which a form's sending counts once; null when it has none.
 * @throws AmendsError `not-allowed` when somebody else wrote it, who was signed in in this browser before.
 */
export function sendKeyOf(form: FormData, principal: Principal): string | null {
  const keeper = textField(form, "send-for");
  if (keeper !== "" && keeper !== keeperOf(principal)) {
    throw new AmendsError(
      "not-allowed",
      "This was written by somebody else, who was signed in here before",
      "Nothing was kept. Load the page again and answer for yourself.",
    );
  }
  const key = textField(form, "send-key");
  return KEY.test(key) ? key : null;
}
