import { Button, Checkbox, Group, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ProblemDocument } from '#web/api/problem.ts';
import { PlainTable, Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { toast } from '#web/components/toasts.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { usePhone } from '#web/state/use-phone.ts';
import { notificationWords } from './notification-words.ts';
import { type NotificationSettings, type Rhythm, type SettingsAnswer, saveSettings } from './notifications-api.ts';

const rhythms: readonly Rhythm[] = ['off', 'immediate', 'daily', 'weekly'];
const usualQuiet = { from: '21:00', until: '08:00', weekends: false };

interface TopicSettingsProps {
  readonly answer: SettingsAnswer;
  readonly onSaved: () => void;
}

/** Topics × channels, and the times at which mail and robots keep still. */
export function TopicSettings({ answer, onSaved }: TopicSettingsProps) {
  const say = useWords(notificationWords);
  const { language } = useLanguage();
  const phone = usePhone();
  const [settings, setSettings] = useState<NotificationSettings>(answer.settings);
  const [problem, setProblem] = useState<ProblemDocument>();
  const [busy, setBusy] = useState(false);
  const options = rhythms.map((rhythm) => ({ value: rhythm, label: say(rhythm) }));
  const change = (topic: string, part: Partial<NotificationSettings['topics'][string]>): void =>
    setSettings({ ...settings, topics: { ...settings.topics, [topic]: { ...settings.topics[topic], ...part } } });
  const save = async (): Promise<void> => {
    setBusy(true);
    const saved = await saveSettings(settings, answer.version);
    setBusy(false);
    setProblem(saved.ok ? undefined : saved.problem);
    if (!saved.ok) return;
    toast(say('saved'), { tone: 'good' });
    onSaved();
  };
  const { quiet } = settings;
  return (
    <>
      {problem === undefined ? null : <ProblemView problem={problem} draftKept />}
      <Section
        hint={`${say('topicsHint')} ${answer.emailTo === null ? say('noEmail') : say('emailTo', { address: answer.emailTo })}`}
      >
        <PlainTable
          label={say('title')}
          columns={[
            { label: say('topic') },
            { label: say('inApp') },
            { label: say('email') },
            { label: say('robots') },
          ]}
        >
          {answer.topics.map(({ topic, title, explanation }) => {
            const name = title[language];
            const choice = settings.topics[topic];
            return (
              <tr key={topic}>
                <td>
                  <b>{name}</b>
                  <div style={{ color: 'var(--qd-muted)' }}>{explanation[language]}</div>
                </td>
                <td>
                  <Checkbox
                    aria-label={`${name}: ${say('inApp')}`}
                    label={phone ? say('inApp') : undefined}
                    checked={choice.inApp}
                    onChange={(event) => change(topic, { inApp: event.currentTarget.checked })}
                  />
                </td>
                {(['email', 'robots'] as const).map((channel) => (
                  <td key={channel}>
                    <NativeSelect
                      size="xs"
                      aria-label={`${name}: ${say(channel)}`}
                      label={phone ? say(channel) : undefined}
                      data={options}
                      value={choice[channel]}
                      onChange={(event) => change(topic, { [channel]: event.currentTarget.value as Rhythm })}
                    />
                  </td>
                ))}
              </tr>
            );
          })}
        </PlainTable>
      </Section>
      <Section title={say('when')} hint={say('whenHint', { zone: answer.timeZone })}>
        <Group gap={16} align="end">
          <TextInput
            type="time"
            size="xs"
            label={say('digestAt')}
            value={settings.digestAt}
            onChange={(event) => setSettings({ ...settings, digestAt: event.currentTarget.value })}
          />
          <Switch
            label={say('quiet')}
            checked={quiet !== null}
            onChange={(event) => setSettings({ ...settings, quiet: event.currentTarget.checked ? usualQuiet : null })}
          />
          {quiet === null ? null : (
            <>
              <TextInput
                type="time"
                size="xs"
                label={say('quietFrom')}
                value={quiet.from}
                onChange={(event) => setSettings({ ...settings, quiet: { ...quiet, from: event.currentTarget.value } })}
              />
              <TextInput
                type="time"
                size="xs"
                label={say('quietUntil')}
                value={quiet.until}
                onChange={(event) =>
                  setSettings({ ...settings, quiet: { ...quiet, until: event.currentTarget.value } })
                }
              />
              <Checkbox
                label={say('weekends')}
                checked={quiet.weekends}
                onChange={(event) =>
                  setSettings({ ...settings, quiet: { ...quiet, weekends: event.currentTarget.checked } })
                }
              />
            </>
          )}
          <Button size="xs" loading={busy} onClick={() => void save()}>
            {say('save')}
          </Button>
        </Group>
      </Section>
    </>
  );
}
