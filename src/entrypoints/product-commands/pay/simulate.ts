import { readFile } from 'node:fs/promises';
import { Refused } from '#kernel/result.ts';
import { unusable } from '#kernel/unusable-data.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { planVersions } from '#rooms/incentives/plans/index.ts';
import { runSimulation, scenarioView } from '#rooms/incentives/simulations/index.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { PayCall, Shown } from './actions.ts';

/** A plan over past periods, beside a draft of it when one is given. The scenario is kept, as from the screen. */
export async function simulatePlans(context: WriteContext, { operands, options }: PayCall): Promise<Shown> {
  const versions = await planVersions(context, {});
  const known = versions.find(({ key, planId }) => key === operands[0] || planId === operands[0]);
  if (known === undefined) {
    const keys = [...new Set(versions.map(({ key }) => key))].join(', ');
    throw new Refused('not-found', `no plan is called ${operands[0]} (${keys === '' ? 'there is none' : keys})`);
  }
  const { planId } = known;
  const inForce = versions.find((one) => one.planId === planId && one.state === 'approved') ?? known;
  const draft = options.draft === undefined ? undefined : await draftText(String(options.draft));
  const year = context.today.slice(0, 4);
  const id = await runSimulation(context, {
    name: `${known.key} from the command line`,
    plans: [{ planVersionId: inForce.id }, ...(draft === undefined ? [] : [{ planId, text: draft }])],
    fromOn: (options.from as string | undefined) ?? `${year}-01-01`,
    throughOn: (options.through as string | undefined) ?? context.today,
    draws: (options.draws as number | undefined) ?? 0,
    growth: 1,
    spread: 0.15,
    seed: (options.seed as number | undefined) ?? 1,
  });
  const scenario = await scenarioView(context, id);
  const number = (value: number | null): string =>
    value === null ? '' : value.toLocaleString('en', { maximumFractionDigits: 2 });
  const columns = ['cost', 'sold', 'cost of sale %', 'median', 'least', 'most'];
  const rows = scenario.plans.map(({ label, cost, sold, costOfSale, distribution: { median, least, most } }) => [
    label,
    ...[cost, sold, costOfSale === null ? null : costOfSale * 100, median, least, most].map(number),
  ]);
  const table = terminalTable(
    [{ header: 'plan' }, ...columns.map((header) => ({ header, align: 'right' as const }))],
    rows,
  );
  return { data: scenario, text: `${table}\n\nkept as scenario ${id}` };
}

async function draftText(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) throw unusable('a file with a plan that exists', { file: path });
  return text;
}
