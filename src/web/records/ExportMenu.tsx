import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { RecordKind } from '#kernel/record-kind.ts';
import { type RecordQuery, kindPath } from '#web/api/records-api.ts';
import { addressOf } from '#web/api/request.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';

interface ExportMenuProps {
  readonly kind: RecordKind;
  readonly query: RecordQuery;
  readonly columns: readonly string[];
}

/** Saves the list as it is filtered, sorted and laid out; the server writes the file. */
export function ExportMenu({ kind, query, columns }: ExportMenuProps) {
  const say = useWords(recordWords);
  const { language } = useLanguage();
  const address = (format: 'csv' | 'xlsx'): string =>
    addressOf(`${kindPath(kind)}/export`, {
      format,
      language,
      filter: query.filter,
      search: query.search,
      sort: query.sort,
      fields: columns.join(','),
    });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="subtle" color="gray" leftSection={<IconDownload size={14} />}>
          {say('exportAs')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={address('csv')} download>
          {say('exportCsv')}
        </Menu.Item>
        <Menu.Item component="a" href={address('xlsx')} download>
          {say('exportXlsx')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
