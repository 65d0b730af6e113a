import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { RecordKind } from '#kernel/record-kind.ts';
import { problemCode } from '#web/api/problem.ts';
import { type RecordQuery, exportAddress, startExport } from '#web/api/records-api.ts';
import { toast } from '#web/components/toasts.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { recordWords } from '#web/i18n/record-words.ts';
import { useToldProblem } from '#web/shell/use-told-problem.ts';

interface ExportMenuProps {
  readonly kind: RecordKind;
  readonly query: RecordQuery;
  readonly columns: readonly string[];
  readonly onPrint: () => void;
}

/** Saves the list as it is filtered, sorted and laid out: at once, or when it is long by a job that tells when it is done. */
export function ExportMenu({ kind, query, columns, onPrint }: ExportMenuProps) {
  const say = useWords(recordWords);
  const told = useToldProblem(kind);
  const { language } = useLanguage();
  const [asking, setAsking] = useState(false);
  const start = async (format: 'csv' | 'xlsx'): Promise<void> => {
    const how = { format, language, fields: columns.join(',') };
    setAsking(true);
    const answer = await startExport(kind, query, how);
    setAsking(false);
    if (!answer.ok) {
      const many = problemCode(answer.problem) === 'too-many-exports';
      toast(many ? say('exportsUnderWay') : told.line(answer.problem), { tone: 'bad' });
    } else if (answer.value.jobId === null) save(exportAddress(kind, query, how));
    else toast(say('exportStarted'), { tone: 'good' });
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="subtle" color="gray" loading={asking} leftSection={<IconDownload size={14} />}>
          {say('exportAs')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void start('csv')}>{say('exportCsv')}</Menu.Item>
        <Menu.Item onClick={() => void start('xlsx')}>{say('exportXlsx')}</Menu.Item>
        <Menu.Item onClick={onPrint}>{say('print')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function save(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}
