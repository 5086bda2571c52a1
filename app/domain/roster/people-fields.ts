/** What a map may find in a file of people. Apart from the map, so that a page need not bring its checks. */

/** What a field is called on a page, in an error and in the documentation. */
export const PEOPLE_FIELD_NAMES = {
  employeeNumber: "Employee number",
  collarNumber: "Collar number",
  surname: "Surname",
  forenames: "Forenames",
  fullName: "Whole name, if it is in one column",
  knownAs: "Known as",
  workEmail: "Work e-mail",
  group: "Staff group",
  rank: "Rank or grade",
  actingRank: "Acting rank",
  actingFrom: "Acting since",
  areas: "Area above the unit",
  unitCode: "Unit code",
  unitName: "Unit name",
  fte: "Full-time equivalent",
  startedOn: "First day of service",
  postFrom: "First day in this post",
  leavesOn: "Last day in post",
  absence: "Kind of absence",
  absenceFrom: "First day of absence",
  absenceTo: "Last day of absence",
} as const;
export type PeopleField = keyof typeof PEOPLE_FIELD_NAMES;
