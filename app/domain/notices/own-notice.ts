/** What somebody was reminded of, as they read it. */
export interface OwnNotice {
  readonly id: string;
  readonly text: string;
  /** Who sent it, by name. */
  readonly from: string;
  /** The day, in words. */
  readonly on: string;
}
