/** Every migration, in order. A migration is frozen once it has landed. */
import type { Migration } from "kysely";
import * as spine from "./0001-spine.ts";
import * as ledger from "./0002-ledger.ts";
import * as policy from "./0003-policy.ts";
import * as attempts from "./0004-attempts.ts";
import * as recall from "./0005-recall.ts";
import * as contentReport from "./0007-content-report.ts";
import * as cpd from "./0008-cpd.ts";
import * as importMaps from "./0009-import-maps.ts";
import * as corrections from "./0010-corrections.ts";
import * as targets from "./0011-targets.ts";
import * as snapshots from "./0012-snapshots.ts";
import * as drafts from "./0017-drafts.ts";
import * as media from "./0018-media.ts";
import * as sharedReflections from "./0019-shared-reflections.ts";
import * as outlets from "./0020-outlets.ts";
import * as forecasts from "./0021-forecasts.ts";
import * as integrity from "./0024-integrity.ts";
import * as results from "./0025-results.ts";
import * as verdicts from "./0026-verdicts.ts";
import * as resultPeople from "./0027-result-people.ts";
import * as targetVersions from "./0029-target-versions.ts";
import * as notices from "./0030-notices.ts";
import * as recordChanges from "./0032-record-changes.ts";
import * as programmeCertificates from "./0033-programme-certificates.ts";
import * as reportOwners from "./0034-report-owners.ts";
import * as accounts from "./0035-accounts.ts";
import * as peopleInOrder from "./0037-people-in-order.ts";
import * as pictureSizes from "./0038-picture-sizes.ts";
import * as saveLines from "./0039-save-lines.ts";

export const migrations: Record<string, Migration> = {
  "0001-spine": spine,
  "0002-ledger": ledger,
  "0003-policy": policy,
  "0004-attempts": attempts,
  "0005-recall": recall,
  "0007-content-report": contentReport,
  "0008-cpd": cpd,
  "0009-import-maps": importMaps,
  "0010-corrections": corrections,
  "0011-targets": targets,
  "0012-snapshots": snapshots,
  "0017-drafts": drafts,
  "0018-media": media,
  "0019-shared-reflections": sharedReflections,
  "0020-outlets": outlets,
  "0021-forecasts": forecasts,
  "0024-integrity": integrity,
  "0025-results": results,
  "0026-verdicts": verdicts,
  "0027-result-people": resultPeople,
  "0029-target-versions": targetVersions,
  "0030-notices": notices,
  "0032-record-changes": recordChanges,
  "0033-programme-certificates": programmeCertificates,
  "0034-report-owners": reportOwners,
  "0035-accounts": accounts,
  "0037-people-in-order": peopleInOrder,
  "0038-picture-sizes": pictureSizes,
  "0039-save-lines": saveLines,
};
