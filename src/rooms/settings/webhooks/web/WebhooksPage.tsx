import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ProblemDocument, problemOf } from '#web/api/problem.ts';
import { type Answer, fetchValue } from '#web/api/request.ts';
import { mayDo } from '#web/api/session.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Page } from '#web/components/Page.tsx';
import { PageBody, PlainTable, Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { RowSkeletons } from '#web/components/Skeletons.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { SecretDialog } from './SecretDialog.tsx';
import { WebhookForm } from './WebhookForm.tsx';
import { WebhookRow } from './WebhookRow.tsx';
import { webhookWords } from './webhook-words.ts';
import { type Webhook, type WebhookWithSecret, webhooksPath } from './webhooks-api.ts';

/** Does something on the server, shows what was refused, looks again; resolves to the answer when it went well. */
export type Act = <T>(work: Promise<Answer<T>>) => Promise<T | undefined>;

/** Where events are sent, whether they arrive, and what came back. */
export function WebhooksPage() {
  const say = useWords(webhookWords);
  const session = useSession();
  const client = useQueryClient();
  const [problem, setProblem] = useState<ProblemDocument>();
  const [editing, setEditing] = useState<Webhook | 'new'>();
  const [secret, setSecret] = useState<WebhookWithSecret>();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['live', 'webhook'],
    queryFn: ({ signal }) => fetchValue<{ readonly webhooks: readonly Webhook[] }>(webhooksPath, { signal }),
    refetchInterval: 10_000,
  });
  const act: Act = async (work) => {
    const answer = await work;
    setProblem(answer.ok ? undefined : answer.problem);
    await client.invalidateQueries({ queryKey: ['live', 'webhook'] });
    return answer.ok ? answer.value : undefined;
  };
  const make = mayDo(session, 'webhook', 'create') ? (
    <Button size="xs" onClick={() => setEditing('new')}>
      {say('make')}
    </Button>
  ) : null;
  return (
    <Page title={say('title')} actions={make}>
      <PageBody>
        {problem === undefined ? null : <ProblemView problem={problem} />}
        <Section hint={say('hint')}>
          {isPending ? (
            <RowSkeletons rows={4} />
          ) : error !== null ? (
            <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />
          ) : data.webhooks.length === 0 ? (
            <EmptyState icon="plug" title={say('none')} actions={make}>
              {say('noneHint')}
            </EmptyState>
          ) : (
            <PlainTable
              label={say('title')}
              columns={[
                { label: say('name') },
                { label: say('kinds') },
                { label: say('owner') },
                { label: say('state') },
                { label: say('last') },
                { label: '' },
              ]}
            >
              {data.webhooks.map((webhook) => (
                <WebhookRow key={webhook.id} webhook={webhook} act={act} onEdit={setEditing} onSecret={setSecret} />
              ))}
            </PlainTable>
          )}
        </Section>
      </PageBody>
      {editing === undefined ? null : (
        <WebhookForm
          webhook={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onMade={setSecret}
        />
      )}
      {secret === undefined ? null : <SecretDialog webhook={secret} onClose={() => setSecret(undefined)} />}
    </Page>
  );
}
