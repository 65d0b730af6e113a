import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useWords } from '#web/i18n/language-context.tsx';
import { Cell } from './Cell.tsx';
import { FieldLabel } from './FieldLabel.tsx';
import { FilterField } from './FilterField.tsx';
import { formWords } from './form-words.ts';
import { type Path, isFields, pointerOf, valueAt } from './plan-data.ts';
import { usePlanForm, useProblemAt } from './plan-form-context.ts';
import styles from './PlanForm.module.css';
import { RateField } from './RateField.tsx';

/** What a component is multiplied by: a value where a condition holds, or a table. */
export function MultipliersField({ path, label }: { readonly path: Path; readonly label: string }) {
  const say = useWords(formWords);
  const { data, set } = usePlanForm();
  const problem = useProblemAt(path);
  const found = valueAt(data, path);
  const list: readonly unknown[] = Array.isArray(found) ? found : [];
  return (
    <div className={styles.part} data-pointer={pointerOf(path)}>
      <FieldLabel label={label} problem={problem} />
      {list.map((one, index) => {
        const at = [...path, index];
        const name = `${say('multiplyBy')} ${index + 1}`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a multiplier is known by its place in the text
          <div key={index} className={styles.nested}>
            {isFields(one) && 'value' in one ? (
              <>
                <div className={styles.pair}>
                  <div className={styles.field}>
                    <FieldLabel label={name} />
                    <Cell path={[...at, 'value']} label={name} />
                  </div>
                </div>
                <FilterField path={[...at, 'where']} label={say('where')} />
              </>
            ) : (
              <RateField path={at} label={name} pays="multiply" />
            )}
            <ActionIcon
              size="sm"
              variant="subtle"
              aria-label={`${say('remove')}: ${name}`}
              onClick={() => set(path, list.length === 1 ? undefined : list.filter((_, other) => other !== index))}
            >
              <IconX size={14} />
            </ActionIcon>
          </div>
        );
      })}
      <div className={styles.adds}>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={12} />}
          onClick={() => set([...path, list.length], { value: '1.2', where: { line: 'A' } })}
        >
          {say('addCondition')}
        </Button>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={12} />}
          onClick={() => set([...path, list.length], { by: 'product', map: { A: '1.2' }, otherwise: '1' })}
        >
          {say('rate_map')}
        </Button>
      </div>
    </div>
  );
}
