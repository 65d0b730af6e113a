import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { formatInstant } from '#web/format/date.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { jobWords } from './job-words.ts';
import { type Job, jobsPath } from './jobs-api.ts';

/** Saves what a job made, while it is kept. */
export function JobFileLink({ job: { id, file } }: { readonly job: Job }) {
  const say = useWords(jobWords);
  const { language, timeZone } = useReader();
  if (file === null) return null;
  return (
    <Button
      size="xs"
      component="a"
      href={`${jobsPath}/${id}/file`}
      download
      aria-label={`${say('saveFile')}: ${file.fileName}`}
      title={say('keptUntil', { time: formatInstant(file.expiresAt, language, timeZone) })}
      leftSection={<IconDownload size={14} />}
    >
      {say('saveFile')}
    </Button>
  );
}
