/** HTML that we made when the content was published, with nothing in it that runs. */
export function Html({
  html,
  as: As = "div",
  className,
}: {
  html: string;
  as?: "div" | "span";
  className?: string;
}) {
  return <As className={className} dangerouslySetInnerHTML={{ __html: html }} />;
}
