/**
 * Checks what deploy/ says about metrics: promtool takes the configuration and the rules, the rules' own tests hold, and each
 * metric that an alert or the Grafana dashboard names is in a scrape of the built server. `npm run build` comes first.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { scrapedMetrics } from './scrape.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROMETHEUS = path.join(ROOT, 'deploy/prometheus');
/** What Prometheus itself adds to each target. */
const OWN_OF_PROMETHEUS = new Set(['up']);
const NAME = /\b(?:up|(?:qoder|process|nodejs)_[a-z0-9_]+)\b/g;

const findings = [];

function promtool(...args) {
  const { status, stdout, stderr, error } = spawnSync('promtool', args, {
    cwd: PROMETHEUS,
    encoding: 'utf8',
  });
  if (error?.code === 'ENOENT') {
    console.error(
      'promtool is missing: install it, e.g. `apt-get install --no-install-recommends prometheus`.',
    );
    process.exit(1);
  }
  if (status === 0) console.log(`promtool ${args.join(' ')}: ok`);
  else findings.push(`promtool ${args.join(' ')}:\n${stdout}${stderr}`);
}

/** The metrics that an expression names. Labels, of which some begin alike, stand in braces or behind `by (...)`. */
function metricsIn(expression) {
  const bare = expression.replace(/\{[^}]*\}/g, '').replace(/\b(?:by|on|without|ignoring)\s*\([^)]*\)/g, '');
  return bare.match(NAME) ?? [];
}

function alertExpressions() {
  const { groups } = parse(readFileSync(path.join(PROMETHEUS, 'alerts.yml'), 'utf8'));
  return groups.flatMap(({ rules }) => rules.map(({ alert, expr }) => ({ where: `alert ${alert}`, expr })));
}

function panelExpressions() {
  const dashboard = JSON.parse(readFileSync(path.join(ROOT, 'deploy/grafana/dashboard.json'), 'utf8'));
  const panels = dashboard.panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => ({ where: `panel ${title}`, expr })),
  );
  const variables = dashboard.templating.list.flatMap(({ name, query }) =>
    typeof query === 'object' ? [{ where: `variable ${name}`, expr: query.query }] : [],
  );
  return [...panels, ...variables];
}

/** A panel's expression as Prometheus gets it. */
function withoutVariables(expr) {
  return expr.replaceAll('$__rate_interval', '5m').replaceAll('$instance', '.*');
}

/** promtool takes the panels' expressions for recording rules. */
function checkPanels(panels) {
  const folder = mkdtempSync(path.join(tmpdir(), 'check-deploy-'));
  const rules = panels
    .filter(({ where }) => where.startsWith('panel '))
    .map(({ expr }, index) => ({ record: `panel:${index}`, expr: withoutVariables(expr) }));
  const file = path.join(folder, 'panels.yml');
  // JSON is YAML.
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'panels', rules }] }));
  promtool('check', 'rules', file);
  rmSync(folder, { recursive: true });
}

promtool('check', 'config', '--syntax-only', 'prometheus.yml');
promtool('check', 'rules', 'alerts.yml');
promtool('test', 'rules', 'alerts.test.yml');
const panels = panelExpressions();
checkPanels(panels);

const known = new Set([...OWN_OF_PROMETHEUS, ...(await scrapedMetrics())]);
let named = 0;
for (const { where, expr } of [...alertExpressions(), ...panels]) {
  for (const name of metricsIn(expr)) {
    named += 1;
    if (!known.has(name)) findings.push(`${where} names ${name}, which the server does not have`);
  }
}
if (named === 0) findings.push('no metric was found in any expression');
for (const finding of findings) console.error(finding);
if (findings.length > 0) process.exit(1);
console.log(`${named} mentions of metrics in alerts and panels, all of them in a scrape`);
