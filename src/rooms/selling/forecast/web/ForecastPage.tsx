import { text } from '#kernel/local-text.ts';
import { WonByMonth } from '#rooms/performance/metrics/index.ts';
import { Page } from '#web/components/Page.tsx';
import { PageBody } from '#web/components/PageBody.tsx';
import { defineWords } from '#web/i18n/define-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';

const forecastWords = defineWords('selling-forecast', {
  title: text('Forecast', '预测', '預測'),
});

/** What the deals one may see have brought month by month, and what the coming months will, with its intervals. */
export function ForecastPage() {
  const say = useWords(forecastWords);
  return (
    <Page title={say('title')}>
      <PageBody>
        <WonByMonth />
      </PageBody>
    </Page>
  );
}
