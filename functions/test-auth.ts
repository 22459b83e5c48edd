import { application } from './application.ts';
import { route } from './route.ts';

route({ name: 'test-auth', route: 'test-auth', methods: ['GET', 'POST'], handler: application.tokenPage.testAuth });
