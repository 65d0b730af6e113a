import { ActionIcon, TextInput } from '@mantine/core';
import { IconArrowUp, IconChevronRight, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useLanguage, useLocal, useWords } from '#web/i18n/language-context.tsx';
import { Field } from './Field.tsx';
import { type ComponentKind, commonFields, componentKinds, payingFields } from './field-spec.ts';
import { formWords } from './form-words.ts';
import { LabelField } from './LabelField.tsx';
import { OnlyText } from './OnlyText.tsx';
import { isFields, pointerOf, textAt, valueAt } from './plan-data.ts';
import { usePlanForm, useProblemAt } from './plan-form-context.ts';
import styles from './PlanForm.module.css';

interface ComponentCardProps {
  readonly index: number;
  readonly onUp?: () => void;
  readonly onRemove?: () => void;
}

/** One component of the plan: what it pays, to whom, when, within which limits. */
export function ComponentCard({ index, onUp, onRemove }: ComponentCardProps) {
  const say = useWords(formWords);
  const local = useLocal();
  const { language } = useLanguage();
  const { data, set } = usePlanForm();
  const path = ['components', index];
  const component = valueAt(data, path);
  const kind = textAt(component, ['kind']) as ComponentKind;
  const problem = useProblemAt([...path, 'id']);
  const broken = useProblemAt(path, true) !== undefined;
  const [more, setMore] = useState(
    commonFields.some(({ key }) => isFields(component) && key.split('.')[0] in component),
  );
  const name = isFields(component) && isFields(component.name) ? component.name : undefined;
  const title =
    (name === undefined ? textAt(component, ['name']) : textAt(name, [language === 'en' ? 'en' : 'zh'])) ||
    textAt(component, ['id']);
  if (!(kind in componentKinds)) return <OnlyText />;
  return (
    <article className={styles.card} data-pointer={pointerOf(path)} data-broken={broken}>
      <header>
        <h3>
          {title} <span>{local(componentKinds[kind])}</span>
        </h3>
        {onUp === undefined ? null : (
          <ActionIcon size="sm" variant="subtle" aria-label={`${say('up')}: ${title}`} onClick={onUp}>
            <IconArrowUp size={14} />
          </ActionIcon>
        )}
        {onRemove === undefined ? null : (
          <ActionIcon size="sm" variant="subtle" aria-label={`${say('remove')}: ${title}`} onClick={onRemove}>
            <IconX size={14} />
          </ActionIcon>
        )}
      </header>
      <div className={styles.fields}>
        <LabelField path={[...path, 'name']} label={say('name')} />
        <TextInput
          size="xs"
          label={say('id')}
          error={problem}
          data-pointer={pointerOf([...path, 'id'])}
          value={textAt(component, ['id'])}
          onChange={(event) => set([...path, 'id'], event.currentTarget.value)}
        />
        {payingFields[kind].map((spec) => (
          <Field key={spec.key} path={path} spec={spec} kind={kind} />
        ))}
      </div>
      <button type="button" className={styles.more} aria-expanded={more} onClick={() => setMore(!more)}>
        <IconChevronRight size={14} data-open={more} aria-hidden />
        {say('who')}
      </button>
      {more ? (
        <div className={styles.fields}>
          {commonFields.map((spec) => (
            <Field key={spec.key} path={path} spec={spec} kind={kind} />
          ))}
        </div>
      ) : null}
    </article>
  );
}
