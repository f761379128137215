import type { QueryClient } from '@tanstack/vue-query';
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { fetchMe } from './api/session.js';
import { gate } from './gate.js';

const sources = () => import('./pages/sources/SourcesPage.vue');
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
    path: '/duties',
    component: () => import('./pages/duties/DutiesPage.vue'),
    meta: { title: '交办签收', needs: 'incidents.read' },
  },
  {
    path: '/enter',
    component: () => import('./pages/enter/EnterPage.vue'),
    meta: { title: '人工录入', needs: 'items.enter' },
  },
  { path: '/sources', component: sources, meta: { title: '信源', needs: 'directory.read' } },
  { path: '/sources/:id', component: sources, meta: { title: '信源', needs: 'directory.read' }, props: true },
  {
    path: '/directory',
    component: () => import('./pages/directory/DirectoryPage.vue'),
    meta: { title: '责任单位', needs: 'directory.read' },
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
