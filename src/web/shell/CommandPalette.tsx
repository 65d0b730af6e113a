import { Modal, useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { languages, text } from '#kernel/local-text.ts';
import { Icon } from '#web/components/Icon.tsx';
import { languageNames } from '#web/i18n/language.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useParts } from './app-context.ts';
import type { NavigationRoom } from './navigation.ts';
import { fits, pageSource, recordSource } from './palette-sources.ts';
import type { PaletteItem, PaletteSource } from './room-pages.ts';
import { signOut } from './sign-out.ts';
import styles from './CommandPalette.module.css';

interface CommandPaletteProps {
  readonly rooms: readonly NavigationRoom[];
  readonly onClose: () => void;
  readonly onHelp: () => void;
}

/** ⌘K: finds pages, records and commands from every source at once; arrows choose, Enter does it. */
export function CommandPalette({ rooms, onClose, onHelp }: CommandPaletteProps) {
  const say = useWords(shellWords);
  const { language } = useLanguage();
  const router = useRouter();
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed, 120);
  const [chosen, setChosen] = useState(0);
  const sources = useSources(rooms, onHelp);
  const answers = useQueries({
    queries: sources.map((source) => ({
      queryKey: ['palette', source.id, asked, language],
      queryFn: ({ signal }: { signal: AbortSignal }) => source.search(asked, signal),
      staleTime: 0,
      retry: false,
    })),
  });
  const groups = sources
    .map((source, at) => ({ source, items: answers[at].data ?? [] }))
    .filter(({ items }) => items.length > 0);
  const all = groups.flatMap(({ items }) => items);
  const current = Math.min(chosen, Math.max(all.length - 1, 0));
  const act = (item: PaletteItem | undefined): void => {
    if (item === undefined) return;
    onClose();
    if (item.to !== undefined) router.history.push(item.to);
    item.run?.();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setChosen((current + (event.key === 'ArrowDown' ? 1 : all.length - 1)) % Math.max(all.length, 1));
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) act(all[current]);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={600}
      yOffset="12vh"
      centered={false}
      aria-label={say('search')}
    >
      <input
        className={styles.input}
        autoFocus
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={all.length === 0 ? undefined : `palette-${current}`}
        aria-label={say('search')}
        placeholder={say('searchHint')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id="palette-list" role="listbox" aria-label={say('search')} className={styles.list}>
        {groups.map(({ source, items }) => (
          <div key={source.id} role="group" aria-label={source.heading[language]}>
            <div className={styles.heading}>{source.heading[language]}</div>
            {items.map((item) => {
              const at = all.indexOf(item);
              return (
                <div
                  key={item.id}
                  id={`palette-${at}`}
                  role="option"
                  aria-selected={at === current}
                  className={styles.item}
                  onMouseMove={() => setChosen(at)}
                  onClick={() => act(item)}
                  ref={at === current ? scrollIntoView : undefined}
                >
                  {item.icon === undefined ? null : <Icon name={item.icon} />}
                  <span>{item.label}</span>
                  {item.detail === undefined ? null : <span className={styles.detail}>{item.detail}</span>}
                </div>
              );
            })}
          </div>
        ))}
        {all.length > 0 ? null : (
          <p className={styles.none}>
            {answers.some(({ isFetching }) => isFetching) ? say('searching') : say('nothingFound', { text: typed })}
          </p>
        )}
      </div>
    </Modal>
  );
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

function useSources(rooms: readonly NavigationRoom[], onHelp: () => void): readonly PaletteSource[] {
  const say = useWords(shellWords);
  const parts = useParts();
  const { language, choose } = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  return useMemo(() => {
    const commands: PaletteItem[] = [
      ...languages.map(
        (one): PaletteItem => ({
          id: one,
          label: `${say('language')}: ${languageNames[one]}`,
          icon: 'world',
          run: () => choose(one),
        }),
      ),
      ...(['light', 'dark', 'auto'] as const).map(
        (scheme): PaletteItem => ({
          id: scheme,
          label: `${say('appearance')}: ${say(scheme === 'auto' ? 'system' : scheme)}`,
          icon: 'settings',
          run: () => setColorScheme(scheme),
        }),
      ),
      { id: 'keyboard', label: say('keyboard'), icon: 'help', run: onHelp },
      { id: 'sign-out', label: say('signOut'), icon: 'key', run: () => void signOut() },
    ];
    return [
      recordSource(parts.kinds, language),
      pageSource(rooms, language, say),
      ...parts.rooms.flatMap(({ palette }) => palette ?? []),
      {
        id: 'commands',
        heading: text('Commands', '命令', '指令'),
        search: async (typed) =>
          typed.trim() === '' ? [] : commands.filter(({ label, id }) => fits(typed, [label, id])),
      },
    ];
  }, [parts, rooms, language, say, choose, setColorScheme, onHelp]);
}
