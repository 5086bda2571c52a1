/** An owner of a fact that a report concerns, by the name in `facts.yaml` when it was written. */
export interface ContentReportOwnerTable {
  report_id: string;
  owner: string;
}
