import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { ComponentCard } from './ComponentCard.tsx';
import { type ComponentKind, componentKinds } from './field-spec.ts';
import { formWords } from './form-words.ts';
import { isFields, valueAt } from './plan-data.ts';
import { usePlanForm } from './plan-form-context.ts';

/** What a new component begins with. */
const blanks: Readonly<Record<ComponentKind, object>> = {
  commission: { rate: '5%' },
  bonus: { amount: '1000', requires: [{ value: 'attainment', atLeast: '100%' }] },
  spif: { effective: { from: '2026-01-01', through: '2026-03-31' }, amount: '500' },
  override: { level: '1', rate: '1%' },
  mbo: { target: '5000', objectives: [{ id: 'objective-1', weight: '100%', score: 'payee.score' }] },
  fixed: { amount: 'payee.salary' },
  pool: { rate: '1%', divide: 'equal' },
};

/** The components, in the order in which statements show them. */
export function ComponentsPart() {
  const say = useWords(formWords);
  const local = useLocal();
  const { data, set } = usePlanForm();
  const found = valueAt(data, ['components']);
  const list: readonly unknown[] = Array.isArray(found) ? found : [];
  const add = (kind: ComponentKind): void => {
    const ids = new Set(list.map((one) => (isFields(one) ? one.id : undefined)));
    let id: string = kind;
    for (let number = 2; ids.has(id); number++) id = `${kind}-${number}`;
    set(['components', list.length], { id, kind, ...blanks[kind] });
  };
  const up = (index: number): void =>
    set(['components'], list.with(index - 1, list[index]).with(index, list[index - 1]));
  return (
    <>
      {list.map((one, index) => (
        <ComponentCard
          // biome-ignore lint/suspicious/noArrayIndexKey: ids are typed here and may be empty or twice for a moment
          key={index}
          index={index}
          {...(index === 0 ? {} : { onUp: () => up(index) })}
          {...(list.length < 2
            ? {}
            : {
                onRemove: () =>
                  set(
                    ['components'],
                    list.filter((other) => other !== one),
                  ),
              })}
        />
      ))}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} />}>
            {say('addComponent')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(Object.keys(componentKinds) as ComponentKind[]).map((kind) => (
            <Menu.Item key={kind} onClick={() => add(kind)}>
              {local(componentKinds[kind])}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
