import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { createApp } from 'vue';
import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-sans-sc/500.css';
import 'element-plus/es/components/message/style/css';
import 'element-plus/es/components/notification/style/css';
import './styles/theme.css';
import './styles/base.css';
import App from './App.vue';
import { ApiProblem } from './api/client.js';
import { createAppRouter } from './router.js';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      // Only what could not be reached is tried again; a refusal stays a refusal.
      retry: (count, error) => error instanceof ApiProblem && error.status === 0 && count < 3,
    },
  },
});

createApp(App).use(VueQueryPlugin, { queryClient }).use(createAppRouter(queryClient)).mount('#app');
