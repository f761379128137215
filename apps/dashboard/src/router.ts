import type { QueryClient } from '@tanstack/vue-query';
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { fetchMe } from './api/session.js';
import { gate } from './gate.js';

const directoryRoutes: RouteRecordRaw[] = [
  {
    path: '/directory/units/:id',
    component: () => import('./pages/directory/UnitPage.vue'),
    meta: { title: '单位', needs: 'directory.read' },
    props: true,
  },
  {
    path: '/directory/entries/:kind/:entry',
    component: () => import('./pages/directory/EntryPage.vue'),
    meta: { title: '名录', needs: 'directory.read' },
    props: true,
  },
  {
    path: '/directory/entries/:kind/:entry/edit',
    component: () => import('./pages/directory/EntryEditPage.vue'),
    meta: { title: '修改名录', needs: 'directory.change' },
    props: true,
  },
  {
    path: '/directory/new/:kind',
    component: () => import('./pages/directory/EntryEditPage.vue'),
    meta: { title: '新增', needs: 'directory.change' },
    props: true,
  },
  {
    path: '/directory/changes',
    component: () => import('./pages/directory/ChangesPage.vue'),
    meta: { title: '修改与核准', needs: 'directory.change' },
  },
  {
    path: '/directory/changes/new',
    component: () => import('./pages/directory/ChangeEditPage.vue'),
    meta: { title: '修改单', needs: 'directory.change' },
  },
  {
    path: '/directory/changes/:id',
    component: () => import('./pages/directory/ChangePage.vue'),
    meta: { title: '修改与核准', needs: 'directory.change' },
    props: true,
  },
  {
    path: '/documents/:id',
    component: () => import('./pages/documents/DocumentPage.vue'),
    meta: { title: '文书', needs: 'upward.report' },
    props: true,
  },
  {
    path: '/posts',
    component: () => import('./pages/posts/PostsPage.vue'),
    meta: { title: '分管任职', needs: 'directory.change' },
  },
  {
    path: '/rules',
    component: () => import('./pages/rules/RulesPage.vue'),
    meta: { title: '规则', needs: 'directory.read' },
  },
  {
    path: '/rules/exceptions/new',
    component: () => import('./pages/rules/ExceptionPage.vue'),
    meta: { title: '新增例外', needs: 'directory.change' },
  },
  {
    path: '/rules/exceptions/:entry',
    component: () => import('./pages/rules/ExceptionPage.vue'),
    meta: { title: '例外', needs: 'directory.change' },
    props: true,
  },
  {
    path: '/workbench',
    component: () => import('./pages/workbench/WorkbenchPage.vue'),
    meta: { title: '如何得出', needs: 'judging.inspect' },
  },
  {
    path: '/workbench/cases',
    component: () => import('./pages/workbench/CasesPage.vue'),
    meta: { title: '回归样例', needs: 'directory.change' },
  },
  {
    path: '/workbench/models',
    component: () => import('./pages/workbench/ModelsPage.vue'),
    meta: { title: '模型', needs: 'directory.change' },
  },
  {
    path: '/policies',
    component: () => import('./pages/policies/PoliciesPage.vue'),
    meta: { title: '催办规则', needs: 'directory.change' },
  },
  {
    path: '/policies/new',
    component: () => import('./pages/policies/PolicyPage.vue'),
    meta: { title: '新增催办规则', needs: 'directory.change' },
    props: (route) => (typeof route.query['like'] === 'string' ? { like: route.query['like'] } : {}),
  },
  {
    path: '/policies/:entry',
    component: () => import('./pages/policies/PolicyPage.vue'),
    meta: { title: '催办规则', needs: 'directory.change' },
    props: true,
  },
  {
    path: '/trials',
    component: () => import('./pages/trials/TrialsPage.vue'),
    meta: { title: '推演记录', needs: 'routing.decide' },
  },
  {
    path: '/incidents/:id/trials',
    component: () => import('./pages/trials/TrialsPage.vue'),
    meta: { title: '推演', needs: 'routing.decide' },
    props: true,
  },
];

const rosterRoutes: RouteRecordRaw[] = [
  {
    path: '/roster',
    component: () => import('./pages/roster/RosterPage.vue'),
    meta: { title: '联络人名单', needs: 'roster.read' },
  },
  {
    path: '/roster/import',
    component: () => import('./pages/roster/RosterImportPage.vue'),
    meta: { title: '导入名单', needs: 'roster.manage' },
  },
  {
    path: '/roster/duty',
    component: () => import('./pages/roster/DutyPage.vue'),
    meta: { title: '值班表' },
  },
  {
    path: '/roster/handover',
    component: () => import('./pages/roster/HandoverPage.vue'),
    meta: { title: '交接班', needs: 'incidents.read' },
  },
  {
    path: '/roster/:unit',
    component: () => import('./pages/roster/RosterUnitPage.vue'),
    meta: { title: '联络人' },
    props: true,
  },
];

const sources = () => import('./pages/sources/SourcesPage.vue');
const channels = () => import('./pages/channels/ChannelsPage.vue');
const routes: RouteRecordRaw[] = [
  { path: '/', name: 'home', component: () => import('./pages/NotFoundPage.vue') },
  {
    path: '/login',
    component: () => import('./pages/session/LoginPage.vue'),
    meta: { title: '登录', bare: true, open: true },
  },
  {
    path: '/password',
    component: () => import('./pages/session/PasswordPage.vue'),
    meta: { title: '修改密码', bare: true },
  },
  {
    path: '/incidents',
    component: () => import('./pages/incidents/IncidentListPage.vue'),
    meta: { title: '舆情事件', needs: 'incidents.read' },
  },
  {
    path: '/incidents/:id',
    component: () => import('./pages/incident/IncidentPage.vue'),
    meta: { title: '事件', needs: 'incidents.read' },
    props: true,
  },
  {
    path: '/incidents/:id/brief',
    component: () => import('./pages/briefs/BriefPage.vue'),
    meta: { title: '要点', needs: 'incidents.read' },
    props: (route) => ({ id: route.params['id'] }),
  },
  {
    path: '/responses',
    component: () => import('./pages/responses/ResponsesPage.vue'),
    meta: { title: '回应稿', needs: 'incidents.read' },
  },
  {
    path: '/responses/:id',
    component: () => import('./pages/responses/ResponsePage.vue'),
    meta: { title: '回应稿', needs: 'incidents.read' },
    props: true,
  },
  {
    path: '/duties',
    component: () => import('./pages/duties/DutiesPage.vue'),
    meta: { title: '交办签收', needs: 'incidents.read' },
  },
  {
    path: '/refusals',
    component: () => import('./pages/refusals/RefusalsPage.vue'),
    meta: { title: '退单与延期', needs: 'incidents.read' },
  },
  {
    path: '/supervisions',
    component: () => import('./pages/supervisions/SupervisionsPage.vue'),
    meta: { title: '督办单', needs: 'incidents.read' },
  },
  {
    path: '/supervisions/:id',
    component: () => import('./pages/supervisions/SupervisionPage.vue'),
    meta: { title: '督办单', needs: 'incidents.read' },
    props: true,
  },
  {
    path: '/watches',
    component: () => import('./pages/watches/WatchesPage.vue'),
    meta: { title: '关注', needs: 'incidents.read' },
  },
  {
    path: '/items',
    component: () => import('./pages/items/ItemsPage.vue'),
    meta: { title: '信息', needs: 'incidents.all' },
  },
  {
    path: '/archive',
    component: () => import('./pages/archive/ArchivePage.vue'),
    meta: { title: '档案', needs: 'incidents.read' },
  },
  {
    path: '/late',
    component: () => import('./pages/late/LatePage.vue'),
    meta: { title: '时限情况', needs: 'incidents.read' },
  },
  {
    path: '/groupings',
    component: () => import('./pages/groupings/GroupingsPage.vue'),
    meta: { title: '归并建议', needs: 'routing.decide' },
  },
  {
    path: '/pool',
    component: () => import('./pages/pool/PoolPage.vue'),
    meta: { title: '待分派', needs: 'routing.decide' },
  },
  {
    path: '/spikes',
    component: () => import('./pages/spikes/SpikesPage.vue'),
    meta: { title: '异常增长', needs: 'incidents.all' },
  },
  {
    path: '/calls',
    component: () => import('./pages/calls/CallsPage.vue'),
    meta: { title: '待打电话', needs: 'calls.record' },
  },
  {
    path: '/approvals',
    component: () => import('./pages/approvals/ApprovalsPage.vue'),
    meta: { title: '会签审签', needs: 'incidents.read' },
  },
  {
    path: '/publications',
    component: () => import('./pages/publications/PublicationsPage.vue'),
    meta: { title: '发布', needs: 'incidents.read' },
  },
  {
    path: '/commitments',
    component: () => import('./pages/commitments/CommitmentsPage.vue'),
    meta: { title: '公开承诺', needs: 'incidents.read' },
  },
  {
    path: '/countersign',
    component: () => import('./pages/night/CountersignPage.vue'),
    meta: { title: '夜间请示与补签', needs: 'incidents.read' },
  },
  {
    path: '/enter',
    component: () => import('./pages/enter/EnterPage.vue'),
    meta: { title: '人工录入', needs: 'items.enter' },
  },
  {
    path: '/instructions',
    component: () => import('./pages/instructions/InstructionsPage.vue'),
    meta: { title: '领导批示', needs: 'incidents.read' },
  },
  {
    path: '/orders',
    component: () => import('./pages/orders/OrdersPage.vue'),
    meta: { title: '上级交办', needs: 'orders.manage' },
  },
  {
    path: '/orders/new',
    component: () => import('./pages/orders/OrderFormPage.vue'),
    meta: { title: '登记上级交办', needs: 'orders.manage' },
  },
  {
    path: '/letters',
    component: () => import('./pages/orders/LettersPage.vue'),
    meta: { title: '协调函', needs: 'orders.manage' },
  },
  { path: '/sources', component: sources, meta: { title: '信源', needs: 'directory.read' } },
  { path: '/sources/:id', component: sources, meta: { title: '信源', needs: 'directory.read' }, props: true },
  {
    path: '/directory',
    component: () => import('./pages/directory/DirectoryPage.vue'),
    meta: { title: '名录', needs: 'directory.read' },
  },
  {
    path: '/interpretations',
    component: () => import('./pages/interpretations/InterpretationsPage.vue'),
    meta: { title: '政策解读' },
  },
  ...directoryRoutes,
  ...rosterRoutes,
  {
    path: '/learning',
    component: () => import('./pages/learning/LearningPage.vue'),
    meta: { title: '派单复盘', needs: 'directory.change' },
  },
  {
    path: '/system',
    component: () => import('./pages/system/SystemPage.vue'),
    meta: { title: '系统状态', needs: 'system.read' },
  },
  {
    path: '/system/accounts',
    component: () => import('./pages/accounts/AccountsPage.vue'),
    meta: { title: '账号', needs: 'accounts.manage' },
  },
  { path: '/system/channels', component: channels, meta: { title: '通知渠道', needs: 'channels.manage' } },
  {
    path: '/system/channels/:id',
    component: channels,
    meta: { title: '通知渠道', needs: 'channels.manage' },
    props: true,
  },
  {
    path: '/:rest(.*)*',
    component: () => import('./pages/NotFoundPage.vue'),
    meta: { title: '没有这个页面' },
  },
];

export function createAppRouter(client: QueryClient) {
  const router = createRouter({
    history: createWebHistory(),
    routes,
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  });
  router.beforeEach(async (to) => {
    try {
      return gate(to, await fetchMe(client));
    } catch {
      // The server is away: the page itself says so and tries again; nobody is thrown out for it.
      return true;
    }
  });
  router.afterEach((to) => {
    document.title = to.meta.title ? `${to.meta.title} · 回音` : '回音';
  });
  return router;
}
