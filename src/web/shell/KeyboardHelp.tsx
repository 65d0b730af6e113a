import { Modal } from '@mantine/core';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { modKey } from './keys.ts';
import { roomKeys } from './use-shell-keys.ts';
import styles from './KeyboardHelp.module.css';

/** The keys, by place. Opened by `?`. */
export function KeyboardHelp({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const say = useWords(shellWords);
  const groups = [
    {
      heading: say('keysGlobal'),
      keys: [
        [`${modKey()} K`, say('keyPalette')],
        ['?', say('keyHelp')],
        ['Esc', say('keyEscape')],
        ['g', say('keyRoom')],
        ...Object.entries(roomKeys).map(([key, room]) => [`g ${key}`, say(room)]),
      ],
    },
    {
      heading: say('keysTable'),
      keys: [
        ['↑ ↓ ← →', say('keyMove')],
        ['Enter', say('keyOpen')],
        ['Space', say('keySelect')],
        ['F2', say('keyEdit')],
        ['/', say('keyFilter')],
        ['n', say('keyNew')],
      ],
    },
    {
      heading: say('keysBoard'),
      keys: [
        ['↑ ↓ ← →', say('keyCard')],
        ['Space', say('keyGrab')],
        ['Enter', say('keyOpen')],
      ],
    },
  ];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={say('keyboard')}
      size="lg"
      closeButtonProps={{ 'aria-label': say('close') }}
    >
      <div className={styles.columns}>
        {groups.map(({ heading, keys }) => (
          <section key={heading}>
            <h3>{heading}</h3>
            <dl className={styles.keys}>
              {keys.map(([key, meaning]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
