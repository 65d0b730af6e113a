import { useParams } from '@tanstack/react-router';
import { Page } from '#web/components/Page.tsx';
import { PageBody } from '#web/components/PageBody.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { Asked } from '../../Asked.tsx';
import { usePay } from '../../pay-api.ts';
import { StatementFile } from './StatementFile.tsx';
import { StatementBody } from './StatementBody.tsx';
import type { StatementView } from './statement-types.ts';
import { statementWords } from './statement-words.ts';

/** One statement of one person, for them and for those who answer for pay. */
export function StatementPage() {
  const say = useWords(statementWords);
  const { id }: { id: string } = useParams({ strict: false });
  const query = usePay<StatementView>(`/statements/${id}`);
  const title = query.data === undefined ? say('statement') : `${query.data.person.name} · ${query.data.period.label}`;
  return (
    <Page title={title} actions={<StatementFile id={id} />}>
      <PageBody>
        <Asked query={query}>{(statement) => <StatementBody statement={statement} />}</Asked>
      </PageBody>
    </Page>
  );
}
