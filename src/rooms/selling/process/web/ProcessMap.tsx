import type { FlowChart } from '#kernel/chart.ts';
import { Chart } from '#web/charts/Chart.tsx';
import { PlainTable, Section } from '#web/components/PageBody.tsx';
import { formatMoney } from '#web/format/money.ts';
import { formatNumber } from '#web/format/number.ts';
import { useLanguage, useLocal, useWords } from '#web/i18n/language-context.tsx';
import type { ProcessView } from '../contract.ts';
import { processWords } from './process-words.ts';

const drawnEdges = 30;

/** Days with one decimal below ten, whole above. */
export function useDays(): (days: number | null) => string {
  const say = useWords(processWords);
  const { language } = useLanguage();
  return (days) =>
    days === null ? '–' : say('days', { days: formatNumber(days, language, { decimals: days < 10 ? 1 : 0 }) });
}

/** id → name of each stage in the reader's language. */
export function useStageName(view: ProcessView): (id: string) => string {
  const local = useLocal();
  const names = new Map(view.stages.map(({ id, name }) => [id, local(name)]));
  return (id) => names.get(id) ?? id;
}

/** The map of what follows what; the ways that hold most money stand out. */
export function ProcessMap({ view }: { readonly view: ProcessView }) {
  const say = useWords(processWords);
  const nameOf = useStageName(view);
  const days = useDays();
  const frequent = view.edges.toSorted((a, b) => b.count - a.count).slice(0, drawnEdges);
  const strongest = new Set(view.edges.slice(0, 3));
  const spec: FlowChart = {
    kind: 'flow',
    title: say('map'),
    nodes: view.stages
      .filter(({ deals }) => deals > 0)
      .map(({ id, deals, medianDays }) => ({
        id,
        label: nameOf(id),
        value: deals,
        ...(medianDays === null ? {} : { note: days(medianDays) }),
      })),
    edges: frequent.map((edge) => ({
      from: edge.from,
      to: edge.to,
      value: edge.count,
      label: days(edge.medianDays),
      emphasis: strongest.has(edge),
    })),
  };
  return (
    <Section title={say('map')} hint={say('mapHint')}>
      <Chart spec={spec} bare />
    </Section>
  );
}

/** Ways between stages ranked by the money that stands still there. */
export function ProcessBottlenecks({ view }: { readonly view: ProcessView }) {
  const say = useWords(processWords);
  const { language } = useLanguage();
  const nameOf = useStageName(view);
  const days = useDays();
  const money = (amount: number | null): string =>
    amount === null ? '–' : formatMoney(amount.toFixed(0), view.currency, language, { short: true });
  return (
    <Section title={say('bottlenecks')} hint={say('bottlenecksHint')}>
      <PlainTable
        label={say('bottlenecks')}
        columns={[
          { label: say('step') },
          { label: say('deals'), align: 'right' },
          { label: say('median'), align: 'right' },
          { label: say('ninety'), align: 'right' },
          { label: say('held'), align: 'right' },
          { label: say('above'), align: 'right' },
        ]}
      >
        {view.edges.slice(0, 12).map((edge) => (
          <tr key={`${edge.from}|${edge.to}`}>
            <td>
              {nameOf(edge.from)} → {nameOf(edge.to)}
            </td>
            <td data-align="right" data-label={say('deals')}>
              {formatNumber(edge.count, language)}
            </td>
            <td data-align="right" data-label={say('median')} title={`${days(edge.low)} – ${days(edge.high)}`}>
              {days(edge.medianDays)}
            </td>
            <td data-align="right" data-label={say('ninety')}>
              {days(edge.ninetyDays)}
            </td>
            <td data-align="right" data-label={say('held')}>
              {money(edge.moneyHeld)}
            </td>
            <td data-align="right" data-label={say('above')}>
              {money(edge.moneyAboveMedian)}
            </td>
          </tr>
        ))}
      </PlainTable>
    </Section>
  );
}
