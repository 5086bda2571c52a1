/** A recording of a module, or what goes with it, once for each content. */
export interface MediaTable {
  /** SHA-256, hex. */
  sha2: string;
  content_type: string;
  /** Bytes. */
  size: number;
  content: Buffer;
}
