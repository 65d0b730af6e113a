import { Button, Group, Modal } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { RequestFailed, problemCode, problemOf } from '#web/api/problem.ts';
import { newIdempotencyKey, request } from '#web/api/request.ts';
import { mayDo } from '#web/api/session.ts';
import { PlainTable, Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { saveFile } from '#web/components/save-file.ts';
import { toast } from '#web/components/toasts.ts';
import { csvText } from '#web/format/csv.ts';
import { formatMoney } from '#web/format/money.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import type { ProposedDesign, TerritoryBalanceView } from '../balance-contract.ts';
import { balanceWords } from './balance-words.ts';
import styles from './TerritoryBalance.module.css';

interface DesignMovesProps {
  readonly view: TerritoryBalanceView;
  readonly design: ProposedDesign;
  readonly onApplied: () => void;
}

const shown = 40;

/** The customers that a design moves, those with most potential first; saved as a file, put into force by who may. */
export function DesignMoves({ view, design, onApplied }: DesignMovesProps) {
  const say = useWords(balanceWords);
  const { language } = useLanguage();
  const session = useSession();
  const [asking, setAsking] = useState(false);
  const nameOf = (territory: number): string => view.territories[territory]?.name ?? say('none');
  const moves = design.moves
    .map(({ place, to }) => ({ ...view.places[place], to }))
    .sort((a, b) => b.potential - a.potential);
  const application = useMutation({
    mutationFn: async () => {
      const body = {
        moves: moves.map(({ id, territory, to }) => ({
          accountId: id,
          from: view.territories[territory]?.id ?? null,
          to: view.territories[to].id,
        })),
      };
      const reply = await request<{ moved: number; newOwners: number }>(
        'POST',
        '/api/team/territory-balance/applications',
        { body, idempotencyKey: newIdempotencyKey() },
      );
      if (!reply.ok) throw new RequestFailed(reply.problem);
      return reply.value;
    },
    onSuccess: ({ moved, newOwners }) => {
      setAsking(false);
      toast(say('applied', { count: moved, owners: newOwners }), { tone: 'good' });
      onApplied();
    },
  });
  if (moves.length === 0)
    return (
      <Section title={say('moveList')}>
        <p className={styles.muted}>{say('nothingMoves')}</p>
      </Section>
    );
  const save = (): void => {
    const rows = moves.map(({ name, territory, to }) => [name, nameOf(territory), nameOf(to)]);
    saveFile(`${say('moveList')}.csv`, csvText([[say('customer'), say('from'), say('to')], ...rows]));
  };
  return (
    <Section
      title={`${say('moveList')} (${moves.length})`}
      hint={moves.length > shown ? say('more', { count: shown }) : undefined}
    >
      <Group gap="sm" mb="sm">
        <Button size="xs" variant="default" onClick={save}>
          {say('save')}
        </Button>
        {mayDo(session, 'territory', 'update') ? (
          <Button size="xs" onClick={() => setAsking(true)}>
            {say('apply')}
          </Button>
        ) : null}
      </Group>
      <PlainTable
        label={say('moveList')}
        columns={[
          { label: say('customer') },
          { label: say('from') },
          { label: say('to') },
          { label: say('potentialMoney'), align: 'right' },
        ]}
      >
        {moves.slice(0, shown).map((move) => (
          <tr key={move.id}>
            <td>
              <Link to={`/customers/accounts/${move.id}`}>{move.name}</Link>
            </td>
            <td data-label={say('from')}>{nameOf(move.territory)}</td>
            <td data-label={say('to')}>{nameOf(move.to)}</td>
            <td data-align="right" data-label={say('potentialMoney')}>
              {view.territories[0].potential === null
                ? '–'
                : formatMoney(move.potential.toFixed(0), view.currency, language, { short: true })}
            </td>
          </tr>
        ))}
      </PlainTable>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={say('applyTitle', { count: moves.length })}
        closeButtonProps={{ 'aria-label': say('cancel') }}
      >
        <p>{say('applyBody')}</p>
        {application.error === null ? null : (
          <ProblemView
            problem={problemOf(application.error)}
            happened={problemCode(problemOf(application.error)) === 'stale-proposal' ? say('stale') : undefined}
          />
        )}
        <Group gap="sm">
          <Button loading={application.isPending} onClick={() => application.mutate()}>
            {say('apply')}
          </Button>
          <Button variant="default" onClick={() => setAsking(false)}>
            {say('cancel')}
          </Button>
        </Group>
      </Modal>
    </Section>
  );
}
