import { route } from './route.ts';

route({ name: 'tokens', route: 'tokens', methods: ['GET', 'POST'], handler: ({ grantsPage }) => grantsPage.handler });
