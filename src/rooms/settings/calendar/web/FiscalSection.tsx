import { Button, Checkbox, Group, Select } from '@mantine/core';
import { useState } from 'react';
import { addDays, dayNumber } from '#kernel/civil-date.ts';
import { type Answer, request } from '#web/api/request.ts';
import { Section } from '#web/components/Section.tsx';
import sheet from '#web/components/Sheet.module.css';
import { formatDate } from '#web/format/date.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { settingsWords } from '#web/i18n/settings-words.ts';
import type { CalendarView } from '../contract.ts';
import { calendarWords } from './calendar-words.ts';
import { calendarPath } from './CalendarPage.tsx';
import { monthNames, weekdayNames } from './day-names.ts';

const patterns = ['4-4-5', '4-5-4', '5-4-4'] as const;

interface FiscalSectionProps {
  readonly view: CalendarView;
  readonly onAnswer: (answer: Answer<CalendarView>) => void;
}

/** Fiscal year and working week in one form; the periods of this year as they are kept now. */
export function FiscalSection({ view, onAnswer }: FiscalSectionProps) {
  const say = useWords(calendarWords);
  const settings = useWords(settingsWords);
  const { language } = useLanguage();
  const [fiscal, setFiscal] = useState(view.fiscal);
  const [week, setWeek] = useState(view.workingDays);
  const [busy, setBusy] = useState(false);
  const months = monthNames(language);
  const weekdays = weekdayNames(language);
  const cutAs = (kind: string | null): void => {
    const pattern = patterns.find((one) => one === kind);
    setFiscal(
      pattern === undefined
        ? { kind: 'months', startMonth: 1 }
        : {
            kind: pattern,
            endMonth: 12,
            endWeekday: 7,
            ...(fiscal.kind === 'months' ? {} : { ...fiscal, kind: pattern }),
          },
    );
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    const answer = await request<CalendarView>('PATCH', calendarPath, {
      body: { fiscal, workingDays: week },
      version: view.version,
    });
    setBusy(false);
    onAnswer(answer);
  };
  const choices = (names: readonly string[]) => names.map((label, i) => ({ value: String(i + 1), label }));
  const changed = JSON.stringify([fiscal, week]) !== JSON.stringify([view.fiscal, view.workingDays]);
  return (
    <>
      <Section title={say('fiscal')} note={say('fiscalNote')}>
        <div className={sheet.fields}>
          <Select
            label={say('cut')}
            data={[
              { value: 'months', label: say('months') },
              ...patterns.map((pattern) => ({ value: pattern, label: say('weeks', { pattern }) })),
            ]}
            value={fiscal.kind}
            allowDeselect={false}
            onChange={cutAs}
          />
          {fiscal.kind === 'months' ? (
            <Select
              label={say('startMonth')}
              data={choices(months)}
              value={String(fiscal.startMonth)}
              allowDeselect={false}
              onChange={(value) => setFiscal({ kind: 'months', startMonth: Number(value ?? 1) })}
            />
          ) : (
            <>
              <Select
                label={say('endMonth')}
                data={choices(months)}
                value={String(fiscal.endMonth)}
                allowDeselect={false}
                onChange={(value) => setFiscal({ ...fiscal, endMonth: Number(value ?? 12) })}
              />
              <Select
                label={say('endWeekday')}
                data={choices(weekdays)}
                value={String(fiscal.endWeekday)}
                allowDeselect={false}
                onChange={(value) => setFiscal({ ...fiscal, endWeekday: Number(value ?? 7) })}
              />
            </>
          )}
        </div>
        <h3 style={{ fontSize: 13, fontWeight: 500, margin: '16px 0 4px' }}>
          {say('preview', {
            year: view.year.year,
            from: formatDate(view.year.from, language, 'long'),
            until: formatDate(addDays(view.year.until, -1), language, 'long'),
          })}
        </h3>
        <Periods view={view} />
      </Section>
      <Section title={say('week')} note={say('weekNote')}>
        <Checkbox.Group
          value={week.map(String)}
          onChange={(values) => setWeek(values.map(Number).sort((left, right) => left - right))}
          aria-label={say('week')}
        >
          <Group gap="md">
            {weekdays.map((label, i) => (
              <Checkbox key={label} value={String(i + 1)} label={label} />
            ))}
          </Group>
        </Checkbox.Group>
        <div className={sheet.buttons}>
          <Button loading={busy} disabled={!changed || week.length === 0} onClick={() => void save()}>
            {settings('save')}
          </Button>
        </div>
      </Section>
    </>
  );
}

function Periods({ view }: { readonly view: CalendarView }) {
  const say = useWords(calendarWords);
  const { language } = useLanguage();
  return (
    <div className={sheet.scroll}>
      <table className={sheet.sheet} style={{ maxWidth: 720 }}>
        <tbody>
          {view.year.quarters.map((quarter, q) => (
            <tr key={quarter.number}>
              <th scope="row">{say('quarter', { number: quarter.number })}</th>
              {view.year.months.slice(q * 3, q * 3 + 3).map((month) => (
                <td key={month.number}>
                  {formatDate(month.from, language, 'short')} –{' '}
                  {formatDate(addDays(month.until, -1), language, 'short')}
                  <br />
                  <small className={sheet.muted}>
                    {say('days', { count: dayNumber(month.until) - dayNumber(month.from) })}
                  </small>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
