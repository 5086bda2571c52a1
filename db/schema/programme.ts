/** The modules an audience must hold. */
export interface ProgrammeTable {
  id: string;
  slug: string;
  title: string;
}
