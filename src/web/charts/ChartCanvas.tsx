import { useMantineColorScheme } from '@mantine/core';
import { useElementSize, useInViewport, useMergedRef } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import type { EChartsType } from 'echarts/core';
import type { ChartSpec } from '#kernel/chart.ts';
import { useLanguage } from '#web/i18n/language-context.tsx';
import { usePrinting } from '#web/state/printing.ts';
import { chartHeight } from './chart-height.ts';
import { darkLook, lightLook } from './chart-look.ts';
import { chartOption } from './chart-option.ts';

interface ChartCanvasProps {
  readonly spec: ChartSpec;
  readonly height?: number;
  /** The index of the mark that was clicked: a bar, a point, a step, a day. */
  readonly onPick?: (index: number, seriesIndex: number) => void;
  readonly onFailed: () => void;
}

/** What A4 and Letter have between their margins, in pixels of the page. */
const paperWidth = 680;
const still = { animation: false };

type Modules = typeof import('./echarts-modules.ts');
let loaded: Modules | undefined;
/** Fetched with the page, so that paper, which waits for nothing, has charts too that were not in sight yet. */
const modules = async (): Promise<Modules> => (loaded ??= await import('./echarts-modules.ts'));

/** The drawing itself, at the size of its place, once it comes in sight or goes to paper. */
export function ChartCanvas({ spec, height, onPick, onFailed }: ChartCanvasProps) {
  const { language } = useLanguage();
  const { colorScheme } = useMantineColorScheme();
  const dark =
    colorScheme === 'dark' || (colorScheme === 'auto' && globalThis.matchMedia('(prefers-color-scheme: dark)').matches);
  const printing = usePrinting();
  const { ref: sizeRef, width: place } = useElementSize();
  const width = printing ? Math.min(place, paperWidth) : place;
  const look = dark && !printing ? darkLook : lightLook;
  const { ref: viewRef, inViewport } = useInViewport();
  const element = useRef<HTMLDivElement>(null);
  const merged = useMergedRef(sizeRef, viewRef, element);
  const chart = useRef<EChartsType>(undefined);
  const [seen, setSeen] = useState(false);
  if (inViewport && !seen) setSeen(true);
  const tall = height ?? chartHeight(spec, width === 0 ? 640 : width);
  useEffect(() => {
    if (!(seen || printing) || width === 0) return undefined;
    let gone = false;
    const draw = ({ openChart }: Modules): void => {
      if (gone || element.current === null) return;
      chart.current ??= openChart(element.current, marksOf(spec));
      chart.current.resize({ width, height: tall });
      chart.current.setOption(
        { ...chartOption(spec, { look, language, titled: false, width, height: tall }), ...(printing ? still : {}) },
        true,
      );
      if (printing) chart.current.getZr().flush();
      chart.current.off('click');
      if (onPick !== undefined)
        chart.current.on('click', ({ dataIndex, seriesIndex }) => onPick(dataIndex, seriesIndex ?? 0));
    };
    if (loaded === undefined) modules().then(draw).catch(onFailed);
    else draw(loaded);
    return () => {
      gone = true;
    };
  }, [seen, printing, width, tall, spec, look, language, onPick, onFailed]);
  useEffect(() => void modules().catch(onFailed), [onFailed]);
  useEffect(
    () => () => {
      chart.current?.dispose();
      chart.current = undefined;
    },
    [],
  );
  return (
    <div
      ref={merged}
      style={{ width: '100%', height: tall }}
      role="img"
      aria-label={[spec.title, spec.subtitle].filter((text) => text !== undefined).join('. ')}
    />
  );
}

function marksOf(spec: ChartSpec): number {
  return spec.kind === 'scatter' || spec.kind === 'map'
    ? spec.points.length
    : spec.kind === 'calendar'
      ? spec.days.length
      : 0;
}
