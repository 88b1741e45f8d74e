const WIDTH = 860;
const BAND = 150;
const LEFT = 70;
const COLORS = ['#0b7a52', '#0b62c1', '#6340c9', '#8a5a00'];

/** One band for each series, over the same time axis. @param seconds of each value. */
export function plotSvg(title, seconds, series) {
  const last = seconds.at(-1) ?? 1;
  const x = (second) => LEFT + ((WIDTH - LEFT - 20) * second) / last;
  const bands = series.map(({ name, values }, index) => {
    const top = 40 + index * BAND;
    const most = Math.max(...values, 1);
    const y = (value) => top + BAND - 40 - ((BAND - 60) * value) / most;
    const points = values.map((value, at) => `${x(seconds[at]).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
    return [
      `<text x="${LEFT}" y="${top + 6}" font-weight="600">${name}</text>`,
      `<text x="${LEFT - 8}" y="${y(most) + 4}" text-anchor="end">${Math.round(most)}</text>`,
      `<text x="${LEFT - 8}" y="${y(0) + 4}" text-anchor="end">0</text>`,
      `<line x1="${LEFT}" x2="${WIDTH - 20}" y1="${y(0)}" y2="${y(0)}" stroke="#b9c4c4"/>`,
      `<polyline points="${points}" fill="none" stroke="${COLORS[index % COLORS.length]}" stroke-width="1.5"/>`,
    ].join('');
  });
  const height = 40 + series.length * BAND;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="12">`,
    `<title>${title}</title><rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="20" y="24" font-size="16" font-weight="600">${title}: ${Math.round(last)} s</text>`,
    ...bands,
    '</svg>',
  ].join('\n');
}
