import { Details } from "../details.tsx";
import { Html } from "../html.tsx";

export interface RecordingProps {
  kind: "audio" | "video";
  title: string;
  src: string;
  type: string;
  captions: string | null;
  poster: string | null;
  /** The transcript. */
  html: string;
}

/** A sound or a film with the browser's own controls. Nothing is fetched or played before somebody asks. */
export function Recording({ kind, title, src, type, captions, poster, html }: RecordingProps) {
  return (
    <figure className="media">
      <figcaption>{title}</figcaption>
      {kind === "video" ? (
        <video controls preload="none" playsInline poster={poster ?? undefined} aria-label={title}>
          <source src={src} type={type} />
          <track kind="captions" src={captions ?? undefined} srcLang="en-GB" label="English" default />
        </video>
      ) : (
        // Sound has nothing to see: its words are the transcript below (WCAG 2.2, 1.2.1).
        // eslint-disable-next-line jsx-a11y/media-has-caption
        <audio controls preload="none" aria-label={title}>
          <source src={src} type={type} />
        </audio>
      )}
      <Details summary={`Transcript of “${title}”`}>
        <Html className="prose" html={html} />
      </Details>
    </figure>
  );
}
