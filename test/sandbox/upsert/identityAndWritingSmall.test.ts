import { identityAndWriting } from './identityAndWriting';

describe('a small organisation', () => identityAndWriting(0));
