import { route } from './route.ts';

route({ name: 'test-auth', route: 'test-auth', methods: ['GET', 'POST'], handler: ({ tokenPage }) => tokenPage.testAuth });
