/**
 * Branded identifiers: a unit's id cannot be passed where a person's is meant.
 * Every id is UUIDv7 text, made by the composition root.
 */
declare const brand: unique symbol;
export type Branded<Value, Name extends string> = Value & { readonly [brand]: Name };

export type ForceId = Branded<string, "ForceId">;
export type PersonId = Branded<string, "PersonId">;
export type UnitId = Branded<string, "UnitId">;
export type AccountId = Branded<string, "AccountId">;
export type StatementId = Branded<string, "StatementId">;
/** One try at a module, a check or a scenario: the xAPI registration. */
export type Registration = Branded<string, "Registration">;
/** The opaque account name that stands for a person in every statement. */
export type ActorName = Branded<string, "ActorName">;
export type VersionId = Branded<string, "VersionId">;
export type DraftId = Branded<string, "DraftId">;
