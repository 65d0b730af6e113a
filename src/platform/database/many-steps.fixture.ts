import type { Migration } from '#platform/migrations/define-migration.ts';

export const statementsPerStep = 300;

/** Steps long enough to be killed in their middle; each leaves a countable table. */
export const manySteps: readonly Migration[] = [0, 1, 2, 3].map((step) => ({
  name: `000${step}-step`,
  statements: [
    `create table qd.step_${step} (i integer primary key)`,
    ...Array.from({ length: statementsPerStep }, (_, i) => `insert into qd.step_${step} values (${i})`),
  ],
}));
