import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export interface PlotSeries {
  readonly label: string;
  /** Name of a colour token, e.g. `--ok`. */
  readonly color: string;
  readonly values: readonly (number | null)[];
}

export interface PlotOptions {
  readonly kind: 'lines' | 'stacked-bars';
  readonly format: (value: number) => string;
  /** The step under the pointer; undefined when it has left. */
  readonly onHover: (index: number | undefined) => void;
}

const HEIGHT = 150;
const AXIS_FONT = '11px ui-sans-serif, system-ui, sans-serif';
const GAP = 6;

type Columns = readonly (readonly (number | null)[])[];

/** Sums from the last series upwards: the tallest is drawn first, and the others over it. */
function stacked(columns: Columns): Columns {
  return columns.map((column, index) =>
    column.map((_value, step) => columns.slice(index).reduce((sum, other) => sum + (other[step] ?? 0), 0)),
  );
}

/** Draws into `host`. The caller tells of new data and sizes, and destroys it. */
export function createPlot(host: HTMLElement, series: readonly PlotSeries[], options: PlotOptions) {
  const style = getComputedStyle(host);
  const color = (token: string): string => style.getPropertyValue(token).trim();
  const isBars = options.kind === 'stacked-bars';
  const grid = { stroke: color('--border'), width: 1 };
  const axis = { stroke: color('--text-faint'), font: AXIS_FONT, grid, ticks: { show: false }, gap: GAP };

  const plot = new uPlot(
    {
      width: Math.max(host.clientWidth, 120),
      height: HEIGHT,
      padding: [8, 22, 0, 0],
      legend: { show: false },
      cursor: { sync: { key: 'overview' }, drag: { x: false, y: false }, points: { size: 6 }, y: false },
      scales: {
        x: { time: true },
        y: { range: (_plot, _least, most) => [0, most > 0 ? most * 1.12 : 1] },
      },
      series: [
        {},
        ...series.map((one) => ({
          label: one.label,
          stroke: color(one.color),
          spanGaps: false,
          ...(isBars
            ? {
                width: 0,
                fill: color(one.color),
                paths: uPlot.paths.bars?.({ size: [0.75, 14] }),
                points: { show: false },
              }
            : { width: 1.75, points: { show: true, size: 4, fill: color(one.color), width: 0 } }),
        })),
      ] as uPlot.Series[],
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 26,
          space: 72,
          values: '{HH}:{mm}',
          incrs: [60, 120, 300, 600, 900, 1_800],
        },
        {
          ...axis,
          size: 58,
          space: 36,
          values: (_plot: uPlot, splits: readonly number[]) => splits.map(options.format),
        },
      ] as uPlot.Axis[],
      hooks: { setCursor: [({ cursor }) => options.onHover(cursor.idx ?? undefined)] },
    },
    [[], ...series.map(() => [])],
    host,
  );

  return {
    setData(time: readonly number[], columns: Columns): void {
      plot.setData([time, ...(isBars ? stacked(columns) : columns)] as uPlot.AlignedData);
    },
    resize(width: number): void {
      if (width > 0) plot.setSize({ width, height: HEIGHT });
    },
    destroy: (): void => plot.destroy(),
  };
}

export type Plot = ReturnType<typeof createPlot>;
