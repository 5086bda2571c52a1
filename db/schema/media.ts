/** A picture, a recording, or what goes with it, once for each content. */
export interface MediaTable {
  /** SHA-256, hex. */
  sha2: string;
  content_type: string;
  /** Bytes. */
  size: number;
  content: Buffer;
  /** Pixels, as a picture is shown; null for what is none, and for what was kept before these were. */
  width: number | null;
  height: number | null;
}
