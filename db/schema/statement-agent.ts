/**
 * Reading: which statements a search by agent finds. `agent` is the digest of its identifier; `direct` 0 is found
 * only by searches for what is related. `subject` is the statement that names it: `seq` itself, or one that `seq` refers to.
 */
export interface StatementAgentTable {
  agent: string;
  direct: number;
  seq: number;
  subject: number;
}
