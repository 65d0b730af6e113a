import type { CustomSeriesOption } from 'echarts';
import type { FlowChart } from '#kernel/chart.ts';
import { formatNumber } from '#web/format/number.ts';
import { type ChartFace, headHeight, textSize } from './chart-frame.ts';
import { chartFonts } from './chart-look.ts';
import { layeredLayout } from './layered-layout.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

const boxHeight = 36;
/** How far the way there and the way back between the same two steps keep from the middle. */
const laneGap = 18;

/** Steps as boxes in layers, ways between them as lines whose width follows how much passes, ways back included. */
export function processMapSeries(chart: FlowChart, face: ChartFace): CustomSeriesOption[] {
  const layout = layeredLayout(
    chart.nodes.map(({ id }) => id),
    chart.edges,
  );
  const sideways = flowsSideways(layout.layers, face.width);
  const top = headHeight(chart, face) + 12;
  const room = { width: face.width - 32, height: face.height - top - 16 };
  const along = sideways ? room.width : room.height;
  const across = sideways ? room.height : room.width;
  const boxWidth = sideways
    ? Math.min(132, (along / layout.layers) * 0.66)
    : Math.min(132, (across / layout.places) * 0.86);
  const inset = (sideways ? boxWidth : boxHeight) / 2;
  const placeOf = ({ layer, place }: { readonly layer: number; readonly place: number }): Point => {
    const forth =
      inset + (layout.layers === 1 ? (along - 2 * inset) / 2 : (layer / (layout.layers - 1)) * (along - 2 * inset));
    const aside = ((place + 0.5) / layout.places) * across;
    return sideways ? { x: 16 + forth, y: top + aside } : { x: 16 + aside, y: top + forth };
  };
  const most = Math.max(1e-9, ...chart.edges.map(({ value }) => value));
  const places = new Map([...layout.nodes].map(([id, slot]) => [id, placeOf(slot)]));
  const lanes = chart.edges.map(({ from, to }) => {
    const paired = from !== to && chart.edges.some((other) => other.from === to && other.to === from);
    return paired ? Math.sign((layout.nodes.get(from)?.layer ?? 0) - (layout.nodes.get(to)?.layer ?? 0)) * laneGap : 0;
  });
  const base = { type: 'custom', coordinateSystem: 'none', animation: false } as const;
  return [
    {
      ...base,
      z: 2,
      data: chart.edges.map(({ from, to, value }) => ({ value: [value], source: from, target: to })),
      renderItem: ({ dataIndex }) => {
        const edge = chart.edges[dataIndex];
        const aside = lanes[dataIndex];
        const points = layout.routes[dataIndex]
          .map(placeOf)
          .map(({ x, y }) => (sideways ? { x, y: y + aside * 0.6 } : { x: x + aside, y }));
        const start = places.get(edge.from);
        if (start === undefined) return undefined;
        const path =
          points.length === 0
            ? loopAt(start, boxWidth)
            : curveThrough(points, sideways, sideways ? boxWidth / 2 : boxHeight / 2);
        const color = edge.emphasis === true ? face.look.accent : face.look.context;
        return {
          type: 'group',
          children: [
            {
              type: 'path',
              shape: { pathData: path.d },
              style: {
                fill: 'none',
                stroke: color,
                lineWidth: 1 + 7 * Math.sqrt(edge.value / most),
                opacity: 0.7,
                lineCap: 'butt',
              },
            },
            {
              type: 'polygon',
              shape: { points: path.arrow },
              style: { fill: edge.emphasis === true ? face.look.accent : face.look.muted },
            },
            {
              type: 'text',
              x: path.middle.x,
              y: path.middle.y,
              z2: 10,
              style: {
                text: edge.label ?? formatNumber(edge.value, face.language, { short: true }),
                fill: edge.emphasis === true ? face.look.accent : face.look.muted,
                backgroundColor: face.look.surface,
                padding: [1, 3],
                fontFamily: chartFonts[face.language],
                fontSize: 11,
                align: aside === 0 ? 'center' : aside < 0 ? 'right' : 'left',
                verticalAlign: 'middle',
              },
            },
          ],
        };
      },
    },
    {
      ...base,
      z: 4,
      data: chart.nodes.map(({ id, value }) => ({ name: id, value: [value ?? 0] })),
      renderItem: ({ dataIndex }) => {
        const node = chart.nodes[dataIndex];
        const at = places.get(node.id) as Point;
        const note =
          node.note ??
          (node.value === undefined ? undefined : formatNumber(node.value, face.language, { short: true }));
        const line = (text: string, y: number, color: string, size: number) =>
          ({
            type: 'text',
            x: at.x,
            y,
            style: {
              text,
              fill: color,
              fontFamily: chartFonts[face.language],
              fontSize: size,
              align: 'center',
              verticalAlign: 'middle',
              width: boxWidth - 10,
              overflow: 'truncate',
            },
          }) as const;
        return {
          type: 'group',
          children: [
            {
              type: 'rect',
              shape: { x: at.x - boxWidth / 2, y: at.y - boxHeight / 2, width: boxWidth, height: boxHeight, r: 4 },
              style: { fill: face.look.surface, stroke: face.look.muted, lineWidth: 1 },
            },
            line(node.label, note === undefined ? at.y : at.y - 7, face.look.text, textSize),
            ...(note === undefined ? [] : [line(note, at.y + 9, face.look.muted, 11)]),
          ],
        };
      },
    },
  ];
}

/** Layers run left to right where each has room for a box and its arrows, else from top to bottom. */
export function flowsSideways(layers: number, width: number): boolean {
  return layers * 150 <= width;
}

interface Path {
  readonly d: string;
  readonly arrow: number[][];
  readonly middle: Point;
}

function curveThrough(points: readonly Point[], sideways: boolean, inset: number): Path {
  const [first, last] = [points[0], points[points.length - 1]];
  const direction = sideways ? Math.sign(last.x - first.x) : Math.sign(last.y - first.y);
  const shift = (point: Point, by: number): Point =>
    sideways ? { x: point.x + by * direction, y: point.y } : { x: point.x, y: point.y + by * direction };
  const tip = shift(last, -inset);
  const stops = [shift(first, inset), ...points.slice(1, -1), shift(tip, -8)];
  let d = `M${stops[0].x},${stops[0].y}`;
  for (let at = 1; at < stops.length; at += 1) {
    const [from, to] = [stops[at - 1], stops[at]];
    const half = sideways ? (from.x + to.x) / 2 : (from.y + to.y) / 2;
    d += sideways
      ? `C${half},${from.y} ${half},${to.y} ${to.x},${to.y}`
      : `C${from.x},${half} ${to.x},${half} ${to.x},${to.y}`;
  }
  const wing = shift(tip, -9);
  const arrow = sideways
    ? [
        [tip.x, tip.y],
        [wing.x, wing.y - 5],
        [wing.x, wing.y + 5],
      ]
    : [
        [tip.x, tip.y],
        [wing.x - 5, wing.y],
        [wing.x + 5, wing.y],
      ];
  const before = Math.floor((stops.length - 1) / 2);
  const [from, to] = [stops[before], stops[before + 1]];
  return { d, arrow, middle: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } };
}

/** A step that repeats itself: a small loop above its box. */
function loopAt({ x, y }: Point, boxWidth: number): Path {
  const [left, right, edge] = [x - boxWidth / 6, x + boxWidth / 6, y - boxHeight / 2];
  return {
    d: `M${right},${edge}C${right + 8},${edge - 22} ${left - 8},${edge - 22} ${left},${edge - 6}`,
    arrow: [
      [left, edge],
      [left - 5, edge - 8],
      [left + 5, edge - 8],
    ],
    middle: { x, y: edge - 17 },
  };
}
