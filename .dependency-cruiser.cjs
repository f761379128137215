const steps = 'collect|judge|route|escalate|deliver|respond|report';
const consulted = 'jurisdiction|access';
const ground = 'clock|persistence|queue|secrets|paper';
const tests = '(\\.test\\.ts$|^test/|/testing/)';

/** Imports point one way: src → apps → steps → incidents → jurisdiction, access → clock, persistence, queue, secrets, paper. */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle makes two modules one that cannot be read, tested or loaded apart.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'steps-do-not-meet',
      comment:
        'Steps meet only through the incident and its log (docs/architecture.md); otherwise none can be replayed alone.',
      severity: 'error',
      from: { path: `^libs/(${steps})/`, pathNot: tests },
      to: { path: `^libs/(${steps})/`, pathNot: '^libs/$1/' },
    },
    {
      name: 'hub-below-steps',
      comment: 'The hub must not know which steps exist; later ones are added without touching it.',
      severity: 'error',
      from: { path: '^libs/incidents/', pathNot: tests },
      to: { path: `^(libs/(${steps})|apps|src)/` },
    },
    {
      name: 'directory-below-hub',
      comment:
        'Units, places, rules and people are consulted by all; they know of no incident but the words for it.',
      severity: 'error',
      from: { path: `^libs/(${consulted})/`, pathNot: tests },
      to: { path: `^(libs/(${steps})|apps|src)/|^libs/incidents/src/(entities|service)` },
    },
    {
      name: 'ground-knows-nothing',
      comment: 'Clock, persistence, queue and secrets carry no rule of the notice.',
      severity: 'error',
      from: { path: `^libs/(${ground})/`, pathNot: tests },
      to: { path: `^(libs/(${steps}|${consulted}|incidents)|apps|src)/` },
    },
    {
      name: 'apps-below-command',
      comment: 'The command and the launcher start apps, never the other way round.',
      severity: 'error',
      from: { path: '^apps/', pathNot: tests },
      to: { path: '^src/' },
    },
    {
      name: 'worker-without-http',
      comment: 'The API is the worker plus HTTP.',
      severity: 'error',
      from: { path: '^apps/worker/', pathNot: tests },
      to: { path: '^apps/(api|dashboard)/' },
    },
    {
      name: 'dashboard-only-shapes',
      comment: 'The browser shares nothing with the server but the types of the HTTP interface.',
      severity: 'error',
      from: { path: '^apps/dashboard/' },
      to: { path: '^(apps/(api|worker)|libs|config|src)/', pathNot: '^apps/api/src/contract/' },
    },
    {
      name: 'libs-meet-at-the-door',
      comment:
        'Libraries meet through index.ts (pure) or service.ts (with the database); their insides may change freely.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/', pathNot: tests },
      to: { path: '^libs/', pathNot: '^libs/($1/|[^/]+/src/(index|service)\\.ts$)' },
    },
    {
      name: 'apps-use-the-doors',
      comment: 'Apps are edges without rules: they too see only the doors of a library.',
      severity: 'error',
      from: { path: '^(apps|src)/', pathNot: tests },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/src/(index|service)\\.ts$' },
    },
    {
      name: 'pure-stays-pure',
      comment:
        'huiyin analyse runs without database, network, Nest or TypeORM; the pure doors may not pull them in.',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/index\\.ts$' },
      to: { path: '^node_modules/(typeorm|@nestjs|pg|bullmq|nodemailer|undici)/', reachable: true },
    },
    {
      name: 'no-test-in-product',
      comment: 'What ships must not lean on what only tests have.',
      severity: 'error',
      from: { pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'listed-packages-only',
      comment: 'A package that is not listed may vanish with the next install.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.paths.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.cjs', '.json', '.vue'] },
    progress: { type: 'none' },
  },
};
