import { connectPage } from '../shared/pages/index.ts';
import { route } from './route.ts';

// An empty template would mean the function's name: this constraint matches the root alone.
route({
  name: 'home',
  route: '{ignored:maxlength(0)?}',
  methods: ['GET'],
  handler:
    ({ origin }) =>
    () =>
      connectPage(origin),
});
