import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ProblemDocument } from '#web/api/problem.ts';
import { QrCode } from '#web/components/QrCode.tsx';
import { saveFile } from '#web/components/save-file.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { settingsWords } from '#web/i18n/settings-words.ts';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import styles from './AccountPage.module.css';
import { type Enrolment, confirmTotp } from './account-api.ts';
import { accountWords } from './account-words.ts';

interface EnrolDialogProps {
  readonly enrolment: Enrolment;
  readonly onClose: (inForce: boolean) => void;
}

/** The secret for the authenticator app and the recovery codes, shown once; a code of the app puts them in force. */
export function EnrolDialog({ enrolment, onClose }: EnrolDialogProps) {
  const told = useToldProblem();
  const say = useWords(accountWords);
  const settings = useWords(settingsWords);
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<ProblemDocument>();
  const [busy, setBusy] = useState(false);
  const secret = new URL(enrolment.uri).searchParams.get('secret') ?? '';
  const send = async (): Promise<void> => {
    setBusy(true);
    const answer = await confirmTotp(code);
    setBusy(false);
    if (answer.ok) onClose(true);
    else setProblem(answer.problem);
  };
  return (
    <Modal
      opened
      size={640}
      onClose={() => onClose(false)}
      title={say('factor')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': settings('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Stack gap={16}>
          <div className={styles.enrol}>
            <QrCode text={enrolment.uri} label={say('qrLabel')} />
            <Stack gap={8}>
              <Text size="sm">{say('scan')}</Text>
              <TextInput
                readOnly
                label={say('secret')}
                value={secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
                styles={{ input: { fontFamily: 'monospace' } }}
                onFocus={(event) => event.currentTarget.select()}
              />
              <a href={enrolment.uri}>{say('openApp')}</a>
            </Stack>
          </div>
          <section>
            <h3>{say('backup')}</h3>
            <Text size="sm" c="dimmed">
              {say('backupHint')}
            </Text>
            <ul className={styles.codes}>
              {enrolment.backupCodes.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
            <Button
              size="xs"
              variant="default"
              onClick={() =>
                saveFile(
                  'quarterdeck-recovery-codes.txt',
                  `${enrolment.backupCodes.join('\n')}\n`,
                  'text/plain;charset=utf-8',
                )
              }
            >
              {say('saveCodes')}
            </Button>
          </section>
          <TextInput
            label={say('code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            w={240}
            value={code}
            error={problem === undefined ? undefined : told.line(problem)}
            onChange={(event) => setCode(event.currentTarget.value.replaceAll(/\D/g, ''))}
          />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={() => onClose(false)}>
              {settings('cancel')}
            </Button>
            <Button type="submit" disabled={code.length !== 6} loading={busy}>
              {say('putInForce')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
