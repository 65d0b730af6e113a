import { ActionIcon, Button, Group, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { type Answer, newIdempotencyKey, request } from '#web/api/request.ts';
import { Section } from '#web/components/Section.tsx';
import sheet from '#web/components/Sheet.module.css';
import { Tone } from '#web/components/Tone.tsx';
import { formatDate } from '#web/format/date.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { settingsWords } from '#web/i18n/settings-words.ts';
import type { CalendarView } from '../contract.ts';
import { calendarWords } from './calendar-words.ts';
import { calendarPath } from './CalendarPage.tsx';

interface HolidaySectionProps {
  readonly view: CalendarView;
  readonly onAnswer: (answer: Answer<CalendarView>) => void;
}

/** The days that differ from the working week, a year at a time. */
export function HolidaySection({ view, onAnswer }: HolidaySectionProps) {
  const say = useWords(calendarWords);
  const settings = useWords(settingsWords);
  const { language } = useLanguage();
  const years = [...new Set([view.today.slice(0, 4), ...view.days.map(({ onDate }) => onDate.slice(0, 4))])].sort();
  const [year, setYear] = useState(view.today.slice(0, 4));
  const [busy, setBusy] = useState(false);
  const days = view.days.filter(({ onDate }) => onDate.startsWith(year));
  const ask = async (work: Promise<Answer<CalendarView>>): Promise<void> => {
    setBusy(true);
    onAnswer(await work);
    setBusy(false);
  };
  const take = (wanted: number): Promise<void> =>
    ask(
      request('POST', `${calendarPath}/chinese-holidays`, {
        body: { year: wanted },
        idempotencyKey: newIdempotencyKey(),
      }),
    );
  return (
    <Section
      title={say('holidays')}
      note={say('holidaysNote')}
      actions={
        <Select
          size="xs"
          w={96}
          aria-label={say('year')}
          data={years}
          value={year}
          allowDeselect={false}
          onChange={(value) => setYear(value ?? year)}
        />
      }
    >
      <Group gap={8} mb={12}>
        {view.offered.map((offer) => (
          <Button
            key={offer.year}
            size="xs"
            variant="default"
            title={offer.source}
            disabled={offer.taken || busy}
            onClick={() => void take(offer.year)}
          >
            {say(offer.taken ? 'taken' : 'take', { year: offer.year })}
          </Button>
        ))}
      </Group>
      {days.length === 0 ? (
        <p className={sheet.muted}>{say('none')}</p>
      ) : (
        <div className={sheet.scroll}>
          <table className={sheet.sheet}>
            <thead>
              <tr>
                <th>{settings('date')}</th>
                <th>{say('kind')}</th>
                <th>{settings('name')}</th>
                <th>{settings('source')}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {days.map((day) => (
                <tr key={day.onDate}>
                  <td style={{ whiteSpace: 'nowrap' }}>{formatDate(day.onDate, language, 'long')}</td>
                  <td>
                    <Tone tone={day.kind === 'holiday' ? 'good' : 'warning'}>{say(day.kind)}</Tone>
                  </td>
                  <td>{day.name}</td>
                  <td className={sheet.muted}>{day.source}</td>
                  <td className={sheet.actions}>
                    <ActionIcon
                      aria-label={`${settings('remove')} ${day.onDate}`}
                      disabled={busy}
                      onClick={() => void ask(request('DELETE', `${calendarPath}/days/${day.onDate}`))}
                    >
                      <IconTrash size={16} stroke={1.6} />
                    </ActionIcon>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <NewDay busy={busy} onAdd={(body) => ask(request('PUT', `${calendarPath}/days`, { body }))} />
    </Section>
  );
}

function NewDay({ busy, onAdd }: { readonly busy: boolean; readonly onAdd: (body: object) => Promise<void> }) {
  const say = useWords(calendarWords);
  const settings = useWords(settingsWords);
  const [onDate, setOnDate] = useState('');
  const [name, setName] = useState('');
  const [kind, setKind] = useState('holiday');
  const add = (event: FormEvent): void => {
    event.preventDefault();
    void onAdd({ onDate, kind, name, source: null }).then(() => setName(''));
  };
  return (
    <form onSubmit={add}>
      <Group gap={8} mt={12} align="end">
        <TextInput
          type="date"
          label={settings('date')}
          required
          value={onDate}
          onChange={(event) => setOnDate(event.currentTarget.value)}
        />
        <TextInput
          label={settings('name')}
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <SegmentedControl
          data={(['holiday', 'workday'] as const).map((one) => ({ value: one, label: say(one) }))}
          value={kind}
          onChange={setKind}
        />
        <Button type="submit" variant="default" loading={busy}>
          {say('addDay')}
        </Button>
      </Group>
    </form>
  );
}
