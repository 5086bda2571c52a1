/** A block that asks nothing, as a page shows it. */
export type ShownContent =
  | { readonly kind: "prose" | "steps"; readonly html: string }
  | { readonly kind: "say" | "example" | "reveal"; readonly title: string | null; readonly html: string }
  | { readonly kind: "compare"; readonly sides: readonly { readonly title: string; readonly html: string }[] }
  | { readonly kind: "figure"; readonly src: string; readonly alt: string; readonly caption: string | null }
  | {
      readonly kind: "audio" | "video";
      readonly title: string;
      readonly src: string;
      readonly type: string;
      readonly captions: string | null;
      readonly poster: string | null;
      /** The transcript. */
      readonly html: string;
    }
  | { readonly kind: "scenario"; readonly slug: string; readonly title: string; readonly minutes: number };
