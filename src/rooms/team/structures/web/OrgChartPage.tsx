import { Button, Select, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Refused } from '#kernel/result.ts';
import { mayDo } from '#web/api/session.ts';
import { useResource } from '#web/api/use-resource.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Loaded } from '#web/components/Loaded.tsx';
import { Page } from '#web/components/Page.tsx';
import { Sections } from '#web/components/Section.tsx';
import sheet from '#web/components/Sheet.module.css';
import { toast } from '#web/components/toasts.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { useDraft } from '#web/state/drafts.ts';
import { useToday } from '#web/state/now.ts';
import { StructureViews } from '../../StructureViews.tsx';
import type { Chart, ChartMove } from '../chart-contract.ts';
import { withMoves } from '../chart-model.ts';
import { chartWords } from './chart-words.ts';
import { DraftBar } from './DraftBar.tsx';
import { UnitTree } from './UnitTree.tsx';

export const chartPath = '/api/team/org-chart';

/** The structure on any day; from today on it can be redrawn as a draft. */
export function OrgChartPage() {
  const say = useWords(chartWords);
  const session = useSession();
  const today = useToday();
  const [structureId, setStructureId] = useState<string>();
  const [asOf, setAsOf] = useState(today);
  const query = new URLSearchParams({ asOf, ...(structureId === undefined ? {} : { structureId }) });
  const resource = useResource<Chart>(`${chartPath}?${query.toString()}`);
  const shown = structureId ?? resource.value?.structureId ?? '';
  const draft = useDraft<readonly ChartMove[]>(`orgChart.${shown}`, []);
  const mayChange = mayDo(session, 'unit', 'update') && asOf >= today;
  const units = resource.value?.units ?? [];
  const tryMove = (move: ChartMove): void => {
    try {
      withMoves(units, [...draft.value, move]);
      draft.set([...draft.value, move]);
    } catch (problem) {
      if (!(problem instanceof Refused)) throw problem;
      toast(say(problem.refusal.code === 'circular-structure' ? 'circle' : 'gone'), { tone: 'bad' });
    }
  };
  return (
    <Page
      title={say('title')}
      actions={
        <Button variant="default" component={Link} to="/team/units">
          {say('units')}
        </Button>
      }
      tools={
        <>
          {mayDo(session, 'account', 'read') ? <StructureViews shown="chart" /> : null}
          <Select
            size="xs"
            w={220}
            aria-label={say('structure')}
            data={(resource.value?.structures ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={shown}
            allowDeselect={false}
            onChange={(value) => setStructureId(value ?? undefined)}
          />
          <TextInput
            size="xs"
            type="date"
            aria-label={say('asOf')}
            value={asOf}
            onChange={(event) => setAsOf(event.currentTarget.value === '' ? today : event.currentTarget.value)}
          />
          {asOf === today ? null : (
            <Button size="xs" variant="subtle" onClick={() => setAsOf(today)}>
              {say('today')}
            </Button>
          )}
        </>
      }
    >
      <Sections>
        <Loaded resource={resource} rows={12}>
          {() => {
            if (units.length === 0)
              return (
                <EmptyState icon="sitemap" title={say('empty')}>
                  {say('emptyBody')}
                </EmptyState>
              );
            return (
              <>
                {mayChange || asOf < today ? (
                  <p className={sheet.muted} style={{ margin: '12px 0' }}>
                    {say(mayChange ? 'hint' : 'past')}
                  </p>
                ) : null}
                <UnitTree units={drawn(units, mayChange ? draft.value : [])} onMove={mayChange ? tryMove : undefined} />
              </>
            );
          }}
        </Loaded>
      </Sections>
      {mayChange && draft.value.length > 0 ? (
        <DraftBar
          structureId={shown}
          moves={draft.value}
          from={asOf}
          onMoves={draft.set}
          onApplied={() => {
            draft.drop();
            draft.set([]);
            resource.again();
          }}
        />
      ) : null}
    </Page>
  );
}

/** The chart with the draft in it; a draft that no longer fits the structure of this day is left out. */
function drawn(units: Chart['units'], moves: readonly ChartMove[]): Chart['units'] {
  try {
    return withMoves(units, moves);
  } catch (problem) {
    if (problem instanceof Refused) return units;
    throw problem;
  }
}
