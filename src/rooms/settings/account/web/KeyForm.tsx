import { Button, Checkbox, Group, MultiSelect, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ProblemDocument } from '#web/api/problem.ts';
import { mayDo } from '#web/api/session.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { settingsWords } from '#web/i18n/settings-words.ts';
import { useParts, useSession } from '#web/shell/app-context.ts';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import { type ApiKey, makeKey } from './account-api.ts';
import { accountWords } from './account-words.ts';

interface KeyFormProps {
  readonly onMade: (key: ApiKey & { readonly key: string }) => void;
  readonly onCancel: () => void;
}

/** A new key: who uses it, what it reaches, until when. Narrow and short-lived unless chosen otherwise. */
export function KeyForm({ onMade, onCancel }: KeyFormProps) {
  const told = useToldProblem();
  const say = useWords(accountWords);
  const settings = useWords(settingsWords);
  const local = useLocal();
  const session = useSession();
  const { kinds } = useParts();
  const [values, setValues] = useState({ name: '', days: '90', readOnly: true, kinds: [] as string[] });
  const [problem, setProblem] = useState<ProblemDocument>();
  const [busy, setBusy] = useState(false);
  const wrong = told.atFields(problem);
  const set = (part: Partial<typeof values>): void => setValues({ ...values, ...part });
  const send = async (): Promise<void> => {
    setBusy(true);
    const answer = await makeKey({
      name: values.name,
      readOnly: values.readOnly,
      ...(values.days === '' ? {} : { expiresInDays: Number(values.days) }),
      ...(values.kinds.length === 0 ? {} : { kinds: values.kinds }),
    });
    setBusy(false);
    if (answer.ok) onMade(answer.value);
    else setProblem(answer.problem);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {problem === undefined || problem.errors !== undefined ? null : <ProblemView problem={problem} />}
      <Stack gap={12} maw={480} mt={16}>
        <TextInput
          size="xs"
          required
          maxLength={100}
          label={say('name')}
          placeholder={say('nameExample')}
          value={values.name}
          error={wrong.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <MultiSelect
          size="xs"
          searchable
          clearable
          label={say('onlyKinds')}
          description={say('onlyKindsHint')}
          data={kinds
            .filter(({ kind }) => mayDo(session, kind, 'read'))
            .map((one) => ({ value: one.kind, label: local(one.plural) }))}
          value={values.kinds}
          error={wrong.kinds}
          onChange={(chosen) => set({ kinds: chosen })}
        />
        <Checkbox
          size="xs"
          label={say('mayOnlyRead')}
          checked={values.readOnly}
          onChange={(event) => set({ readOnly: event.currentTarget.checked })}
        />
        <NativeSelect
          size="xs"
          label={say('expiry')}
          data={[
            { value: '30', label: say('days30') },
            { value: '90', label: say('days90') },
            { value: '365', label: say('days365') },
            { value: '', label: say('never') },
          ]}
          value={values.days}
          onChange={(event) => set({ days: event.currentTarget.value })}
        />
        <Group gap={4}>
          <Button size="xs" type="submit" loading={busy} disabled={values.name.trim() === ''}>
            {say('makeKey')}
          </Button>
          <Button size="xs" variant="default" onClick={onCancel}>
            {settings('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
