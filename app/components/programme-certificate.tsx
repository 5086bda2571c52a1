import { Form } from "@remix-run/react";
import { inSentence } from "#app/domain/words.ts";
import { Button, ButtonLink } from "./button.tsx";

/** To the certificate of a programme that is held; it is made when it is first asked for. */
export function ProgrammeCertificate({
  programme,
}: {
  programme: { slug: string; title: string; code: string | null };
}) {
  const words = `Certificate of ${inSentence(programme.title)}`;
  return programme.code ? (
    <div className="button-row">
      <ButtonLink variant="amber" to={`/certificates/${programme.code}`}>
        {words}
      </ButtonLink>
    </div>
  ) : (
    <Form method="post" action={`/record/programmes/${programme.slug}`} className="button-row">
      <Button type="submit" variant="amber">
        {words}
      </Button>
    </Form>
  );
}
