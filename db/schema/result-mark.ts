/** The last statement that is in the counts; one row. */
export interface ResultMarkTable {
  id: number;
  seq: number;
}
