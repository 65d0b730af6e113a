import type { ComponentDocument, PlanDocument } from '../plan/schema.ts';
import { describeSteps, describeTable, labelOf } from './phrases.ts';
import { type PlanTexts, say } from './plan-texts.ts';
import { wordOf } from './sentences/words.ts';

export interface ClauseText {
  /** JSON pointer. */
  readonly clause: string;
  readonly text: PlanTexts;
}

const periodNames: Readonly<Record<string, PlanTexts>> = {
  week: say('week', '周', '週'),
  month: say('month', '月', '月'),
  quarter: say('quarter', '季度', '季度'),
  'half-year': say('half-year', '半年', '半年'),
  year: say('year', '年', '年'),
  period: say('pay period', '结算期', '結算期'),
  plan: say('life of the plan', '方案有效期', '方案有效期'),
};

const rounded: Readonly<Record<string, PlanTexts>> = {
  total: say('each statement', '每张对账单的合计', '每張對帳單的合計'),
  component: say('each component', '每个组成部分的合计', '每個組成部分的合計'),
  line: say('each line', '每一行', '每一行'),
};

const roundings: Readonly<Record<NonNullable<NonNullable<PlanDocument['rounding']>['mode']>, PlanTexts>> = {
  'half-up': say('half-up', '四舍五入', '四捨五入'),
  'half-even': say('half-even', '四舍六入五成双', '四捨六入五成雙'),
  down: say('down', '向零舍去', '向零捨去'),
  up: say('up', '远离零进位', '遠離零進位'),
  floor: say('floor', '向下取整', '向下取整'),
  ceiling: say('ceiling', '向上取整', '向上取整'),
};

/** A plan in plain words, clause by clause, in every language: what people sign. */
export function describePlan(document: PlanDocument): ClauseText[] {
  const clauses: ClauseText[] = [];
  const add = (clause: string, text: PlanTexts): void => void clauses.push({ clause, text });
  const period =
    typeof document.period === 'string'
      ? periodNames[document.period]
      : say('pay cycle of the list', '所列结算期', '所列結算期');
  add(
    '/period',
    say(
      `Pay is calculated for each ${period.en}, in ${document.currency}.`,
      `按${period.zh}计算，币种 ${document.currency}。`,
      `按${period.zhHant}計算，幣別 ${document.currency}。`,
    ),
  );
  const { effective, recognition, rounding, draw, returns } = document;
  if (effective !== undefined) {
    add(
      '/effective',
      say(
        `In force from ${effective.from ?? 'the start'} through ${effective.through ?? 'further notice'}.`,
        `有效期自 ${effective.from ?? '起始'} 至 ${effective.through ?? '另行通知'}。`,
        `有效期自 ${effective.from ?? '起始'} 至 ${effective.through ?? '另行通知'}。`,
      ),
    );
  }
  if (recognition !== undefined) {
    const parts = typeof recognition === 'string' ? [{ event: recognition, share: '' }] : recognition;
    const events = (language: keyof PlanTexts, between: string): string =>
      parts.map(({ event, share }) => `${wordOf(event)[language]} ${share}`.trim()).join(between);
    add(
      '/recognition',
      say(
        `A sale earns on: ${events('en', ', ')}.`,
        `业绩确认时点：${events('zh', '，')}。`,
        `業績確認時點：${events('zhHant', '，')}。`,
      ),
    );
  }
  for (const [name, quota] of Object.entries(document.quotas ?? {})) {
    const plain = typeof quota !== 'object';
    const per = periodNames[plain ? 'period' : quota.per];
    const stated = plain ? quota : quota.amount;
    const amount =
      stated === undefined
        ? say('from the quotas of people', '以人员配额为准', '以人員配額為準')
        : wordOf(String(stated));
    const of = wordOf(name);
    add(
      `/quotas/${name}`,
      say(
        `Quota of ${of.en}: ${amount.en} for each ${per.en}.`,
        `${of.zh}的配额：每${per.zh} ${amount.zh}。`,
        `${of.zhHant}的配額：每${per.zhHant} ${amount.zhHant}。`,
      ),
    );
  }
  for (const [index, component] of document.components.entries())
    add(`/components/${index}`, describeComponent(component));
  if (document.cap !== undefined)
    add(
      '/cap',
      limit('All components together are capped at', '所有组成部分合计封顶', '所有組成部分合計封頂', document.cap),
    );
  if (document.floor !== undefined)
    add(
      '/floor',
      limit('All components together are at least', '所有组成部分合计保底', '所有組成部分合計保底', document.floor),
    );
  if (draw !== undefined) {
    const recoverable = draw.kind === 'recoverable';
    add(
      '/draw',
      say(
        `Pay below ${draw.amount} is lifted to it${recoverable ? '; the difference is a debt, repaid from pay above the draw' : ' and need not be repaid'}.`,
        `收入低于 ${draw.amount} 时预支补足${recoverable ? '，差额记为欠款，从以后超出预支额的收入中扣回' : '，无需归还'}。`,
        `收入低於 ${draw.amount} 時預支補足${recoverable ? '，差額記為欠款，從以後超出預支額的收入中扣回' : '，無需歸還'}。`,
      ),
    );
  }
  const mirror = returns?.method !== 'recalculate';
  add(
    '/returns',
    say(
      mirror
        ? 'A return takes back, line by line, what the sale was paid.'
        : 'A return is calculated as if the sale had never been; the difference is taken back.',
      mirror ? '退货按原支付逐行冲回。' : '退货视同从未成交，重新计算，差额追回。',
      mirror ? '退貨按原支付逐行沖回。' : '退貨視同從未成交，重新計算，差額追回。',
    ),
  );
  const { mode = 'half-up', unit, each = 'total' } = rounding ?? {};
  const to = unit === undefined ? '' : ` ${unit}`;
  add(
    '/rounding',
    say(
      `Rounded (${mode}${to}) once: ${rounded[each].en}; lines add up to it.`,
      `${roundings[mode].zh}${to}，一次：${rounded[each].zh}；各行之和等于合计。`,
      `${roundings[mode].zhHant}${to}，一次：${rounded[each].zhHant}；各行之和等於合計。`,
    ),
  );
  return clauses;
}

function describeComponent(component: ComponentDocument): PlanTexts {
  const name = labelOf(component.name, component.id);
  const what = describeKind(component);
  const who =
    component.for === undefined
      ? say('', '', '')
      : say(
          ` For ${JSON.stringify(component.for)}.`,
          `适用于 ${JSON.stringify(component.for)}。`,
          `適用於 ${JSON.stringify(component.for)}。`,
        );
  const gates = (component.requires ?? [])
    .map(({ value, atLeast, above }) => `${value} ≥ ${atLeast ?? above}`)
    .join(', ');
  const gate = gates === '' ? say('', '', '') : say(` Only if ${gates}.`, `前提：${gates}。`, `前提：${gates}。`);
  const cap = component.cap === undefined ? say('', '', '') : limit(' Capped at', '封顶', '封頂', component.cap);
  const floor = component.floor === undefined ? say('', '', '') : limit(' At least', '保底', '保底', component.floor);
  return say(
    `${name.en}: ${what.en}${who.en}${gate.en}${cap.en}${floor.en}`,
    `${name.zh}：${what.zh}${who.zh}${gate.zh}${cap.zh}${floor.zh}`,
    `${name.zhHant}：${what.zhHant}${who.zhHant}${gate.zhHant}${cap.zhHant}${floor.zhHant}`,
  );
}

function describeKind(component: ComponentDocument): PlanTexts {
  const over = periodNames[component.over ?? 'period'];
  switch (component.kind) {
    case 'commission':
    case 'override': {
      const measure = wordOf(String(component.measure ?? 'amount'));
      const source =
        component.kind === 'override'
          ? say(`of the team's ${measure.en}`, `团队的${measure.zh}`, `團隊的${measure.zhHant}`)
          : say(`of ${measure.en}`, measure.zh, measure.zhHant);
      const rate = component.rate === undefined ? say('', '', '') : describeTable(component.rate);
      const tiers = component.tiers === undefined ? say('', '', '') : describeSteps(component.tiers, over);
      return say(
        `${rate.en} ${source.en}${tiers.en}.`.trim(),
        `${`${source.zh} ${rate.zh}`.trim()}${tiers.zh}。`,
        `${`${source.zhHant} ${rate.zhHant}`.trim()}${tiers.zhHant}。`,
      );
    }
    case 'spif': {
      const { from = '', through = '' } = component.effective;
      const pays =
        component.amount === undefined
          ? describeTable(component.rate ?? 0)
          : say(`${component.amount} for each`, `每单 ${component.amount}`, `每單 ${component.amount}`);
      return say(
        `${pays.en}, from ${from} through ${through}.`,
        `${pays.zh}，${from} 至 ${through}。`,
        `${pays.zhHant}，${from} 至 ${through}。`,
      );
    }
    case 'bonus': {
      if (component.tiers !== undefined) {
        const steps = describeSteps(component.tiers, over);
        const target = component.target === undefined ? '' : ` of ${component.target}`;
        return say(
          `a bonus${target}${steps.en}.`,
          `奖金${component.target === undefined ? '' : `（目标 ${component.target}）`}${steps.zh}。`,
          `獎金${component.target === undefined ? '' : `（目標 ${component.target}）`}${steps.zhHant}。`,
        );
      }
      if (component.curve !== undefined) {
        const points = component.curve.points.map(({ at, amount, payout }) => `${at} → ${amount ?? payout}`).join(', ');
        const target = component.target === undefined ? '' : ` × ${component.target}`;
        return say(
          `a bonus along ${points}${target}, over the ${over.en}.`,
          `按曲线 ${points}${target}，以${over.zh}计。`,
          `按曲線 ${points}${target}，以${over.zhHant}計。`,
        );
      }
      return say(
        `a bonus of ${component.amount} for each ${over.en}.`,
        `每${over.zh}奖金 ${component.amount}。`,
        `每${over.zhHant}獎金 ${component.amount}。`,
      );
    }
    case 'mbo': {
      const objectives = component.objectives.map(({ id, weight }) => `${id} ${weight}`).join(', ');
      return say(
        `${component.target} for objectives: ${objectives}.`,
        `目标奖金 ${wordOf(String(component.target)).zh}：${objectives}。`,
        `目標獎金 ${wordOf(String(component.target)).zhHant}：${objectives}。`,
      );
    }
    case 'fixed':
      return say(
        `${component.amount} each pay period.`,
        `每结算期 ${wordOf(String(component.amount)).zh}。`,
        `每結算期 ${wordOf(String(component.amount)).zhHant}。`,
      );
    case 'pool':
      return say(
        `a team pool of ${component.amount ?? `${component.rate ?? 'the steps'} of what the team sells`}, divided ${component.divide}.`,
        `团队奖金池 ${component.amount ?? `团队业绩的 ${component.rate ?? '分档比例'}`}，按 ${component.divide} 分配。`,
        `團隊獎金池 ${component.amount ?? `團隊業績的 ${component.rate ?? '分級比例'}`}，按 ${component.divide} 分配。`,
      );
  }
}

function limit(en: string, zh: string, zhHant: string, value: NonNullable<PlanDocument['cap']>): PlanTexts {
  const plain = typeof value !== 'object';
  const amount = plain ? String(value) : String(value.amount);
  const scope = plain
    ? periodNames.period
    : value.perCredit === true
      ? say('credit', '单', '單')
      : periodNames[value.over ?? 'period'];
  return say(
    `${en} ${amount} for each ${scope.en}.`,
    `${zh}：每${scope.zh} ${amount}。`,
    `${zhHant}：每${scope.zhHant} ${amount}。`,
  );
}
