import fc from "fast-check";
import { expect, it } from "vitest";
import type { PersonId } from "../ids.ts";
import { toInstant, type Instant } from "../time.ts";
import { savesFolded, savesThinned, type SaveLine } from "./thinning.ts";

const START = Date.parse("2018-06-04T09:00:00.000Z");
const later = (seconds: number): Instant => toInstant(new Date(START + seconds * 1_000));
const save = (revision: number, seconds: number, over: Partial<SaveLine> = {}): SaveLine => ({
  revision,
  what: "Wrote in scene 1",
  undoes: null,
  saved_at: later(seconds),
  saved_by: "trainer" as PersonId,
  ...over,
});

it("leaves the last five minutes as they are, and then the last save of each minute", () => {
  const saves = Array.from({ length: 60 }, (_, at) => save(at + 1, at * 2));
  expect(savesThinned(saves, later(300))).toEqual([]);
  const left = new Set(savesThinned(saves, later(600)));
  expect(saves.map((one) => one.revision).filter((one) => !left.has(one))).toEqual([1, 30, 60]);
  expect(savesFolded(saves)).toEqual([...left]);
});

it("keeps what another author wrote apart, what a button did, what was undone and what Undo compares with", () => {
  const other = { saved_by: "other" as PersonId };
  const saves = [
    save(1, 0),
    save(2, 2),
    save(3, 4, other),
    save(4, 6),
    save(5, 8, { what: "Moved scene 1 up" }),
    save(6, 10),
    save(7, 12),
    save(8, 14),
    save(9, 16, { what: "Undid", undoes: 8 }),
    save(10, 18),
    save(11, 20),
  ];
  expect(savesThinned(saves, later(600))).toEqual([6, 10]);
  // A day later whatever one author did in a row within an hour is one.
  expect(savesThinned(saves, later(100_000))).toEqual([4, 5, 6, 10]);
});

it("keeps the first and the last save, somebody's last before another's, and nothing goes in a second round", () => {
  const lines = fc.array(
    fc.record({
      after: fc.nat(90),
      by: fc.constantFrom("a", "b"),
      undoes: fc.option(fc.nat(20), { freq: 5 }),
    }),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(lines, fc.constantFrom(400, 3_000, 100_000), (made, age) => {
      let at = 0;
      const saves = made.map(({ after, by, undoes }, index) =>
        save(index + 1, (at += after), {
          saved_by: by as PersonId,
          undoes: undoes !== null && undoes > 1 && undoes <= index ? undoes : null,
        }),
      );
      const went = new Set(savesThinned(saves, later(at + age)));
      const kept = saves.filter((one) => !went.has(one.revision));
      expect(kept[0]?.revision).toBe(1);
      expect(kept.at(-1)).toBe(saves.at(-1));
      for (const [index, one] of saves.entries())
        if (saves[index + 1]?.saved_by !== one.saved_by) expect(went.has(one.revision)).toBe(false);
      expect(savesThinned(kept, later(at + age))).toEqual([]);
    }),
  );
});
