/** What no schema sees: whether the manifests agree with each other, and with the server that they start. */

const MEBIBYTE = 1024 * 1024;
const UNITS = { Ki: 1024, Mi: MEBIBYTE, Gi: 1024 * MEBIBYTE };
/** What a qodercli takes while it boots, and the server itself, as measured: docs/scaling.md. */
const BOOT_BYTES = 630e6;
const SERVER_BYTES = 150e6;
/** For the last answers on their way, and the last spans. */
const END_MS = 5_000;

function bytesOf(quantity) {
  const [, number, unit] = /^(\d+)(Ki|Mi|Gi)$/.exec(quantity);
  return Number(number) * UNITS[unit];
}

const agree = (labels, selector) =>
  selector !== undefined &&
  Object.keys(selector).length > 0 &&
  Object.entries(selector).every(([name, value]) => labels[name] === value);

/** The variables that the container gets. */
export function environmentOf(manifests) {
  const { container } = manifests;
  const maps = container.envFrom.map(
    ({ configMapRef }) => manifests.named('ConfigMap', configMapRef.name).data,
  );
  return Object.assign(
    {},
    ...maps,
    Object.fromEntries(container.env.map(({ name, value }) => [name, value])),
  );
}

/** The documents of one deployment, by what they are. */
export function manifestsOf(documents) {
  const named = (kind, name) => {
    const found = documents.filter(
      (one) => one.kind === kind && (name === undefined || one.metadata.name === name),
    );
    if (found.length !== 1) throw new Error(`${found.length} documents are a ${kind} ${name ?? ''}`);
    return found[0];
  };
  const deployment = named('Deployment');
  const pod = deployment.spec.template;
  const [container] = pod.spec.containers;
  return { documents, named, deployment, pod, container };
}

/**
 * @param server what the server says of itself: its configuration with these variables, the memory that it counts for a process, the
 *   variables and secrets that it knows, its paths, metrics and version.
 * @returns what is wrong, a line each.
 */
export function inconsistencies(manifests, adapter, server) {
  const findings = [];
  const expect = (holds, finding) => {
    if (!holds) findings.push(finding);
  };
  const { container, pod } = manifests;
  const { config } = server;
  const { labels } = pod.metadata;

  for (const name of Object.keys(environmentOf(manifests)))
    expect(server.variables.has(name), `the container gets ${name}, which the server does not know`);
  expect(
    container.image.endsWith(`:${server.version}`),
    `${container.image} is not version ${server.version}`,
  );

  const ports = Object.fromEntries(container.ports.map(({ name, containerPort }) => [name, containerPort]));
  expect(ports.http === config.port, `port http is ${ports.http}, but PORT ${config.port}`);
  expect(
    ports.metrics === config.metrics.port,
    `port metrics is ${ports.metrics}, METRICS_PORT ${config.metrics.port}`,
  );
  for (const kind of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
    const { path, port } = container[kind].httpGet;
    expect(server.paths.has(path), `${kind} asks for ${path}, which the contract does not have`);
    expect(port === 'http', `${kind} asks port ${port}`);
  }
  const service = manifests.named('Service');
  const servicePorts = service.spec.ports.map(({ name }) => name);
  for (const { name, targetPort } of service.spec.ports)
    expect(targetPort in ports, `the Service's port ${name} goes to ${targetPort}, which no container has`);
  const policy = manifests.named('NetworkPolicy').spec;
  for (const { port } of policy.ingress.flatMap((rule) => rule.ports))
    expect(port in ports, `the NetworkPolicy opens ${port}, which no container has`);
  const monitor = manifests.named('ServiceMonitor').spec;
  for (const { port } of monitor.endpoints)
    expect(
      servicePorts.includes(port),
      `the ServiceMonitor scrapes ${port}, which the Service does not have`,
    );
  for (const { backend } of manifests.named('Ingress').spec.rules.flatMap(({ http }) => http.paths)) {
    expect(backend.service.name === service.metadata.name, `the Ingress goes to ${backend.service.name}`);
    expect(
      servicePorts.includes(backend.service.port.name),
      `the Ingress goes to port ${backend.service.port.name}`,
    );
  }

  const selectors = {
    Deployment: manifests.deployment.spec.selector.matchLabels,
    Service: service.spec.selector,
    NetworkPolicy: policy.podSelector.matchLabels,
    PodDisruptionBudget: manifests.named('PodDisruptionBudget').spec.selector?.matchLabels,
    topologySpreadConstraints: pod.spec.topologySpreadConstraints[0].labelSelector.matchLabels,
  };
  for (const [kind, selector] of Object.entries(selectors))
    expect(agree(labels, selector), `the ${kind} does not select the pods of the Deployment`);
  expect(
    agree(service.metadata.labels, monitor.selector.matchLabels),
    'the ServiceMonitor does not select the Service',
  );

  const autoscaler = manifests.named('HorizontalPodAutoscaler').spec;
  const target = manifests.named(autoscaler.scaleTargetRef.kind, autoscaler.scaleTargetRef.name);
  expect(target.spec.replicas === undefined, 'the Deployment sets what the autoscaler decides');
  const metrics = autoscaler.metrics
    .filter(({ type }) => type === 'Pods')
    .map(({ pods }) => pods.metric.name);
  expect(metrics.length > 0, 'the autoscaler asks for no metric of the server');
  for (const name of metrics) {
    expect(server.metrics.has(name), `the autoscaler asks for ${name}, which is in no scrape`);
    const rule = adapter.rules.find(({ name: { as } }) => as === name);
    expect(rule?.seriesQuery.startsWith(`${name}{`), `no rule of the adapter makes ${name}`);
  }

  const graceMs = pod.spec.terminationGracePeriodSeconds * 1_000;
  const neededMs = config.shutdownDelayMs + config.shutdownTimeoutMs + END_MS;
  expect(
    graceMs >= neededMs,
    `terminationGracePeriodSeconds is ${graceMs} ms, the server may need ${neededMs}`,
  );

  const volumes = Object.fromEntries(pod.spec.volumes.map(({ name, ...volume }) => [name, volume]));
  const tmp = bytesOf(volumes.tmp.emptyDir.sizeLimit);
  const limit = bytesOf(container.resources.limits.memory);
  const processes = Math.floor(limit / server.processMemory);
  const disk = processes * config.maxDiskBytes;
  expect(disk <= tmp, `${processes} processes may write ${disk} bytes, /tmp takes ${tmp}`);
  const most = processes * BOOT_BYTES + SERVER_BYTES + tmp;
  expect(most <= limit, `server, ${processes} processes and a full /tmp take ${most} bytes of ${limit}`);

  const { secretName } = volumes.secrets.secret;
  for (const { authorization } of monitor.endpoints) {
    const { name, key } = authorization?.credentials ?? {};
    expect(name === secretName, `the ServiceMonitor takes its key from ${name}, the pods from ${secretName}`);
    expect(
      environmentOf(manifests).METRICS_KEY_FILE?.endsWith(`/${key}`),
      `the ServiceMonitor sends ${key}, which is not METRICS_KEY`,
    );
  }
  const mount = container.volumeMounts.find(({ name }) => name === 'secrets').mountPath;
  const keys = Object.keys(manifests.named('Secret', secretName).data);
  const files = container.env.filter(({ name }) => name.endsWith('_FILE')).map(({ value }) => value);
  expect(
    files.length === keys.length,
    `${keys.length} secrets, but ${files.length} variables that name their files`,
  );
  for (const file of files)
    expect(
      keys.some((key) => `${mount}/${key}` === file),
      `${file} is in no secret`,
    );
  return findings;
}
