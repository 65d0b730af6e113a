import { SegmentedControl } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { text } from '#kernel/local-text.ts';
import { defineWords } from '#web/i18n/define-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';

const words = defineWords('structureViews', {
  label: text('View of the structure', '结构视图', '結構檢視'),
  chart: text('Org chart', '组织架构图', '組織架構圖'),
  balance: text('Territory balance', '区域均衡', '區域均衡'),
});

const pages = { chart: '/team/org-chart', balance: '/team/territory-balance' } as const;

/** The structure as units and people, or as territories on a map. */
export function StructureViews({ shown }: { readonly shown: keyof typeof pages }) {
  const say = useWords(words);
  const navigate = useNavigate();
  return (
    <SegmentedControl
      size="xs"
      aria-label={say('label')}
      value={shown}
      onChange={(value) => void navigate({ to: pages[value as keyof typeof pages] })}
      data={[
        { value: 'chart', label: say('chart') },
        { value: 'balance', label: say('balance') },
      ]}
    />
  );
}
