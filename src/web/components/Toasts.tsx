import { IconX } from '@tabler/icons-react';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useWatched } from '#web/state/watched.ts';
import styles from './Toasts.module.css';
import { type Toast, closeToast, toastStore } from './toasts.ts';

/** The place where toasts appear; read out by screen readers. */
export function Toasts() {
  const shown = useWatched(toastStore);
  return (
    <div className={styles.stack} role="status" aria-live="polite" data-print="none">
      {shown.map((one) => (
        <ToastLine key={one.id} toast={one} />
      ))}
    </div>
  );
}

function ToastLine({ toast }: { readonly toast: Toast }) {
  const say = useWords(shellWords);
  const undo = (): void => {
    closeToast(toast.id);
    void toast.undo?.();
  };
  return (
    <div className={styles.toast} data-tone={toast.tone}>
      <span>{toast.text}</span>
      {toast.undo === undefined ? null : (
        <button type="button" className={styles.undo} onClick={undo}>
          {say('undo')}
        </button>
      )}
      <button type="button" className={styles.close} onClick={() => closeToast(toast.id)} aria-label={say('close')}>
        <IconX size={14} />
      </button>
    </div>
  );
}
