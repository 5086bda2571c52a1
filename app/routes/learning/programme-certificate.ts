import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { AmendsError } from "#app/domain/errors.ts";
import { authorised } from "#app/http/authorise.server.ts";
import {
  heldProgrammes,
  makeProgrammeCertificate,
} from "#app/services/learning/programme-certificates.server.ts";

/** To the certificate of a programme that was made already. */
export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "record.read-own", async ({ ctx, principal }) => {
    const found = (await heldProgrammes(ctx, principal)).find((one) => one.slug === args.params.programme);
    if (!found) throw new AmendsError("not-found", "You have no certificate of this programme");
    return redirect(found.code ? `/certificates/${found.code}` : "/record");
  });
}

/** Makes it, once for the same awards. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "record.read-own", async ({ ctx, principal }) =>
    redirect(`/certificates/${await makeProgrammeCertificate(ctx, principal, args.params.programme ?? "")}`),
  );
}
