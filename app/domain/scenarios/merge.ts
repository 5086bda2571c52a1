/**
 * Two people on one draft: what each changed since they last agreed is put together, scene by scene and field by
 * field, and a text paragraph by paragraph; only where both changed the same one is there something to ask. Intentionally pure. Lists whose entries
 * have ids are merged by id, so that scenes, choices and people are known again wherever they stand.
 */
import { diffArrays } from "diff";

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Keys from the root; an entry of a list with ids by its id. */
export type IdPath = readonly string[];

/** Both changed it, differently. Undefined: it is not there. */
export interface MergeConflict {
  readonly path: IdPath;
  readonly base: Json | undefined;
  readonly mine: Json | undefined;
  readonly theirs: Json | undefined;
}

export interface Merged<Document> {
  /** What they have stands wherever there is a conflict, until somebody decides. */
  readonly document: Document;
  readonly conflicts: readonly MergeConflict[];
}

/**
 * @param base what both began from
 * @param theirs what is saved already
 */
export function mergeDocuments<Document>(base: Document, mine: Document, theirs: Document): Merged<Document> {
  const conflicts: MergeConflict[] = [];
  const document = merge(base as Json, mine as Json, theirs as Json, [], conflicts) as Document;
  return { document, conflicts };
}

type Entry = { readonly [key: string]: Json | undefined };
type Listed = Entry & { readonly id: string };

const isEntry = (value: Json | undefined): value is Entry =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isList = (value: Json | undefined): value is readonly Listed[] =>
  Array.isArray(value) &&
  (value as readonly Json[]).every((one) => isEntry(one) && typeof one.id === "string");

/** A picture goes with the words for it: those of one are never put to another. */
const isPicture = (value: Entry): boolean => typeof value.file === "string";

/** A picture of a draft in words, for a history: “picture 3f2a91c0: A gate at dusk”; null for what is none. */
export function pictureWords(value: Json | undefined): string | null {
  if (!isEntry(value) || typeof value.file !== "string") return null;
  const alt = typeof value.alt === "string" ? value.alt.trim() : "";
  return `picture ${value.file.slice(0, 8)}: ${alt === "" ? "(not described)" : alt}`;
}

/** Deep equality of JSON; a missing key and one that is undefined are alike. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    const ones = a as readonly Json[];
    const others = b as readonly Json[];
    return ones.length === others.length && ones.every((one, at) => same(one, others[at]));
  }
  if (!isEntry(a) || !isEntry(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => same(a[key], b[key]));
}

function merge(
  base: Json | undefined,
  mine: Json | undefined,
  theirs: Json | undefined,
  path: IdPath,
  conflicts: MergeConflict[],
): Json | undefined {
  if (same(mine, theirs) || same(base, mine)) return theirs;
  if (same(base, theirs)) return mine;
  if (isList(mine) && isList(theirs) && mine.length + theirs.length > 0)
    return mergeLists(isList(base) ? base : [], mine, theirs, path, conflicts);
  if (isEntry(mine) && isEntry(theirs) && !isPicture(mine)) {
    const from = isEntry(base) ? base : {};
    const keys = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
    const merged: Record<string, Json> = {};
    for (const key of keys) {
      const value = merge(from[key], mine[key], theirs[key], [...path, key], conflicts);
      if (value !== undefined) merged[key] = value;
    }
    return merged;
  }
  if (typeof base === "string" && typeof mine === "string" && typeof theirs === "string") {
    const both = mergeTexts(base, mine, theirs);
    if (both !== null) return both;
  }
  conflicts.push({ path, base, mine, theirs });
  return theirs;
}

/** Paragraphs from `from` up to `to` of the text that both began from, and what stands there now. */
interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly now: readonly string[];
}

const paragraphs = (text: string): string[] => text.split(/\n{2,}/);

function editsOf(base: readonly string[], now: readonly string[]): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  let open: { from: number; to: number; now: string[] } | null = null;
  for (const part of diffArrays([...base], [...now])) {
    if (!part.added && !part.removed) {
      open = null;
      at += part.value.length;
      continue;
    }
    if (!open) edits.push((open = { from: at, to: at, now: [] }));
    if (part.added) open.now.push(...part.value);
    else open.to = at += part.value.length;
  }
  return edits;
}

/** Two authors in one text, each in paragraphs of their own; null where both changed the same one. */
export function mergeTexts(base: string, mine: string, theirs: string): string | null {
  const from = paragraphs(base);
  const [ours, others] = [editsOf(from, paragraphs(mine)), editsOf(from, paragraphs(theirs))];
  const sameEdit = (a: TextEdit, b: TextEdit) => a.from === b.from && a.to === b.to && same(a.now, b.now);
  const apart = (a: TextEdit, b: TextEdit) =>
    a.from === a.to || b.from === b.to ? a.to < b.from || b.to < a.from : a.to <= b.from || b.to <= a.from;
  if (ours.some((one) => others.some((other) => !sameEdit(one, other) && !apart(one, other)))) return null;
  const edits = [...others, ...ours.filter((one) => !others.some((other) => sameEdit(one, other)))];
  const merged: string[] = [];
  let at = 0;
  for (const edit of edits.sort((a, b) => a.from - b.from)) {
    merged.push(...from.slice(at, edit.from), ...edit.now);
    at = edit.to;
  }
  return [...merged, ...from.slice(at)].join("\n\n");
}

function mergeLists(
  base: readonly Listed[],
  mine: readonly Listed[],
  theirs: readonly Listed[],
  path: IdPath,
  conflicts: MergeConflict[],
): Json {
  const find = (list: readonly Listed[], id: string) => list.find((one) => one.id === id);
  const merged = new Map<string, Json>();
  for (const id of new Set([...theirs, ...mine].map((one) => one.id))) {
    const [was, my, their] = [find(base, id), find(mine, id), find(theirs, id)];
    // Taken away by one: it goes, unless the other has worked on it meanwhile.
    if (was && !my && their) {
      if (!same(was, their)) merged.set(id, their);
    } else if (was && my && !their) {
      if (!same(was, my)) merged.set(id, my);
    } else {
      const value = merge(was, my ?? their, their ?? my, [...path, id], conflicts);
      if (value !== undefined) merged.set(id, value);
    }
  }
  const order = orderOf(
    base.map((one) => one.id),
    mine.map((one) => one.id),
    theirs.map((one) => one.id),
  );
  return order.flatMap((id) => (merged.has(id) ? [merged.get(id) as Json] : []));
}

/** The order of whoever changed it, theirs when both did; what the other added follows what it followed there. */
function orderOf(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  const common = (list: readonly string[]) =>
    list.filter((id) => base.includes(id) && mine.includes(id) && theirs.includes(id)).join(" ");
  const [leading, other] = common(theirs) === common(base) ? [mine, theirs] : [theirs, mine];
  const order = [...leading];
  other.forEach((id, at) => {
    if (order.includes(id)) return;
    const before = other.slice(0, at).findLast((one) => order.includes(one));
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, id);
  });
  return order;
}

/** Something that differs between two documents. Undefined: it is not there. */
export interface Difference {
  readonly path: IdPath;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Every difference, the smallest part that has it; `moved` entries are told as their list's path and "order". */
export function differencesOf(
  before: Json | undefined,
  after: Json | undefined,
  path: IdPath = [],
): Difference[] {
  if (same(before, after)) return [];
  if (isList(before) && isList(after)) {
    const ids = [...new Set([...after, ...before].map((one) => one.id))];
    const find = (list: readonly Listed[], id: string) => list.find((one) => one.id === id);
    const kept = (list: readonly Listed[], other: readonly Listed[]) =>
      list.map((one) => one.id).filter((id) => find(other, id));
    const order = same(kept(before, after), kept(after, before))
      ? []
      : [{ path: [...path, "order"], before: kept(before, after), after: kept(after, before) }];
    return [
      ...ids.flatMap((id) => differencesOf(find(before, id), find(after, id), [...path, id])),
      ...order,
    ];
  }
  if (isEntry(before) && isEntry(after) && !isPicture(after)) {
    return [...new Set([...Object.keys(after), ...Object.keys(before)])].flatMap((key) =>
      differencesOf(before[key], after[key], [...path, key]),
    );
  }
  return [{ path, before, after }];
}

/** The document with one place set; undefined takes it away. A path that leads nowhere changes nothing. */
export function withValue<Document>(document: Document, path: IdPath, value: Json | undefined): Document {
  const set = (node: Json | undefined, [key, ...rest]: IdPath): Json | undefined => {
    if (key === undefined) return value;
    if (isList(node))
      return node.flatMap((one) => {
        const next = one.id === key ? set(one, rest) : one;
        return next === undefined ? [] : [next];
      });
    if (!isEntry(node)) return node;
    const { [key]: child, ...others } = node;
    const next = set(child, rest);
    // The key keeps its place.
    return next === undefined
      ? others
      : Object.hasOwn(node, key)
        ? Object.fromEntries(Object.entries(node).map(([name, one]) => [name, name === key ? next : one]))
        : { ...node, [key]: next };
  };
  return set(document as Json, path) as Document;
}

/** A path that counts, with ids where entries have them. */
export function idsAlong(root: unknown, path: readonly PropertyKey[]): IdPath {
  let node = root;
  return path.map((key) => {
    node =
      typeof node === "object" && node !== null ? (node as Record<PropertyKey, unknown>)[key] : undefined;
    const id = typeof node === "object" && node !== null && "id" in node ? node.id : undefined;
    return typeof key === "number" && typeof id === "string" ? id : String(key);
  });
}
