import { RateLimiterMemory } from "rate-limiter-flexible";
import { z } from "zod";
import { noteSignIn } from "#db/queries/account.ts";
import { accountByEmail } from "#db/queries/identity.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { Context } from "../context.server.ts";
import { beginSession } from "./lucia.server.ts";
import { verifyPassword } from "./password.server.ts";
import { principalOf } from "./principal.server.ts";

const WINDOW_SECONDS = 15 * 60;
/** A whole station may share one address, so the limit by address is wide. */
const byEmail = new RateLimiterMemory({ points: 10, duration: WINDOW_SECONDS });
const byAddress = new RateLimiterMemory({ points: 300, duration: WINDOW_SECONDS });

const credentials = z.object({
  email: z.string().trim().min(1, "Enter your work e-mail address").max(254),
  password: z.string().min(1, "Enter your password").max(1_000),
});

/**
 * Signs somebody in; returns the `Set-Cookie` value.
 * @throws AmendsError `bad-input` with a problem for each field to put right; the
 *   same words and the same time whether the address or the password was wrong.
 */
export async function signIn(
  ctx: Context,
  input: { email: unknown; password: unknown; address: string },
): Promise<string> {
  const parsed = credentials.safeParse({ email: input.email ?? "", password: input.password ?? "" });
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({
      text: issue.message,
      href: `#${String(issue.path[0])}`,
    }));
    throw new AmendsError("bad-input", "Something is missing", "", problems);
  }
  const email = parsed.data.email.toLowerCase();
  const [emailCount, addressCount] = await Promise.all([byEmail.get(email), byAddress.get(input.address)]);
  if ((emailCount?.remainingPoints ?? 1) <= 0 || (addressCount?.remainingPoints ?? 1) <= 0) {
    throw new AmendsError("bad-input", "Too many tries", "", [
      {
        text: "Too many tries. Wait fifteen minutes, or ask your administrator for a new password.",
        href: "#email",
      },
    ]);
  }
  const account = await accountByEmail(ctx.read, email);
  const right = await verifyPassword(account?.password_hash ?? null, parsed.data.password);
  if (!account || !right || account.disabled_at !== null) {
    await Promise.all([
      byEmail.consume(email).catch(() => undefined),
      byAddress.consume(input.address).catch(() => undefined),
    ]);
    throw new AmendsError("bad-input", "No match", "", [
      {
        text: "That e-mail address and password do not go together. Check both and try again.",
        href: "#email",
      },
    ]);
  }
  const principal = await principalOf(ctx, account.id, account.person_id);
  if (!principal) {
    throw new AmendsError("bad-input", "Access has ended", "", [
      {
        text: "Your last day in post has passed, so this account is closed. Your certificates can still be checked by their codes.",
        href: "#email",
      },
    ]);
  }
  await byEmail.delete(email);
  await noteSignIn(ctx.db, account.id, ctx.now());
  return beginSession(ctx, account.id);
}
