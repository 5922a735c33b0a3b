jest.mock('../../../nodes/shared/clock', () => jest.requireActual<typeof import('./time')>('./time'));
import { playFaults } from './suite';

playFaults(['historical-migration']);
