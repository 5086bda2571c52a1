/** What came attached to statements, once for each content. */
export interface AttachmentTable {
  sha2: string;
  content_type: string;
  content: Buffer;
}
