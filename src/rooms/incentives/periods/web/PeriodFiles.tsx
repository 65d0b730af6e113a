import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { PlainTable, Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { Asked } from '../../Asked.tsx';
import { payFile, usePay, usePayStep } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import { LayoutDialog } from './LayoutDialog.tsx';
import { type LayoutDraft, draftOf, newLayout } from './layout-draft.ts';
import type { PayFileLayout, PeriodView } from './period-types.ts';
import { periodWords } from './period-words.ts';

/** The pay file in each layout, and the layouts themselves. */
export function PeriodFiles({ period }: { readonly period: PeriodView }) {
  const say = useWords(periodWords);
  const sayPay = useWords(payWords);
  const mayWrite = useSession().rights.includes('incentives.administer');
  const query = usePay<{ items: readonly PayFileLayout[] }>('/pay-file-layouts');
  const [draft, setDraft] = useState<LayoutDraft>();
  return (
    <Section title={say('payFile')} hint={say('layoutsHint')}>
      <Asked query={query}>
        {({ items }) => (
          <PlainTable
            label={say('payFile')}
            columns={[
              { label: say('layoutName') },
              { label: say('columns') },
              { label: say('files') },
              { label: sayPay('actions') },
            ]}
          >
            {items.map((layout) => (
              <tr key={layout.id}>
                <td>{layout.version === 0 ? say('standard') : layout.name}</td>
                <td>{layout.columns.map(({ header }) => header).join(' · ')}</td>
                <td>
                  <Group gap="xs" wrap="nowrap">
                    {(['csv', 'xlsx'] as const).map((format) => (
                      <Button
                        key={format}
                        size="compact-xs"
                        variant="default"
                        component="a"
                        href={payFile(`/periods/${period.id}/pay-file?format=${format}&layoutId=${layout.id}`)}
                      >
                        {format.toUpperCase()}
                      </Button>
                    ))}
                  </Group>
                </td>
                <td>{mayWrite ? <LayoutActions layout={layout} onDraft={setDraft} /> : null}</td>
              </tr>
            ))}
          </PlainTable>
        )}
      </Asked>
      {mayWrite ? (
        <Button size="xs" variant="default" mt="sm" onClick={() => setDraft(newLayout)}>
          {say('newLayout')}
        </Button>
      ) : null}
      {draft === undefined ? null : <LayoutDialog period={period} layout={draft} onClose={() => setDraft(undefined)} />}
    </Section>
  );
}

interface LayoutActionsProps {
  readonly layout: PayFileLayout;
  readonly onDraft: (draft: LayoutDraft) => void;
}

function LayoutActions({ layout, onDraft }: LayoutActionsProps) {
  const say = useWords(periodWords);
  const step = usePayStep();
  const [sure, setSure] = useState(false);
  const { id, version, ...rest } = draftOf(layout);
  return (
    <>
      {step.error === null ? null : <ProblemView problem={problemOf(step.error)} />}
      <Group gap="xs" wrap="nowrap">
        {layout.version === 0 ? null : (
          <Button size="compact-xs" variant="subtle" onClick={() => onDraft({ id, version, ...rest })}>
            {say('editLayout')}
          </Button>
        )}
        <Button size="compact-xs" variant="subtle" onClick={() => onDraft({ ...rest, name: `${rest.name} 2` })}>
          {say('copyLayout')}
        </Button>
        {layout.version === 0 ? null : (
          <Button
            size="compact-xs"
            variant="subtle"
            color="red"
            loading={step.isPending}
            onBlur={() => setSure(false)}
            onClick={() =>
              sure ? step.mutate({ method: 'DELETE', path: `/pay-file-layouts/${layout.id}` }) : setSure(true)
            }
          >
            {say(sure ? 'deleteSure' : 'deleteLayout')}
          </Button>
        )}
      </Group>
    </>
  );
}
