import { application } from './application.ts';
import { route } from './route.ts';

route({ name: 'tokens', route: 'tokens', methods: ['GET', 'POST'], handler: application.grantsPage.handler });
