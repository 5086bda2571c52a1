/** A row of a file that was not imported: where, and why. */
export interface ImportProblemTable {
  import_id: string;
  line: number;
  column: string;
  message: string;
}
