import { identityAndWriting } from './identityAndWriting';

describe('a large organisation', () => identityAndWriting(3_001, { part: 1, of: 2 }));
