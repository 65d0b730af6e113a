import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ProblemDocument, problemOf } from '#web/api/problem.ts';
import { fetchValue } from '#web/api/request.ts';
import { PlainTable, Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { RelativeInstant } from '#web/components/RelativeInstant.tsx';
import { RowSkeletons } from '#web/components/Skeletons.tsx';
import { toast } from '#web/components/toasts.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import { notificationWords } from './notification-words.ts';
import {
  type Robot,
  type RobotType,
  addRobot,
  removeRobot,
  robotTypes,
  robotsPath,
  testRobot,
} from './notifications-api.ts';

/** The group-chat robots that say one's notifications. */
export function Robots() {
  const say = useWords(notificationWords);
  const [problem, setProblem] = useState<ProblemDocument>();
  const [adding, setAdding] = useState(false);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['group-robots'],
    queryFn: ({ signal }) => fetchValue<{ readonly robots: readonly Robot[] }>(robotsPath, { signal }),
  });
  const test = async (robot: Robot): Promise<void> => {
    const answer = await testRobot(robot.id);
    if (!answer.ok) return setProblem(answer.problem);
    if (answer.value.problem === null) toast(say('tested'), { tone: 'good' });
    else toast(answer.value.problem, { tone: 'bad' });
  };
  const remove = async (robot: Robot): Promise<void> => {
    const answer = await removeRobot(robot.id);
    setProblem(answer.ok ? undefined : answer.problem);
    await refetch();
  };
  return (
    <Section title={say('robots')} hint={say('robotsHint')}>
      {problem === undefined ? null : <ProblemView problem={problem} />}
      {isPending ? (
        <RowSkeletons rows={2} />
      ) : error !== null ? (
        <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : data.robots.length === 0 ? (
        <p style={{ color: 'var(--qd-muted)', margin: 0 }}>{say('noRobots')}</p>
      ) : (
        <PlainTable
          label={say('robots')}
          columns={[{ label: say('name') }, { label: say('type') }, { label: say('lastSent') }, { label: '' }]}
        >
          {data.robots.map((robot) => (
            <tr key={robot.id}>
              <td>
                <b>{robot.name}</b>
                {robot.lastProblem === null ? null : <div style={{ color: 'var(--qd-bad)' }}>{robot.lastProblem}</div>}
              </td>
              <td>
                {say(robot.type)} · {robot.host}
                {robot.signed ? ` · ${say('signed')}` : ''}
              </td>
              <td>{robot.lastSentAt === null ? say('never') : <RelativeInstant instant={robot.lastSentAt} />}</td>
              <td>
                <Group gap={4}>
                  <Button size="xs" variant="default" onClick={() => void test(robot)}>
                    {say('test')}
                  </Button>
                  <Button size="xs" variant="subtle" color="red" onClick={() => void remove(robot)}>
                    {say('remove')}
                  </Button>
                </Group>
              </td>
            </tr>
          ))}
        </PlainTable>
      )}
      {adding ? (
        <RobotForm
          onClose={() => {
            setAdding(false);
            void refetch();
          }}
        />
      ) : (
        <Button size="xs" variant="default" mt={12} onClick={() => setAdding(true)}>
          {say('addRobot')}
        </Button>
      )}
    </Section>
  );
}

function RobotForm({ onClose }: { readonly onClose: () => void }) {
  const told = useToldProblem();
  const say = useWords(notificationWords);
  const [values, setValues] = useState({ name: '', type: 'wecom' as RobotType, url: 'https://', secret: '' });
  const [problem, setProblem] = useState<ProblemDocument>();
  const wrong = told.atFields(problem);
  const save = async (): Promise<void> => {
    const { secret, ...rest } = values;
    const answer = await addRobot(secret === '' ? rest : { ...rest, secret });
    if (answer.ok) onClose();
    else setProblem(answer.problem);
  };
  const set = (part: Partial<typeof values>): void => setValues({ ...values, ...part });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {problem === undefined || problem.errors !== undefined ? null : <ProblemView problem={problem} />}
      <Group gap={12} align="start" mt={12}>
        <TextInput
          size="xs"
          required
          label={say('name')}
          maxLength={100}
          value={values.name}
          error={wrong.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <NativeSelect
          size="xs"
          label={say('type')}
          data={robotTypes.map((type) => ({ value: type, label: say(type) }))}
          value={values.type}
          onChange={(event) => set({ type: event.currentTarget.value as RobotType })}
        />
        <TextInput
          size="xs"
          required
          type="url"
          style={{ flex: 1, minWidth: 260 }}
          label={say('url')}
          value={values.url}
          error={wrong.url}
          onChange={(event) => set({ url: event.currentTarget.value })}
        />
        {values.type === 'dingtalk' || values.type === 'feishu' ? (
          <TextInput
            size="xs"
            type="password"
            autoComplete="off"
            label={say('secret')}
            value={values.secret}
            error={wrong.secret}
            onChange={(event) => set({ secret: event.currentTarget.value })}
          />
        ) : null}
        <Group gap={4} mt={22}>
          <Button size="xs" type="submit">
            {say('save')}
          </Button>
          <Button size="xs" variant="default" onClick={onClose}>
            {say('cancel')}
          </Button>
        </Group>
      </Group>
    </form>
  );
}
