import { Button, Group } from '@mantine/core';
import { Section } from '#web/components/PageBody.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { Asked } from '../../Asked.tsx';
import { payFile, usePay } from '../../pay-api.ts';
import type { PayFileLayout, PeriodView } from './period-types.ts';
import { periodWords } from './period-words.ts';

/** The pay file in each layout that was set up, and in the standard one. */
export function PeriodFiles({ period }: { readonly period: PeriodView }) {
  const say = useWords(periodWords);
  const query = usePay<{ items: readonly PayFileLayout[] }>('/pay-file-layouts');
  return (
    <Asked query={query}>
      {({ items }) => (
        <>
          {[undefined, ...items].map((layout) => (
            <Section key={layout?.id ?? 'standard'} title={`${say('payFile')} · ${layout?.name ?? say('standard')}`}>
              <Group gap="xs" mb="md">
                {(['csv', 'xlsx'] as const).map((format) => (
                  <Button
                    key={format}
                    size="xs"
                    variant="default"
                    component="a"
                    href={payFile(
                      `/periods/${period.id}/pay-file?format=${format}${layout === undefined ? '' : `&layoutId=${layout.id}`}`,
                    )}
                  >
                    {format.toUpperCase()}
                  </Button>
                ))}
              </Group>
            </Section>
          ))}
        </>
      )}
    </Asked>
  );
}
