/** Reading: what the ledger says an activity is. */
export interface ActivityTable {
  iri: string;
  definition: string;
}
