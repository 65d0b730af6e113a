import { IconChevronRight } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { labelOf } from '#engines/commission/explanation/phrases.ts';
import type { Plan } from '#engines/commission/plan/plan.ts';
import { readPlan } from '#engines/commission/plan/read-plan.ts';
import type { ChartSpec } from '#kernel/chart.ts';
import { Chart } from '#web/charts/Chart.tsx';
import { formatMoney } from '#web/format/money.ts';
import { useLanguage, useLocal, useWords } from '#web/i18n/language-context.tsx';
import { inWords } from '../../../plan-words.ts';
import styles from '../form/PlanForm.module.css';
import { AssumptionFields } from './AssumptionFields.tsx';
import { pictureWords } from './picture-words.ts';
import { type Assumptions, type PayPoint, firstAssumptions, payCurve } from './sample-company.ts';

/** Pay against attainment, as the plan would pay an example person; the example can be changed. */
export function PayoutPicture({ document }: { readonly document: unknown }) {
  const plan = useMemo(() => {
    const read = readPlan(document);
    return 'plan' in read ? read.plan : undefined;
  }, [document]);
  const [said, setSaid] = useState<Partial<Assumptions>>({});
  if (plan === undefined) return null;
  const first = firstAssumptions(plan);
  const assumed: Assumptions = {
    ...first,
    ...said,
    person: pickKnown(first.person, said.person),
    deal: pickKnown(first.deal, said.deal),
  };
  return <Picture plan={plan} assumed={assumed} onAssume={setSaid} />;
}

/** What was said about columns that the plan still reads. */
function pickKnown(first: Readonly<Record<string, string>>, said: Readonly<Record<string, string>> = {}) {
  return Object.fromEntries(Object.entries(first).map(([name, value]) => [name, said[name] ?? value]));
}

interface PictureProps {
  readonly plan: Plan;
  readonly assumed: Assumptions;
  readonly onAssume: (assumed: Assumptions) => void;
}

function Picture({ plan, assumed, onAssume }: PictureProps) {
  const say = useWords(pictureWords);
  const local = useLocal();
  const { language } = useLanguage();
  const [open, setOpen] = useState(false);
  const key = useDeferredValue(JSON.stringify(assumed));
  const answer = useMemo((): { readonly curve: readonly PayPoint[] } | { readonly why: string } => {
    try {
      return { curve: payCurve(plan, JSON.parse(key) as Assumptions) };
    } catch (problem) {
      return { why: (problem as Error).message };
    }
  }, [plan, key]);
  const money = (amount: number): string => formatMoney(amount.toFixed(2), plan.currency, language, { whole: true });
  const name = (id: string): string => {
    const component = plan.document.components.find((one) => one.id === id);
    return local(inWords(labelOf(component?.name, id)));
  };
  return (
    <section>
      <h3>{say('title')}</h3>
      {'why' in answer ? (
        <p>{say('cannot', { why: answer.why })}</p>
      ) : (
        <>
          <Chart spec={chartOf(plan, answer.curve, say, name)} height={260} bare />
          <p className={styles.hint}>{say(plan.quotas.size > 0 ? 'subtitle' : 'subtitleSales')}</p>
          <p>
            {say('read', {
              half: money(payAt(answer.curve, 0.5)),
              whole: money(payAt(answer.curve, 1)),
              more: money(payAt(answer.curve, 1.5)),
            })}
          </p>
        </>
      )}
      <button type="button" className={styles.more} aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={14} data-open={open} aria-hidden />
        {say('assumed')}
      </button>
      {open ? <AssumptionFields plan={plan} assumed={assumed} onAssume={onAssume} /> : null}
    </section>
  );
}

function payAt(curve: readonly PayPoint[], pace: number): number {
  return curve.find((point) => Math.abs(point.pace - pace) < 1e-9)?.pay ?? 0;
}

/** The total stands out; its parts are drawn behind it when there are few. */
function chartOf(
  plan: Plan,
  curve: readonly PayPoint[],
  say: ReturnType<typeof useWords<'title' | 'attainment' | 'sales' | 'total' | 'pay'>>,
  name: (id: string) => string,
): ChartSpec {
  const parts = [...new Set(curve.flatMap(({ byComponent }) => Object.keys(byComponent)))];
  const quota = plan.quotas.size > 0;
  return {
    kind: 'line',
    title: say('title'),
    x: curve.map(({ pace }) => pace),
    series: [
      { name: say('total'), values: curve.map(({ pay }) => Math.round(pay)) },
      ...(parts.length < 2 || parts.length > 5
        ? []
        : parts.map((id) => ({
            name: name(id),
            values: curve.map(({ byComponent }) => Math.round(byComponent[id] ?? 0)),
            muted: true,
            dashed: true,
          }))),
    ],
    marks: [{ x: 1, label: '100%' }],
    xAxis: { name: say(quota ? 'attainment' : 'sales'), unit: 'percent' },
    value: { name: say('pay'), unit: 'money', currency: plan.currency },
  };
}
