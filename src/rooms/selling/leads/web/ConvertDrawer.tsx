import { Button, Drawer, Group, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { ProblemDocument } from '#web/api/problem.ts';
import type { SentRecord } from '#web/api/records-api.ts';
import { newIdempotencyKey, request } from '#web/api/request.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { toast } from '#web/components/toasts.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { settingsWords } from '#web/i18n/settings-words.ts';
import { ReferenceSelect } from '#web/records/ReferenceSelect.tsx';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import { leadWords } from './lead-words.ts';

interface ConvertDrawerProps {
  readonly lead: SentRecord;
  readonly onClose: () => void;
}

/** Makes customer, contact and deal of a lead in one step, then opens the deal. */
export function ConvertDrawer({ lead, onClose }: ConvertDrawerProps) {
  const told = useToldProblem();
  const say = useWords(leadWords);
  const settings = useWords(settingsWords);
  const client = useQueryClient();
  const navigate = useNavigate();
  const company = typeof lead.companyName === 'string' ? lead.companyName : String(lead.name);
  const [accountId, setAccountId] = useState<string | null>(typeof lead.accountId === 'string' ? lead.accountId : null);
  const [accountName, setAccountName] = useState(company);
  const [opportunityName, setOpportunityName] = useState(company);
  const [amount, setAmount] = useState('');
  const [expectedCloseOn, setExpectedCloseOn] = useState('');
  const [key] = useState(newIdempotencyKey);
  const [problem, setProblem] = useState<ProblemDocument>();
  const [busy, setBusy] = useState(false);
  const errors = told.atFields(problem);
  const convert = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = await request<{ opportunityId: string }>('POST', `/api/selling/leads/${lead.id}/conversion`, {
      body: {
        ...(accountId === null ? { accountName } : { accountId }),
        opportunityName,
        ...(amount.trim() === '' ? {} : { amount: amount.normalize('NFKC').replaceAll(/[,\s]/g, '') }),
        ...(expectedCloseOn === '' ? {} : { expectedCloseOn }),
      },
      idempotencyKey: key,
    });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    toast(say('converted'), { tone: 'good' });
    void client.invalidateQueries({ queryKey: ['records'] });
    onClose();
    void navigate({ to: `/selling/opportunities/${answer.value.opportunityId}` });
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      size={460}
      title={say('convert')}
      closeButtonProps={{ 'aria-label': settings('close') }}
    >
      <form onSubmit={(event) => void convert(event)}>
        <Stack gap="sm">
          <p style={{ margin: 0 }}>{say('convertTitle')}</p>
          <ReferenceSelect
            label={say('account')}
            description={say('accountNote')}
            to="account"
            value={accountId}
            onChange={setAccountId}
          />
          {accountId === null ? (
            <TextInput
              label={say('accountName')}
              required
              value={accountName}
              onChange={(event) => setAccountName(event.currentTarget.value)}
            />
          ) : null}
          <TextInput
            label={say('dealName')}
            required
            value={opportunityName}
            onChange={(event) => setOpportunityName(event.currentTarget.value)}
          />
          <TextInput
            label={say('amount')}
            inputMode="decimal"
            value={amount}
            error={errors.amount}
            onChange={(event) => setAmount(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={say('closeOn')}
            value={expectedCloseOn}
            error={errors.expectedCloseOn}
            onChange={(event) => setExpectedCloseOn(event.currentTarget.value)}
          />
          {problem === undefined ? null : <ProblemView problem={problem} draftKept />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {settings('cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {say('convert')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}
