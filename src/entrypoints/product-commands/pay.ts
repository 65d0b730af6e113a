import { Refused } from '#kernel/result.ts';
import { runAs } from '#platform/records/run-as.ts';
import { WrongCall, parseArguments } from '../command-arguments.ts';
import { withWorkplace, workplaceOptions } from '../local-workplace.ts';
import { commandUsage } from './command-usage.ts';
import { type PayAction, type PayCall, payActions } from './pay/actions.ts';

const options = [
  { name: 'calendar', kind: 'text', help: 'calendar of the period: month (default), quarter, plan:KEY …' },
  { name: 'changed', kind: 'flag', help: 'calculate: only whom changes since the last calculation concern' },
  { name: 'line', kind: 'whole', help: 'explain: one line of the statement', min: 1 },
  { name: 'note', kind: 'text', help: 'review, approve, close, pay-out, reopen: why' },
  { name: 'journal', kind: 'flag', help: 'export: the journal instead of the pay file' },
  { name: 'layout', kind: 'text', help: 'export: name of a layout of pay files' },
  { name: 'draft', kind: 'text', help: 'simulate: file with a draft to compare the plan with' },
  { name: 'from', kind: 'date', help: 'simulate: first day' },
  { name: 'through', kind: 'date', help: 'simulate: last day' },
  { name: 'draws', kind: 'whole', help: 'simulate: futures to draw from the past (default 0)', min: 0, max: 500 },
  { name: 'seed', kind: 'whole', help: 'simulate: seed of the draws (default 1)', min: 0 },
  ...workplaceOptions,
] as const;

const usage =
  'pay periods | calculate PERIOD | exceptions PERIOD | statement PERIOD PERSON | explain PERIOD PERSON | review|approve|close|pay-out|reopen PERIOD | export PERIOD | simulate PLAN';

/** `quarterdeck pay …`: the books of pay from the command line; whatever a person may not do, the command line may not either. */
export async function run(args: readonly string[]): Promise<number> {
  const { positional, options: given } = parseArguments(args, options);
  if (given.help === true || positional.length === 0)
    return commandUsage(usage, 'Calculates pay, explains it, simulates plans, moves and exports periods.', options);
  const [name, ...operands] = positional;
  const action: PayAction | undefined = payActions[name];
  if (action === undefined)
    throw new WrongCall(`unknown action ${name} (one of ${Object.keys(payActions).join(', ')} is expected)`);
  if (operands.length !== action.operands.length)
    throw new WrongCall(`pay ${name} takes ${action.operands.join(' and ') || 'nothing more'}`);
  const call: PayCall = { operands, options: given };
  try {
    const shown = await withWorkplace(given, (place) =>
      runAs(place, place.viewer, (context) => action.act(context, call), { statementTimeoutMs: 0 }),
    );
    process.stdout.write(given.json === true ? `${JSON.stringify(shown.data)}\n` : `${shown.text.trimEnd()}\n`);
    return 0;
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem;
    process.stderr.write(`quarterdeck: ${problem.message}\n`);
    return 1;
  }
}
