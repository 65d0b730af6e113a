export { compileText } from './compile-text.ts';
export { approveVersion, createPlan, createVersion, hashOf, submitVersion } from './change-version.ts';
export { type PersonTerms, loadPersonTerms, payeeRows } from './payees.ts';
export { versionSummaryOf } from './plan-views.ts';
export { type VersionRow, inForce, planVersions } from './plan-store.ts';
export { assign } from './assignments.ts';
