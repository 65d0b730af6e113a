import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { addDays } from '#kernel/civil-date.ts';
import { problemOf } from '#web/api/problem.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { ReferenceSelect } from '#web/records/ReferenceSelect.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { useSession } from '#web/shell/app-context.ts';
import styles from './DiagnosisPage.module.css';
import { diagnosisWords } from './diagnosis-words.ts';
import { type HandledFinding, useHandleFinding } from './use-diagnosis.ts';

/** What can be done about a finding: a task for someone, or dismissing it with a reason. */
export function FindingActions({ finding }: { readonly finding: HandledFinding }) {
  const say = useWords(diagnosisWords);
  const handle = useHandleFinding();
  const [form, setForm] = useState<'task' | 'dismissal'>();
  const close = (): void => setForm(undefined);
  return (
    <div className={styles.actions}>
      {handle.error === null ? null : <ProblemView problem={problemOf(handle.error)} />}
      {finding.state === 'dismissed' ? (
        <Group gap="xs">
          <span>
            {say('dismissed')}: {finding.reason}
          </span>
          <Button
            size="xs"
            variant="default"
            loading={handle.isPending}
            onClick={() => handle.mutate({ id: finding.id, verb: 'reopening', body: {} })}
          >
            {say('reopen')}
          </Button>
        </Group>
      ) : form === 'task' ? (
        <TaskForm
          finding={finding}
          onSave={(body) => handle.mutate({ id: finding.id, verb: 'task', body }, { onSuccess: close })}
          onCancel={close}
          busy={handle.isPending}
        />
      ) : form === 'dismissal' ? (
        <DismissForm
          onSave={(reason) =>
            handle.mutate({ id: finding.id, verb: 'dismissal', body: { reason } }, { onSuccess: close })
          }
          onCancel={close}
          busy={handle.isPending}
        />
      ) : (
        <Group gap="xs">
          <Button size="xs" onClick={() => setForm('task')}>
            {say('makeTask')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setForm('dismissal')}>
            {say('dismiss')}
          </Button>
        </Group>
      )}
    </div>
  );
}

interface FormFrame<T> {
  readonly onSave: (value: T) => void;
  readonly onCancel: () => void;
  readonly busy: boolean;
}

function TaskForm({ finding, onSave, onCancel, busy }: FormFrame<object> & { readonly finding: HandledFinding }) {
  const say = useWords(diagnosisWords);
  const local = useLocal();
  const { today } = useReader();
  const { viewer } = useSession();
  const [ownerId, setOwnerId] = useState<string | null>(viewer.personId);
  const [dueOn, setDueOn] = useState(addDays(today, 7));
  const [subject, setSubject] = useState(local(finding.title));
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (ownerId !== null) onSave({ ownerId, dueOn, subject });
      }}
    >
      <TextInput
        label={say('subject')}
        value={subject}
        onChange={(event) => setSubject(event.currentTarget.value)}
        required
      />
      <ReferenceSelect
        label={say('owner')}
        to="person"
        value={ownerId}
        valueLabel={ownerId === viewer.personId ? viewer.name : null}
        onChange={setOwnerId}
        required
      />
      <TextInput
        type="date"
        label={say('due')}
        value={dueOn}
        onChange={(event) => setDueOn(event.currentTarget.value)}
        required
      />
      <FormButtons onCancel={onCancel} busy={busy} />
    </form>
  );
}

function DismissForm({ onSave, onCancel, busy }: FormFrame<string>) {
  const say = useWords(diagnosisWords);
  const [reason, setReason] = useState('');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(reason);
      }}
    >
      <TextInput
        label={say('reason')}
        value={reason}
        minLength={3}
        onChange={(event) => setReason(event.currentTarget.value)}
        required
        data-autofocus
      />
      <FormButtons onCancel={onCancel} busy={busy} />
    </form>
  );
}

function FormButtons({ onCancel, busy }: { readonly onCancel: () => void; readonly busy: boolean }) {
  const say = useWords(diagnosisWords);
  return (
    <Group gap="xs">
      <Button size="xs" type="submit" loading={busy}>
        {say('save')}
      </Button>
      <Button size="xs" variant="default" onClick={onCancel}>
        {say('cancel')}
      </Button>
    </Group>
  );
}
