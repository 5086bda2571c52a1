/**
 * The five things that training makes of somebody, kept apart (DOMAIN.md §F.3): none of them gives another, and two
 * are never reached by e-learning alone. Intentionally pure.
 */
export const ATTAINMENTS = ["aware", "level-1", "supervisor", "facilitator", "sensitive"] as const;
export type Attainment = (typeof ATTAINMENTS)[number];

export const ATTAINMENT_NAMES: Record<Attainment, string> = {
  aware: "Aware",
  "level-1": "Level 1 ready",
  supervisor: "Supervisor",
  facilitator: "Facilitator",
  sensitive: "Sensitive and complex",
};

export const ATTAINMENT_MEANINGS: Record<Attainment, string> = {
  aware: "Knows what RJ is, tells victims about it in time, stops where it is not safe, and refers well.",
  "level-1":
    "Can run a short, safe conversation about low-level harm, and close it with promises that are checked.",
  supervisor: "Authorises, samples the quality of what is done, and reads the team's figures honestly.",
  facilitator: "Has been trained and tested in person to prepare people for RJ and to run it.",
  sensitive: "A facilitator who has been trained in person for the most serious and complex cases.",
};

/**
 * Those that a course in person must be part of: a facilitator's course is at least 20 hours with role play (fact
 * F41), and sexual harm asks for facilitators with specialist training (F34).
 */
export const IN_PERSON_ATTAINMENTS: readonly Attainment[] = ["facilitator", "sensitive"];
