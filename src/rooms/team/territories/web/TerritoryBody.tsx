import { Button, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { RequestFailed, problemOf } from '#web/api/problem.ts';
import { request } from '#web/api/request.ts';
import { PageBody, Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { formatPercent } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import type { ProposedDesign, ProposedDesigns, TerritoryBalanceView } from '../balance-contract.ts';
import { balanceWords } from './balance-words.ts';
import { DesignChoice } from './DesignChoice.tsx';
import { DesignMoves } from './DesignMoves.tsx';
import styles from './TerritoryBalance.module.css';
import { TerritoryMap } from './TerritoryMap.tsx';
import { TerritoryNorms } from './TerritoryNorms.tsx';
import { TerritoryTable } from './TerritoryTable.tsx';

interface TerritoryBodyProps {
  readonly view: TerritoryBalanceView;
  readonly region: string | undefined;
  readonly onApplied: () => void;
}

const tolerances = ['0.05', '0.1', '0.15', '0.2', '0.3'] as const;

/** Map and table of the territories, and below them what the engine proposes. */
export function TerritoryBody({ view, region, onApplied }: TerritoryBodyProps) {
  const say = useWords(balanceWords);
  const { language } = useLanguage();
  const [picked, setPicked] = useState<number>();
  const [tolerance, setTolerance] = useState<string>('0.1');
  const [chosen, setChosen] = useState(0);
  const proposal = useMutation({
    mutationFn: async () => {
      const body = { tolerance: Number(tolerance), ...(region === undefined ? {} : { region }) };
      const reply = await request<ProposedDesigns>('POST', '/api/team/territory-balance/designs', { body });
      if (!reply.ok) throw new RequestFailed(reply.problem);
      return reply.value;
    },
    onSuccess: ({ designs: made }) => setChosen(gentlest(made)),
  });
  const designs = proposal.data;
  const design = designs?.designs[chosen];
  return (
    <PageBody>
      <div className={styles.split}>
        <TerritoryMap view={view} design={design} picked={picked} />
        <Section
          title={say('territories')}
          hint={say('worst', {
            workload: formatPercent(view.worst.workload, language, { decimals: 0 }),
            potential: formatPercent(view.worst.potential, language, { decimals: 0 }),
          })}
        >
          <TerritoryTable
            view={view}
            design={design}
            tolerance={Number(tolerance)}
            picked={picked}
            onPick={(territory) => setPicked(territory === picked ? undefined : territory)}
          />
          <TerritoryNorms view={view} />
        </Section>
      </div>
      <Section title={say('designs')} hint={say('designsHint')}>
        {view.territories.length < 2 ? (
          <p className={styles.muted}>{say('oneOnly')}</p>
        ) : (
          <div className={styles.ask}>
            <NativeSelect
              size="xs"
              label={say('tolerance')}
              value={tolerance}
              onChange={(event) => {
                setTolerance(event.currentTarget.value);
                proposal.reset();
              }}
              data={tolerances.map((value) => ({ value, label: `± ${formatPercent(Number(value), language)}` }))}
            />
            <Button size="xs" loading={proposal.isPending} onClick={() => proposal.mutate()}>
              {say('propose')}
            </Button>
            {proposal.isPending ? <span role="status">{say('proposing')}</span> : null}
          </div>
        )}
        {proposal.error === null ? null : <ProblemView problem={problemOf(proposal.error)} />}
        {designs === undefined ? null : (
          <DesignChoice
            view={view}
            designs={designs}
            chosen={chosen}
            tolerance={Number(tolerance)}
            onChoose={setChosen}
          />
        )}
      </Section>
      {design === undefined ? null : (
        <DesignMoves
          view={view}
          design={design}
          onApplied={() => {
            proposal.reset();
            onApplied();
          }}
        />
      )}
    </PageBody>
  );
}

/** The design within the tolerance that moves fewest customers, else the most even one. */
function gentlest(designs: readonly ProposedDesign[]): number {
  const off = ({ worst }: ProposedDesign): number => Math.max(worst.workload, worst.potential);
  const order = [...designs.keys()].toSorted(
    (a, b) =>
      Number(designs[b].within) - Number(designs[a].within) ||
      (designs[a].within ? designs[a].moves.length - designs[b].moves.length : off(designs[a]) - off(designs[b])),
  );
  return order[0];
}
