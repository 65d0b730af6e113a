import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useWords } from '#web/i18n/language-context.tsx';
import { ReferenceSelect } from '#web/records/ReferenceSelect.tsx';
import styles from './Credit.module.css';
import type { CreditingRule } from './credit-types.ts';
import { creditWords } from './credit-words.ts';

interface RuleCardProps {
  readonly rule: CreditingRule;
  readonly number: number;
  readonly onRule: (rule: CreditingRule) => void;
  readonly onRemove: (() => void) | undefined;
  readonly onUp: (() => void) | undefined;
}

/** One rule: which field of a deal names whom, for how much. */
export function CreditingRuleCard({ rule, number, onRule, onRemove, onUp }: RuleCardProps) {
  const say = useWords(creditWords);
  const change = (part: Partial<CreditingRule>): void => {
    const next = Object.entries({ ...rule, ...part }).filter(([, value]) => value !== undefined && value !== '');
    onRule(Object.fromEntries(next) as CreditingRule);
  };
  const title = `${number}. ${say(`rule_${rule.kind}`)}`;
  return (
    <article className={styles.rule}>
      <header>
        <h3>
          {title} <span>{rule.id}</span>
        </h3>
        {onUp === undefined ? null : (
          <ActionIcon size="sm" variant="subtle" aria-label={`${say('ruleUp')}: ${title}`} onClick={onUp}>
            <IconArrowUp size={14} />
          </ActionIcon>
        )}
        {onRemove === undefined ? null : (
          <ActionIcon size="sm" variant="subtle" aria-label={`${say('removePart')}: ${title}`} onClick={onRemove}>
            <IconX size={14} />
          </ActionIcon>
        )}
      </header>
      <p>{say(`rule_${rule.kind}_hint`)}</p>
      <div className={styles.fields}>
        {(['column', 'payees', 'share', 'role'] as const)
          .filter((key) => key !== 'payees' || rule.kind === 'territory')
          .map((key) => (
            <TextInput
              key={key}
              size="xs"
              label={say(`rule_${key}`)}
              description={say(`rule_${key}_hint`)}
              value={String(rule[key] ?? '')}
              onChange={(event) => change({ [key]: event.currentTarget.value })}
            />
          ))}
        {rule.kind === 'owner' || rule.kind === 'split' ? null : (
          <ReferenceSelect
            label={say('rule_payee')}
            to="person"
            value={rule.payee ?? null}
            onChange={(payee) => change({ payee: payee ?? undefined })}
          />
        )}
        {rule.kind === 'overlay' || rule.kind === 'specialist' || rule.kind === 'partner' ? (
          <Checkbox
            label={say('onTop')}
            checked={rule.onTop ?? rule.kind === 'overlay'}
            onChange={(event) => change({ onTop: event.currentTarget.checked })}
          />
        ) : null}
      </div>
      {rule.kind === 'owner' || rule.kind === 'split' ? null : (
        <PeopleByValue map={rule.map ?? {}} title={title} onMap={(map) => change({ map })} />
      )}
      {rule.where === undefined ? null : (
        <p className={styles.code}>
          {say('rule_where')}: {JSON.stringify(rule.where)}
        </p>
      )}
    </article>
  );
}

interface PeopleByValueProps {
  readonly map: Readonly<Record<string, string>>;
  readonly title: string;
  readonly onMap: (map: Readonly<Record<string, string>> | undefined) => void;
}

/** Value of the field → whom it credits. */
function PeopleByValue({ map, title, onMap }: PeopleByValueProps) {
  const say = useWords(creditWords);
  const rows = Object.entries(map);
  const write = (next: readonly (readonly [string, string])[]): void =>
    onMap(next.length === 0 ? undefined : Object.fromEntries(next));
  return (
    <>
      {rows.map(([value, personId], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the value is typed here
        <div key={index} className={styles.mapRow}>
          <TextInput
            size="xs"
            label={say('mapValue')}
            aria-label={`${title}: ${say('mapValue')} ${index + 1}`}
            value={value}
            onChange={(event) => {
              const next = event.currentTarget.value;
              if (!rows.some(([other], at) => at !== index && other === next))
                write(rows.map((row, at) => (at === index ? ([next, personId] as const) : row)));
            }}
          />
          <ReferenceSelect
            label={say('mapPerson')}
            to="person"
            value={personId === '' ? null : personId}
            onChange={(id) => write(rows.map((row, at) => (at === index ? ([value, id ?? ''] as const) : row)))}
          />
          <ActionIcon
            variant="subtle"
            aria-label={`${say('removePart')}: ${title} ${value}`}
            onClick={() => write(rows.filter((_, at) => at !== index))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <span>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={12} />}
          disabled={'' in map}
          onClick={() => write([...rows, ['', '']])}
        >
          {say('addMapping')}
        </Button>
      </span>
    </>
  );
}
