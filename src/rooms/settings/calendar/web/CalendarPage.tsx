import { useState } from 'react';
import type { ProblemDocument } from '#web/api/problem.ts';
import type { Answer } from '#web/api/request.ts';
import { useResource } from '#web/api/use-resource.ts';
import { Loaded } from '#web/components/Loaded.tsx';
import { Page } from '#web/components/Page.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { Sections } from '#web/components/Section.tsx';
import { toast } from '#web/components/toasts.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { settingsWords } from '#web/i18n/settings-words.ts';
import type { CalendarView } from '../contract.ts';
import { calendarWords } from './calendar-words.ts';
import { FiscalSection } from './FiscalSection.tsx';
import { HolidaySection } from './HolidaySection.tsx';

export const calendarPath = '/api/settings/calendar';

/** How the year is cut, which days are worked. */
export function CalendarPage() {
  const say = useWords(calendarWords);
  const settings = useWords(settingsWords);
  const calendar = useResource<CalendarView>(calendarPath);
  const [problem, setProblem] = useState<ProblemDocument>();
  const done = (answer: Answer<CalendarView>): void => {
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    calendar.keep(answer.value);
    toast(settings('saved'), { tone: 'good' });
  };
  return (
    <Page title={say('title')}>
      <Sections>
        {problem === undefined ? null : <ProblemView problem={problem} />}
        <Loaded resource={calendar} rows={12}>
          {(view) => (
            <>
              <FiscalSection key={view.version} view={view} onAnswer={done} />
              <HolidaySection view={view} onAnswer={done} />
            </>
          )}
        </Loaded>
      </Sections>
    </Page>
  );
}
