import { calculationJson, calculationText } from './commission/print-calculation.ts';
import { calculatePeriod, inputOptions, loadInput } from './commission/run-calculation.ts';
import type { EngineCommand, EngineVerb } from './define-engine-command.ts';

const creditColumns =
  'PLAN.yaml and CREDITS: id, payee, date, amount [, currency, share, event, reverses, deal, item, and the columns the plan names]';

const calculateVerb: EngineVerb = {
  summary: 'what everyone earns, line by line',
  files: [2, 2],
  input: creditColumns,
  options: [...inputOptions, { name: 'period', kind: 'text', help: 'only this period, such as 2026-10 or 2026-Q4' }],
  async run(call) {
    const [planFile, creditsFile] = call.files;
    const { plan, input, notes } = await loadInput(call, planFile, creditsFile);
    const calculation = calculatePeriod(plan, input, call.options.period as string | undefined);
    return { json: calculationJson(calculation, notes), text: calculationText(calculation, notes) };
  },
};

/** `quarterdeck commission`: pay from plans and credits, exact and with its working shown. */
export const commissionCommand: EngineCommand = {
  name: 'commission',
  summary: 'Incentive pay: calculate a plan over credits, explain every line, simulate plans side by side',
  verbs: { calculate: calculateVerb },
};
