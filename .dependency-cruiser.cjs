/** Data flows one way: http -> contract -> handlers -> completions -> qodercli. A lower layer never imports a higher one. */
const layer = (name, from, forbidden, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.ts$' },
  to: { path: forbidden },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A component may show itself within itself: trees are drawn so.',
      severity: 'error',
      from: { pathNot: '\\.svelte$' },
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '^src/(main|files/pdf-worker|schemas/worker|simulator/(main|grandchild))\\.ts$',
          // Preloaded into the server.
          '^contract-tests/support/chaos-preload\\.mjs$',
          '\\.(test|d)\\.m?ts$',
          '^scripts/',
          '^bench/',
          '^dashboard/(vite\\.config|src/main)\\.ts$',
        ],
      },
      to: {},
    },
    layer(
      'driver-knows-no-dialect',
      '^src/qodercli/',
      '^src/(?!qodercli/|observability/|json/)',
      'The driver knows nothing of HTTP, OpenAI or configuration.',
    ),
    layer(
      'translation-is-pure',
      '^src/completions/',
      '^src/(http|handlers|models|contract/(?!operations))',
      'The translation knows wire types and driver types alone.',
    ),
    layer(
      'translation-does-no-io',
      '^src/completions/',
      '^node:(fs|child_process|net|http)',
      'The translation is pure.',
    ),
    layer(
      'schemas-know-json-schema-alone',
      '^src/schemas/',
      '^src/(?!schemas/|threads/)',
      'Schemas are compiled and checked without knowing whose dialect they came in.',
    ),
    layer(
      'files-know-files-alone',
      '^src/files/',
      '^src/(?!files/|threads/)',
      'Files are read without knowing whose dialect they came in.',
    ),
    layer(
      'threads-know-tasks-alone',
      '^src/threads/',
      '^src/(?!threads/)',
      'Threads run what they are given.',
    ),
    layer(
      'models-below-handlers',
      '^src/models/',
      '^src/(http|handlers|completions)',
      'Model names are resolved without knowing who asks.',
    ),
    layer(
      'handlers-know-no-http',
      '^src/handlers/',
      '^(src/http/|node_modules/@hapi)',
      'Handlers are plain functions.',
    ),
    layer(
      'limits-know-numbers-alone',
      '^src/limits/',
      '^src/(?!limits/|errors\\.ts$)',
      'Limits know neither requests nor turns, only how many.',
    ),
    layer(
      'contract-is-a-leaf',
      '^src/contract/',
      '^src/(?!contract/)',
      'The contract depends on the document alone.',
    ),
    layer(
      'http-reaches-handlers-only-by-type',
      '^src/http/',
      '^src/(completions|models|qodercli|config|app|main)',
      'The HTTP layer dispatches; it does not drive.',
    ),
    layer('json-is-a-leaf', '^src/json/', '^src/(?!json/)', 'Parsing depends on nothing.'),
    layer(
      'observability-is-passed-in',
      '^src/observability/',
      '^src/(?!observability/|json/)',
      'Logs and metrics know nobody.',
    ),
    layer(
      'simulator-stands-alone',
      '^src/simulator/',
      '^(src/(?!simulator/)|node_modules/)',
      'The simulator is a program of its own.',
    ),
    layer(
      'nobody-imports-the-simulator',
      '^src/(?!simulator/)',
      '^src/simulator/',
      'The simulator is run, not imported.',
    ),
    layer(
      'generated-types-have-one-reader',
      '^src/(?!contract/operations)',
      '^generated/openapi',
      'Wire types are imported from contract/operations.ts.',
    ),
    layer(
      'mocks-know-the-contract-alone',
      '^src/mocks/',
      '^(src/(?!mocks/|json/|contract/operations\\.ts$)|node:)',
      'Mocks run in browsers too.',
    ),
    layer(
      'nobody-imports-the-mocks',
      '^src/(?!mocks/)',
      '^(src/mocks/|generated/examples|node_modules/msw/)',
      'Mocks are for the tests of apps.',
    ),
    layer(
      'nobody-imports-the-doctor',
      '^src/(?!doctor/)',
      '^src/doctor/',
      'The doctor is a program of its own.',
    ),
    layer(
      'install-cli-knows-the-choice-alone',
      '^src/install-cli/',
      '^src/(?!install-cli/|qodercli/choice/)',
      'What installs a CLI knows where the server looks for one, and nothing else of it.',
    ),
    layer(
      'nobody-imports-install-cli',
      '^src/(?!install-cli/)',
      '^src/install-cli/',
      'It is a program of its own.',
    ),
    layer(
      'nobody-imports-verify',
      '^src/(?!verify/)',
      '^src/verify/',
      'It is a program of its own, on top of the driver.',
    ),
    layer(
      'verify-knows-no-http',
      '^src/verify/',
      '^src/(http|handlers|app|dashboard|simulator)',
      'What is verified is the CLI, through the driver.',
    ),
    layer('tests-are-not-imported', '^src/', '\\.test\\.ts$', 'Production code does not use tests.'),
    layer(
      'contract-tests-only-talk-http',
      '^contract-tests/',
      '^src/(?!.*\\.d\\.ts$)',
      'Contract tests run the build.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Clients of the compatibility suite: other people's code, and programs that import it. The generated clients' checks
    // import what is generated.
    exclude: { path: '^contract-tests/(clients|sdk/typescript)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
