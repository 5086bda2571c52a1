/** A compiled block as a page shows it: its slots filled, its files at their addresses. */
import type { Block, CompiledModule } from "#app/domain/learning/lesson.ts";
import type { ShownContent } from "#app/domain/learning/shown-content.ts";
import type { Context } from "../context.server.ts";
import type { SlotFiller } from "./fill-slots.server.ts";
import { liveScenario } from "./pinned.server.ts";

/** @throws AmendsError `not-found` for a scenario that is not live. */
export async function showContent(
  ctx: Context,
  module: Pick<CompiledModule, "images" | "media">,
  filler: SlotFiller,
  block: Exclude<Block, { kind: "question" }>,
): Promise<ShownContent> {
  switch (block.kind) {
    case "prose":
    case "steps":
      return { kind: block.kind, html: filler.fill(block) };
    case "say":
    case "example":
    case "reveal":
      return { kind: block.kind, title: block.title ?? null, html: filler.fill(block) };
    case "compare":
      return {
        kind: "compare",
        sides: block.sides.map((side) => ({ title: side.title, html: filler.fill(side) })),
      };
    case "figure": {
      const name = block.src.replace(/^\.\//, "");
      const file = module.media?.[name];
      const image = module.images[name];
      const src = file ? `/media/${file.sha2}` : image ? `data:${image.type};base64,${image.base64}` : "";
      return { kind: "figure", src, alt: block.alt, caption: block.caption ?? null };
    }
    case "audio":
    case "video": {
      const at = (name: string | undefined) => {
        const file = name === undefined ? undefined : module.media?.[name];
        return file ? { address: `/media/${file.sha2}`, type: file.type } : null;
      };
      const recording = at(block.src);
      return {
        kind: block.kind,
        title: block.title,
        src: recording?.address ?? "",
        type: recording?.type ?? "",
        captions: at(block.captions)?.address ?? null,
        poster: at(block.poster)?.address ?? null,
        html: filler.fill(block),
      };
    }
    case "scenario": {
      const live = await liveScenario(ctx, block.slug);
      return { kind: "scenario", slug: block.slug, title: live.title, minutes: live.minutes };
    }
  }
}
