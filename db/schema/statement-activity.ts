/**
 * Reading: which statements a search by activity finds. `activity` is the digest of its identifier; `direct` 0 is found
 * only by searches for what is related. `subject` is the statement that names it: `seq` itself, or one that `seq` refers to.
 */
export interface StatementActivityTable {
  activity: string;
  direct: number;
  seq: number;
  subject: number;
}
