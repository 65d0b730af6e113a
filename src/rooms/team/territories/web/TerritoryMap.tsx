import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { MapChart } from '#kernel/chart.ts';
import { Chart } from '#web/charts/Chart.tsx';
import { Section } from '#web/components/PageBody.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import type { ProposedDesign, TerritoryBalanceView } from '../balance-contract.ts';
import { balanceWords } from './balance-words.ts';
import { territoriesAfter, territoryMap } from './territory-map.ts';

interface TerritoryMapProps {
  readonly view: TerritoryBalanceView;
  readonly design: ProposedDesign | undefined;
  readonly picked: number | undefined;
}

/** Customers as dots in the colour of their territory, as they are or as a design would have them. */
export function TerritoryMap({ view, design, picked }: TerritoryMapProps) {
  const say = useWords(balanceWords);
  const [then, setThen] = useState(true);
  const after = design !== undefined && then;
  const spec: MapChart = territoryMap(view, {
    territoryOf: after ? territoriesAfter(view, design) : view.places.map(({ territory }) => territory),
    picked,
    title: `${say('map')} · ${say(after ? 'mapProposal' : 'mapToday')}`,
    others: say('others'),
    none: say('none'),
  });
  const byCity = view.places.filter(({ exact }) => !exact).length;
  return (
    <Section
      title={say('map')}
      hint={[
        say('mapHint'),
        view.withoutPlace > 0 ? say('withoutPlace', { count: view.withoutPlace }) : '',
        byCity > 0 ? say('byCity', { count: byCity }) : '',
      ].join(' ')}
    >
      {design === undefined ? null : (
        <SegmentedControl
          size="xs"
          aria-label={say('map')}
          value={then ? 'then' : 'now'}
          onChange={(value) => setThen(value === 'then')}
          data={[
            { value: 'now', label: say('mapToday') },
            { value: 'then', label: say('mapProposal') },
          ]}
        />
      )}
      <Chart spec={spec} height={420} bare />
    </Section>
  );
}
