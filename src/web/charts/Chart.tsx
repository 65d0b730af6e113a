import { ActionIcon, Menu } from '@mantine/core';
import { IconChartBar, IconDots, IconDownload, IconInfoCircle, IconTable } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { ChartSpec } from '#kernel/chart.ts';
import { saveFile } from '#web/components/save-file.ts';
import { csvText } from '#web/format/csv.ts';
import { chartWords } from '#web/i18n/chart-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { ChartCanvas } from './ChartCanvas.tsx';
import { ChartDataTable, useColumnText } from './ChartDataTable.tsx';
import { chartTable } from './chart-table.ts';
import styles from './Chart.module.css';

interface ChartProps {
  readonly spec: ChartSpec;
  /** Pixels; from the data when absent. */
  readonly height?: number;
  /** Page of the definition of what is drawn. */
  readonly definition?: string;
  readonly onPick?: (index: number, seriesIndex: number) => void;
  /** Without the title above: where the place names it already. */
  readonly bare?: boolean;
}

/** A chart with its title; it turns into its table, is saved as CSV, and leads to its definition. */
export function Chart({ spec, height, definition, onPick, bare = false }: ChartProps) {
  const say = useWords(chartWords);
  const [asTable, setAsTable] = useState(false);
  const [failed, setFailed] = useState(false);
  const columnText = useColumnText();
  const onFailed = useCallback(() => setFailed(true), []);
  const save = (): void => {
    const { columns, rows } = chartTable(spec);
    saveFile(`${spec.title}.csv`, csvText([columns.map(columnText), ...rows]));
  };
  return (
    <figure className={styles.figure}>
      <div className={styles.head}>
        {bare ? null : (
          <div>
            <h3>{spec.title}</h3>
            {spec.subtitle === undefined ? null : <p>{spec.subtitle}</p>}
          </div>
        )}
        <span className={styles.tools}>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon size="sm" aria-label={`${say('more')}: ${spec.title}`}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={asTable ? <IconChartBar size={14} /> : <IconTable size={14} />}
                onClick={() => setAsTable(!asTable)}
              >
                {say(asTable ? 'asChart' : 'asTable')}
              </Menu.Item>
              <Menu.Item leftSection={<IconDownload size={14} />} onClick={save}>
                {say('saveCsv')}
              </Menu.Item>
              {definition === undefined ? null : (
                <Menu.Item leftSection={<IconInfoCircle size={14} />} component={Link} to={definition}>
                  {say('definition')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        </span>
      </div>
      {failed ? <p>{say('failed')}</p> : null}
      {asTable || failed ? (
        <ChartDataTable spec={spec} />
      ) : (
        <ChartCanvas spec={spec} height={height} onPick={onPick} onFailed={onFailed} />
      )}
    </figure>
  );
}
