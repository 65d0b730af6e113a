export type { StatementView } from './contract.ts';
export { statementRows } from './statement-store.ts';
export { statementView } from './statement-view.ts';
