import { type PlanTexts, say } from './plan-texts.ts';
import { wordOf } from './sentences/words.ts';

type Source = string | number;
type Step = Readonly<
  Partial<Record<'from' | 'above' | 'upTo' | 'below' | 'rate' | 'multiply' | 'amount' | 'payout', Source>>
>;
type Table =
  | Source
  | { readonly by: Source; readonly map: Readonly<Record<string, Source>>; readonly otherwise?: Source }
  | { readonly by: Source; readonly steps: readonly Step[] };

export function labelOf(
  label: string | { readonly en?: string; readonly zh?: string } | undefined,
  id: string,
): PlanTexts {
  if (label === undefined) return say(id, id, id);
  if (typeof label === 'string') return say(label, label, label);
  return say(label.en ?? label.zh ?? id, label.zh ?? label.en ?? id, label.zh ?? label.en ?? id);
}

export function describeTable(table: Table): PlanTexts {
  if (typeof table !== 'object') return say(String(table), String(table), String(table));
  if ('map' in table) {
    const entries = Object.entries(table.map).map(([key, value]) => `${key} ${value}`);
    const otherwise =
      table.otherwise === undefined
        ? say('', '', '')
        : say(`, otherwise ${table.otherwise}`, `，其他 ${table.otherwise}`, `，其他 ${table.otherwise}`);
    const by = wordOf(String(table.by));
    return say(
      `by ${table.by} (${entries.join(', ')}${otherwise.en})`,
      `按${by.zh}（${entries.join('，')}${otherwise.zh}）`,
      `按${by.zhHant}（${entries.join('，')}${otherwise.zhHant}）`,
    );
  }
  const steps = table.steps.map(stepText);
  const by = wordOf(String(table.by));
  return say(
    `by ${table.by} (${steps.map(({ en }) => en).join('; ')})`,
    `按${by.zh}（${steps.map(({ zh }) => zh).join('；')}）`,
    `按${by.zhHant}（${steps.map(({ zhHant }) => zhHant).join('；')}）`,
  );
}

export function describeSteps(
  tiers: { readonly by?: Source; readonly method: 'marginal' | 'whole'; readonly steps: readonly Step[] },
  over: PlanTexts,
): PlanTexts {
  const steps = tiers.steps.map(stepText);
  const by = wordOf(String(tiers.by ?? 'total'));
  const method =
    tiers.method === 'marginal'
      ? say('each step for its own part', '各档只计本档部分', '各級只計本級部分')
      : say('the step reached for everything', '达到的档适用于全部', '達到的級適用於全部');
  return say(
    `, in steps by ${String(tiers.by ?? 'total')} over the ${over.en}, ${method.en}: ${steps.map(({ en }) => en).join('; ')}`,
    `，按${over.zh}的${by.zh}分档，${method.zh}：${steps.map(({ zh }) => zh).join('；')}`,
    `，按${over.zhHant}的${by.zhHant}分級，${method.zhHant}：${steps.map(({ zhHant }) => zhHant).join('；')}`,
  );
}

function stepText(step: Step): PlanTexts {
  const start =
    step.from === undefined
      ? step.above === undefined
        ? undefined
        : say(`above ${step.above}`, `高于 ${step.above}`, `高於 ${step.above}`)
      : say(`from ${step.from}`, `${step.from} 起`, `${step.from} 起`);
  const end =
    step.upTo === undefined
      ? step.below === undefined
        ? undefined
        : say(`below ${step.below}`, `低于 ${step.below}`, `低於 ${step.below}`)
      : say(`up to ${step.upTo}`, `至 ${step.upTo}（含）`, `至 ${step.upTo}（含）`);
  const range = [start, end].filter((part) => part !== undefined);
  const pays = step.rate ?? step.amount ?? step.payout ?? (step.multiply === undefined ? '' : `×${step.multiply}`);
  const where =
    range.length === 0
      ? say('beyond', '以上', '以上')
      : say(
          range.map(({ en }) => en).join(' '),
          range.map(({ zh }) => zh).join('，'),
          range.map(({ zhHant }) => zhHant).join('，'),
        );
  return say(`${where.en}: ${pays}`, `${where.zh}：${pays}`, `${where.zhHant}：${pays}`);
}
