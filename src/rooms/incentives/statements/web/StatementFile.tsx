import { Button, Menu } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useWords } from '#web/i18n/language-context.tsx';
import { payFile } from '../../pay-api.ts';
import { statementWords } from './statement-words.ts';

const languages = [
  { language: 'zh-Hans', name: 'PDF · 简体中文' },
  { language: 'zh-Hant', name: 'PDF · 繁體中文' },
  { language: 'en', name: 'PDF · English' },
] as const;

/** The statement to keep: a PDF in the language one needs, or on paper. */
export function StatementFile({ id }: { readonly id: string }) {
  const say = useWords(statementWords);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" data-print="none">
          {say('print')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {languages.map(({ language, name }) => (
          <Menu.Item
            key={language}
            component="a"
            href={payFile(`/statements/${id}/pdf?language=${language}`)}
            leftSection={<IconDownload size={14} />}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Item leftSection={<IconPrinter size={14} />} onClick={() => window.print()}>
          {say('printPage')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
