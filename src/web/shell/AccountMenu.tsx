import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconKeyboard, IconLogout, IconUser, IconUserCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { languages } from '#kernel/local-text.ts';
import { languageNames } from '#web/i18n/language.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useRowHeight } from '#web/state/row-height.ts';
import { schemes, useOwnLook } from '#web/state/use-own-look.ts';
import { useSession } from './app-context.ts';
import { signOut } from './sign-out.ts';

/** Language, appearance, row height, keyboard help, sign out. */
export function AccountMenu({ onKeyboard }: { readonly onKeyboard: () => void }) {
  const say = useWords(shellWords);
  const session = useSession();
  const { language, scheme: chosen, chooseLanguage, chooseScheme } = useOwnLook();
  const [rowHeight, setRowHeight] = useRowHeight();
  const tick = (on: boolean) => (on ? <IconCheck size={14} /> : <span style={{ width: 14 }} />);
  return (
    <Menu position="bottom-end" width={232}>
      <Menu.Target>
        <ActionIcon aria-label={say('account', { name: session.viewer.name })}>
          <IconUserCircle size={20} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <span style={{ color: 'var(--qd-text)', fontWeight: 600, fontSize: 13 }}>{session.viewer.name}</span>
          <br />
          {session.company.name}
        </Menu.Label>
        <Menu.Item leftSection={<IconUser size={14} />} component={Link} to="/settings/account">
          {say('myAccount')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{say('language')}</Menu.Label>
        {languages.map((one) => (
          <Menu.Item
            key={one}
            lang={one}
            leftSection={tick(one === language)}
            onClick={() => chooseLanguage(one)}
            closeMenuOnClick={false}
          >
            {languageNames[one]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{say('appearance')}</Menu.Label>
        {schemes.map((scheme) => (
          <Menu.Item
            key={scheme}
            leftSection={tick(chosen === scheme)}
            onClick={() => chooseScheme(scheme)}
            closeMenuOnClick={false}
          >
            {say(scheme === 'auto' ? 'system' : scheme)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{say('rows')}</Menu.Label>
        {(['compact', 'comfortable'] as const).map((height) => (
          <Menu.Item
            key={height}
            leftSection={tick(rowHeight === height)}
            onClick={() => setRowHeight(height)}
            closeMenuOnClick={false}
          >
            {say(height)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={14} />} rightSection={<kbd>?</kbd>} onClick={onKeyboard}>
          {say('keyboard')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={14} />} onClick={() => void signOut()}>
          {say('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
