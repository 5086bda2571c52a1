/** Reading: for a statement that refers to another, every statement along that path, with what it is searched by. */
export interface StatementTargetTable {
  seq: number;
  subject: number;
  verb: string;
  registration: string | null;
}
