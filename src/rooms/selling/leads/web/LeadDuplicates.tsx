import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { RequestFailed } from '#web/api/problem.ts';
import type { SentRecord } from '#web/api/records-api.ts';
import { request } from '#web/api/request.ts';
import { mayDo } from '#web/api/session.ts';
import sheet from '#web/components/Sheet.module.css';
import { useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { leadWords } from './lead-words.ts';

interface Found {
  readonly kind: 'lead' | 'account';
  readonly owner: 'you' | 'seen' | 'pool' | 'anotherTeam';
  readonly id: string | null;
  readonly label: string | null;
}

/** Who has this company already: what the reader may see by name, of the rest only that it is there. */
export function LeadDuplicates({ record }: { readonly record: SentRecord }) {
  const say = useWords(leadWords);
  const session = useSession();
  const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
  const asked = { companyName: text(record.companyName), email: text(record.email), phone: text(record.phone) };
  const { data } = useQuery({
    queryKey: ['lead-duplicates', record.id, asked],
    queryFn: async () => {
      const answer = await request<{ readonly found: readonly Found[] }>('POST', '/api/selling/duplicate-checks', {
        body: asked,
      });
      if (!answer.ok) throw new RequestFailed(answer.problem);
      return answer.value.found;
    },
    enabled: mayDo(session, 'lead', 'create') && Object.values(asked).some((value) => value !== undefined),
  });
  const others = (data ?? []).filter(({ id }) => id !== record.id && id !== record.accountId);
  if (others.length === 0) return null;
  return (
    <>
      <h2>{say('duplicates')}</h2>
      <ul style={{ margin: '0 0 16px', paddingLeft: 16 }}>
        {others.map((one) => {
          const kind = say(one.kind === 'lead' ? 'lead' : 'customer');
          return (
            <li key={one.id ?? `${one.kind}${one.owner}`}>
              {one.id === null ? (
                <span className={sheet.muted}>
                  {say(one.owner === 'pool' ? 'duplicatePool' : 'duplicateOther', { kind })}
                </span>
              ) : (
                <Link to={one.kind === 'lead' ? `/selling/leads/${one.id}` : `/customers/accounts/${one.id}`}>
                  {say('duplicateYours', { kind, label: one.label ?? '' })}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
