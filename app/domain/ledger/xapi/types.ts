/**
 * Any valid xAPI statement, as JSON.parse gives it: what others may send us, wider than what we write
 * ourselves (`../statement.ts`). Names are the specification's own.
 */

/** Words by language tag (RFC 5646). */
export type LanguageMap = Readonly<Record<string, string>>;

/** Whatever JSON holds, by IRI. */
export type Extensions = Readonly<Record<string, unknown>>;

export interface Account {
  readonly homePage: string;
  readonly name: string;
}

/** At most one of these; an Agent has exactly one. */
interface InverseFunctionalIdentifier {
  readonly mbox?: string;
  readonly mbox_sha1sum?: string;
  readonly openid?: string;
  readonly account?: Account;
}

export interface Agent extends InverseFunctionalIdentifier {
  readonly objectType?: "Agent";
  readonly name?: string;
}

/** Identified by one identifier, or anonymous and then with members. */
export interface Group extends InverseFunctionalIdentifier {
  readonly objectType: "Group";
  readonly name?: string;
  readonly member?: readonly Agent[];
}

export type Actor = Agent | Group;

export interface Verb {
  readonly id: string;
  readonly display?: LanguageMap;
}

export type InteractionType =
  | "true-false"
  | "choice"
  | "fill-in"
  | "long-fill-in"
  | "matching"
  | "performance"
  | "sequencing"
  | "likert"
  | "numeric"
  | "other";

export interface InteractionComponent {
  readonly id: string;
  readonly description?: LanguageMap;
}

export interface ActivityDefinition {
  readonly name?: LanguageMap;
  readonly description?: LanguageMap;
  readonly type?: string;
  readonly moreInfo?: string;
  readonly interactionType?: InteractionType;
  readonly correctResponsesPattern?: readonly string[];
  readonly choices?: readonly InteractionComponent[];
  readonly scale?: readonly InteractionComponent[];
  readonly source?: readonly InteractionComponent[];
  readonly target?: readonly InteractionComponent[];
  readonly steps?: readonly InteractionComponent[];
  readonly extensions?: Extensions;
}

export interface ActivityObject {
  readonly objectType?: "Activity";
  readonly id: string;
  readonly definition?: ActivityDefinition;
}

export interface StatementRef {
  readonly objectType: "StatementRef";
  readonly id: string;
}

export interface Score {
  readonly scaled?: number;
  readonly raw?: number;
  readonly min?: number;
  readonly max?: number;
}

export interface Result {
  readonly score?: Score;
  readonly success?: boolean;
  readonly completion?: boolean;
  readonly response?: string;
  readonly duration?: string;
  readonly extensions?: Extensions;
}

/** One activity, or several: the same thing on input; the endpoint answers with arrays. */
export type ActivityOrActivities = ActivityObject | readonly ActivityObject[];

export interface ContextActivities {
  readonly parent?: ActivityOrActivities;
  readonly grouping?: ActivityOrActivities;
  readonly category?: ActivityOrActivities;
  readonly other?: ActivityOrActivities;
}

/** xAPI 2.0 only. */
export interface ContextAgent {
  readonly objectType: "contextAgent";
  readonly agent: Agent;
  readonly relevantTypes?: readonly string[];
}

/** xAPI 2.0 only. */
export interface ContextGroup {
  readonly objectType: "contextGroup";
  readonly group: Group;
  readonly relevantTypes?: readonly string[];
}

export interface Context {
  readonly registration?: string;
  readonly instructor?: Actor;
  readonly team?: Group;
  readonly contextActivities?: ContextActivities;
  readonly contextAgents?: readonly ContextAgent[];
  readonly contextGroups?: readonly ContextGroup[];
  readonly revision?: string;
  readonly platform?: string;
  readonly language?: string;
  readonly statement?: StatementRef;
  readonly extensions?: Extensions;
}

export interface Attachment {
  readonly usageType: string;
  readonly display: LanguageMap;
  readonly description?: LanguageMap;
  readonly contentType: string;
  /** Octets. */
  readonly length: number;
  /** Hexadecimal SHA-2 of the content. */
  readonly sha2: string;
  readonly fileUrl?: string;
}

/** What a statement and a SubStatement have in common, but for their objects. */
interface Said {
  readonly actor: Actor;
  readonly verb: Verb;
  readonly result?: Result;
  readonly context?: Context;
  readonly timestamp?: string;
  readonly attachments?: readonly Attachment[];
}

export interface SubStatement extends Said {
  readonly objectType: "SubStatement";
  readonly object: ActivityObject | Actor | StatementRef;
}

export type StatementObject = ActivityObject | Actor | StatementRef | SubStatement;

export interface XapiStatement extends Said {
  readonly id?: string;
  readonly object: StatementObject;
  readonly stored?: string;
  readonly authority?: Actor;
  readonly version?: string;
}
